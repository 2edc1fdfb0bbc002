import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { DataSource } from 'typeorm';
import { AppError } from '../../common/errors.js';
import { isUuid } from '../../common/ids.js';
import { AppLogger } from '../../common/logger.js';
import { ChannelFacts } from '../../events/channel-facts.js';
import { EndpointSecrets } from '../endpoints/endpoint-secrets.js';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import { verifySigned, type ReceivedMessage } from '../signing/signing.js';
import { requireNotificationShape } from './received-notification-shape.js';

/** $1: the user that the notification is for. Only endpoints that point here may have signed. */
const SIGNERS_SQL = `
  SELECT id FROM webhook_endpoints WHERE user_id = $1 AND payload_format = 'notification' AND url LIKE '/%'`;

/** 401: no endpoint of this server signed it, or not recently. */
export class BadSignature extends AppError {
  constructor() {
    super(401, 'bad_signature', 'The signature is missing, too old or wrong.');
  }
}

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  /** The body as received. */
  readonly body: string;
}

/** The receiver for relative URLs. It only checks and logs, and must never notify anyone. */
@Injectable()
export class NotificationReceiverService {
  private readonly received = new ReceivedNotifications();

  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: EndpointSecrets,
    private readonly facts: ChannelFacts,
    private readonly logger: AppLogger,
  ) {}

  /** @throws BadSignature, InvalidInput */
  async receive({ headers, body }: ReceivedRequest): Promise<void> {
    const id = headers['webhook-id'] ?? headers['x-webhook-id'];
    if (!isUuid(id)) throw new BadSignature();
    const endpoints = await this.signers(id);
    const readable = endpoints.filter((endpoint) => this.secrets.canOpen(endpoint));
    const secrets = readable.flatMap((endpoint) => this.secrets.signing(endpoint));
    const message: ReceivedMessage = { headers, body, secrets, nowSeconds: Math.floor(Date.now() / 1_000) };
    if (!verifySigned(message).ok) throw new BadSignature();
    requireNotificationShape(body, id.toLowerCase());
    const isNew = this.received.add(id.toLowerCase());
    this.logger.event('notification.received', { notification_id: id, is_duplicate: !isNew });
  }

  private async signers(notificationId: string): Promise<WebhookEndpoint[]> {
    const userId = await this.facts.recipientOf(this.dataSource, notificationId);
    if (userId === null) return [];
    const rows = await this.dataSource.query<{ id: string }[]>(SIGNERS_SQL, [userId]);
    if (rows.length === 0) return [];
    return this.dataSource.manager.findBy(
      WebhookEndpoint,
      rows.map(({ id }) => ({ id })),
    );
  }
}

/**
 * Which notifications came in already. In memory and bounded: a receipt has no effect but a line in the log, and what was
 * received is durable as the notification itself. A repeat after a restart, or to another process, costs one more line.
 */
class ReceivedNotifications {
  private readonly ids = new Set<string>();

  constructor(private readonly limit = 10_000) {}

  /** False: it was seen before. */
  add(id: string): boolean {
    if (this.ids.has(id)) return false;
    // A Set keeps the order of insertion: the first is the oldest.
    if (this.ids.size >= this.limit) for (const oldest of this.ids) if (this.ids.delete(oldest)) break;
    this.ids.add(id);
    return true;
  }
}
