import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { DataSource } from 'typeorm';
import { AppError } from '../common/errors.js';
import { isUuid } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { requireNotificationShape } from './received-notification-shape.js';
import { ReceivedNotifications } from './received-notifications.js';
import { verifyStandard, verifyXWebhook, type ReceivedMessage } from './signing.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** $1: the notification. Only endpoints that point here may have signed. */
const SIGNERS_SQL = `
  SELECT e.id FROM notifications n JOIN webhook_endpoints e ON e.user_id = n.user_id
   WHERE n.id = $1 AND e.payload_format = 'notification' AND e.url LIKE '/%'`;

/** 401: nobody of ours signed this, or not just now. */
export class BadSignature extends AppError {
  constructor() {
    super(401, 'bad_signature', 'The signature is missing, too old or wrong.');
  }
}

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: string;
}

/** The receiver that relative URLs can point to. It only checks and logs: whatever it did, it must not notify anybody. */
@Injectable()
export class NotificationReceiver {
  private readonly received = new ReceivedNotifications();

  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: EndpointSecrets,
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
    const verify = headers['webhook-signature'] === undefined ? verifyXWebhook : verifyStandard;
    if (!verify(message).ok) throw new BadSignature();
    requireNotificationShape(body, id.toLowerCase());
    const isNew = this.received.add(id.toLowerCase());
    this.logger.event('notification.received', { notification_id: id, is_duplicate: !isNew });
  }

  private async signers(notificationId: string): Promise<WebhookEndpoint[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(SIGNERS_SQL, [notificationId]);
    if (rows.length === 0) return [];
    return this.dataSource.manager.findBy(
      WebhookEndpoint,
      rows.map(({ id }) => ({ id })),
    );
  }
}
