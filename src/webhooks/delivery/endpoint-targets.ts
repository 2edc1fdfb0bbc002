import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { EndpointHeaders } from '../endpoint-headers.js';
import { OwnAddress } from '../own-address.js';
import { SecretBox } from '../secret-box.js';
import { SigningSecret } from '../signing.js';
import { DeliveryQueue } from './delivery-queue.js';
import { toTarget, type EndpointTarget, type TargetRow } from './endpoint-target.js';

const TARGETS_SQL = `
  SELECT e.id, e.kind, e.url, e.active, e.owner_type, e.company_id, e.include_internal, e.payload_format, e.template, e.json_style, e.failing_program,
         e.headers_encrypted, e.secret_encrypted, e.max_attempts, e.retry_schedule_ms,
         e.timeout_seconds, e.rate_limit, e.user_id, u.role AS user_role, u.company_id AS user_company_id, u.active AS user_active,
         CASE WHEN e.previous_secret_expires_at > now() THEN e.previous_secret_encrypted END AS previous_secret_encrypted
    FROM webhook_endpoints e LEFT JOIN users u ON u.id = e.user_id
   WHERE e.id = ANY($1::uuid[])`;

const MOST_SECRETS = 10_000;
/** An endpoint that cannot be served is logged once in this time. */
const REPORT_EVERY_MS = 60_000;

export interface LoadedTargets {
  readonly targets: readonly EndpointTarget[];
  /** Ids of endpoints that are not there any more. */
  readonly missing: readonly string[];
  /** Ids of those whose secret or headers cannot be opened. */
  readonly unreadable: readonly string[];
}

/** Endpoints as a worker needs them, with secrets opened. */
@Injectable()
export class EndpointTargets {
  @Inject(OwnAddress) private readonly ownAddress: OwnAddress;
  private readonly headers: EndpointHeaders;
  private readonly secrets = new Map<string, SigningSecret>();
  private readonly reported = new LRUCache<string, true>({ max: MOST_SECRETS, ttl: REPORT_EVERY_MS });

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

  /** Nothing when its secret cannot be opened: that must not stop the others. */
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

  /** It comes again every few seconds. */
  private report(endpointId: string, error: unknown): void {
    if (this.reported.has(endpointId)) return;
    this.reported.set(endpointId, true);
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.warn('webhook.left_to_others', { endpoint_id: endpointId, error: reason });
  }

  /** One that cannot be opened any more signs nothing; the newer one does. */
  private previousOf({ previous_secret_encrypted: sealed }: TargetRow): SigningSecret[] {
    return sealed !== null && this.box.canOpen(sealed) ? [this.secretOf(sealed)] : [];
  }

  /** Deriving keys is dear, and the same few secrets come again and again. */
  private secretOf(sealed: string): SigningSecret {
    const known = this.secrets.get(sealed);
    if (known !== undefined) return known;
    if (this.secrets.size >= MOST_SECRETS) this.secrets.clear();
    const secret = SigningSecret.from(this.box.open(sealed));
    this.secrets.set(sealed, secret);
    return secret;
  }
}
