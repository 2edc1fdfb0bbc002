import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { EndpointHeaders } from '../endpoints/endpoint-headers.js';
import { OwnAddress } from '../http/own-address.js';
import { DeliveryQueue } from '../queue/delivery-queue.js';
import { SecretBox } from '../signing/secret-box.js';
import { SigningSecret } from '../signing/signing.js';
import { toTarget, type EndpointTarget, type TargetRow } from './endpoint-target.js';

const TARGETS_SQL = `
  SELECT e.id, e.kind, e.url, e.active, e.owner_type, e.company_id, e.include_internal, e.payload_format, e.template, e.json_style, e.failing_program,
         e.headers_encrypted, e.secret_encrypted, e.signatures, e.max_attempts, e.retry_schedule_ms,
         e.timeout_seconds, e.rate_limit, e.user_id, u.role AS user_role, u.company_id AS user_company_id, u.active AS user_active,
         CASE WHEN e.previous_secret_expires_at > now() THEN e.previous_secret_encrypted END AS previous_secret_encrypted
    FROM webhook_endpoints e LEFT JOIN users u ON u.id = e.user_id
   WHERE e.id = ANY($1::uuid[])`;

const MAX_SECRETS = 10_000;
/** An endpoint whose secret cannot be opened is logged once in this time. */
const REPORT_EVERY_MS = 60_000;

export interface LoadedTargets {
  readonly targets: readonly EndpointTarget[];
  /** Ids of endpoints that no longer exist. */
  readonly missing: readonly string[];
  /** Ids of those whose secret or headers cannot be opened. */
  readonly unreadable: readonly string[];
}

/** Endpoints as a worker needs them, with secrets opened. */
@Injectable()
export class EndpointTargets {
  @Inject(OwnAddress) private readonly ownAddress: OwnAddress;
  private readonly headers: EndpointHeaders;
  private readonly secrets = new LRUCache<string, SigningSecret>({ max: MAX_SECRETS });
  private readonly reported = new LRUCache<string, true>({ max: MAX_SECRETS, ttl: REPORT_EVERY_MS });

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly box: SecretBox,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {
    this.headers = new EndpointHeaders(box);
  }

  async load(ids: readonly string[]): Promise<LoadedTargets> {
    const rows = await this.queue.reader.query<TargetRow>(TARGETS_SQL, [ids]);
    const found = new Set(rows.map(({ id }) => id));
    const targets = rows.flatMap((row) => this.open(row));
    const opened = new Set(targets.map(({ id }) => id));
    const unreadable = rows.flatMap(({ id }) => (opened.has(id) ? [] : [id]));
    return { targets, missing: ids.filter((id) => !found.has(id)), unreadable };
  }

  /** Empty when its secret cannot be opened, which must not stop the others. */
  private open(row: TargetRow): EndpointTarget[] {
    try {
      const secrets = [this.secretOf(row.secret_encrypted), ...this.previousOf(row)] as const;
      const headers = this.headers.sent({ headersEncrypted: row.headers_encrypted }, this.ownAddress.isOwn(row.url));
      return [toTarget(row, this.config.webhook, { secrets, headers })];
    } catch (error) {
      this.report(row.id, error);
      return [];
    }
  }

  /** Once in a while, since the same endpoint is loaded again every few seconds. */
  private report(endpointId: string, error: unknown): void {
    if (this.reported.has(endpointId)) return;
    this.reported.set(endpointId, true);
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.warn('webhook.left_to_others', { endpoint_id: endpointId, error: reason });
  }

  /** A previous secret that can no longer be opened is left out; the current one still signs. */
  private previousOf({ previous_secret_encrypted: sealed }: TargetRow): SigningSecret[] {
    return sealed !== null && this.box.canOpen(sealed) ? [this.secretOf(sealed)] : [];
  }

  /** Cached, because deriving keys is expensive and the same few secrets are used again and again. */
  private secretOf(sealed: string): SigningSecret {
    const known = this.secrets.get(sealed);
    if (known !== undefined) return known;
    const secret = SigningSecret.from(this.box.open(sealed));
    this.secrets.set(sealed, secret);
    return secret;
  }
}
