import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../common/logger.js';
import { LiveFeed, type LivePush } from '../../events/live-feed.js';
import { listedView } from '../delivery-list.service.js';
import type { ListedRow } from '../delivery-list.sql.js';
import { DELIVERY_COLUMNS } from '../delivery-rows.js';
import type { EndpointKind, OwnerType } from '../webhook-endpoint.entity.js';

const ROOM = 'webhooks';
const FLUSH_MS = 50;
/** So that watching 10,000 deliveries a second costs little: of more than this a flush, the last are shown. */
const MOST_A_FLUSH = 100;
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

/** Shows attempts, as they are stored, to the sockets of those who may see the endpoint. */
@Injectable()
export class DeliveryFeed {
  private waiting: string[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: LiveFeed,
    private readonly logger: AppLogger,
  ) {}

  /** Of a delivery that has just changed in the table. Costs nothing while nobody watches. */
  show(deliveryId: string): void {
    if (!this.feed.isWatched(ROOM)) return;
    if (this.waiting.length === 0) setTimeout(() => void this.flush(), FLUSH_MS).unref();
    this.waiting.push(deliveryId);
    if (this.waiting.length > 2 * MOST_A_FLUSH) this.waiting = this.waiting.slice(-MOST_A_FLUSH);
  }

  private async flush(): Promise<void> {
    const ids = this.waiting.slice(-MOST_A_FLUSH);
    this.waiting = [];
    try {
      const rows = await this.dataSource.query<ShownRow[]>(SHOWN_SQL, [ids]);
      await this.feed.send(rows.map(pushOf));
    } catch (error) {
      // Not of the log: a list that is loaded shows the same.
      this.logger.warn('Attempts could not be shown.', { error: String(error) });
    }
  }
}

/** The answer's body is left to the detail: it may be longer than what can be notified. */
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
