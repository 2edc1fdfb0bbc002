import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { EndpointHeaders } from '../endpoint-headers.js';
import { SecretBox } from '../secret-box.js';
import { SigningSecret } from '../signing.js';
import { DeliveryQueue } from './delivery-queue.js';
import { toTarget, type EndpointTarget, type TargetRow } from './endpoint-target.js';

const TARGETS_SQL = `
  SELECT e.id, e.kind, e.url, e.active, e.owner_type, e.company_id, e.include_internal, e.payload_format, e.template, e.json_style,
         e.headers_encrypted, e.secret_encrypted, e.max_attempts, e.retry_schedule_ms,
         e.timeout_seconds, e.rate_limit, e.user_id, u.role AS user_role, u.company_id AS user_company_id, u.active AS user_active,
         CASE WHEN e.previous_secret_expires_at > now() THEN e.previous_secret_encrypted END AS previous_secret_encrypted
    FROM webhook_endpoints e LEFT JOIN users u ON u.id = e.user_id
   WHERE e.id = ANY($1::uuid[])`;

const MOST_SECRETS = 10_000;

export interface LoadedTargets {
  readonly targets: readonly EndpointTarget[];
  /** Ids of endpoints that are not there any more. */
  readonly missing: readonly string[];
}

/** Endpoints as a worker needs them, with secrets opened. */
@Injectable()
export class EndpointTargets {
  private readonly headers: EndpointHeaders;
  private readonly secrets = new Map<string, SigningSecret>();

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
    return { targets: rows.flatMap((row) => this.open(row)), missing: ids.filter((id) => !found.has(id)) };
  }

  /** Nothing when its secret cannot be opened: that must not stop the others. Its lease runs out, and it comes again. */
  private open(row: TargetRow): EndpointTarget[] {
    try {
      const previous = row.previous_secret_encrypted === null ? [] : [this.secretOf(row.previous_secret_encrypted)];
      const secrets = [this.secretOf(row.secret_encrypted), ...previous] as const;
      const headers = this.headers.open({ headersEncrypted: row.headers_encrypted });
      return [toTarget(row, this.config.webhook, { secrets, headers })];
    } catch (error) {
      this.logger.error(`The endpoint ${row.id} cannot be served.`, error);
      return [];
    }
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
