import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '../../common/background-loop.js';
import { AppLogger } from '../../common/logger.js';
import { LiveFeed, type LivePush } from '../../events/live-feed.js';
import type { EndpointKind, OwnerType } from '../endpoints/webhook-endpoint.entity.js';
import { DELIVERY_COLUMNS } from '../queue/delivery-rows.js';
import { listedView } from './delivery-list.service.js';
import type { ListedRow } from './delivery-list.sql.js';

const ROOM = 'webhooks';
const GATHER_MS = 50;
const RETRY_MS = 1_000;
/** Maximum per flush, so that watching 10,000 deliveries a second costs little: the last ones are shown. */
const MAX_A_FLUSH = 100;
const ERROR_CHARACTERS = 500;

const SHOWN_SQL = `
  SELECT ${DELIVERY_COLUMNS}, e.id AS webhook_id, e.name AS webhook_name, e.kind, e.owner_type, e.user_id, e.company_id, e.include_internal
    FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
   WHERE d.id = ANY($1::uuid[]) ORDER BY d.id`;

interface ShownRow extends ListedRow {
  kind: EndpointKind;
  owner_type: OwnerType;
  user_id: string | null;
  company_id: string | null;
  include_internal: boolean;
}

/** Pushes attempts, when they are stored, to the sockets of people who may see the endpoint. */
@Injectable()
export class DeliveryFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private waiting: string[] = [];
  /** One flush at a time: an older state must not be pushed after a newer one. */
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: LiveFeed,
    logger: AppLogger,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.flush(),
      // Not in the log: a loaded list shows the same.
      onError: (error) => logger.warn('Could not push delivery updates.', { error: String(error) }),
      gatherMs: GATHER_MS,
      retryMs: RETRY_MS,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** A delivery has just changed in the table. Costs nothing without watchers. */
  show(deliveryId: string): void {
    if (!this.feed.isWatched(ROOM)) return;
    this.waiting.push(deliveryId);
    this.loop.wake();
    if (this.waiting.length > 2 * MAX_A_FLUSH) this.waiting = this.waiting.slice(-MAX_A_FLUSH);
  }

  private async flush(): Promise<void> {
    const ids = this.waiting.slice(-MAX_A_FLUSH);
    this.waiting = [];
    if (ids.length === 0) return;
    const rows = await this.dataSource.query<ShownRow[]>(SHOWN_SQL, [ids]);
    await this.feed.send(rows.map(pushOf));
  }
}

/** Without the answer's body, which may exceed the limit of a notification. */
function pushOf(row: ShownRow): LivePush {
  const { response_body: _body, error, ...delivery } = listedView(row);
  const isPersonal = row.kind === 'personal';
  return {
    message: 'delivery.update',
    room: ROOM,
    userId: row.owner_type === 'user' ? row.user_id : null,
    managersOf: row.owner_type === 'company' ? row.company_id : null,
    admins: !isPersonal,
    staffOnly: row.include_internal,
    payload: {
      event: 'delivery.update',
      id: row.delivery_id,
      webhook_id: row.webhook_id,
      data: { ...delivery, error: error?.slice(0, ERROR_CHARACTERS) ?? null },
    },
  };
}
