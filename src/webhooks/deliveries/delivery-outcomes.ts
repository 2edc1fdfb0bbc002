import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidBoundary } from '../../common/ids.js';
import type { Viewer } from '../../common/visibility.js';
import { EventOutcomes } from '../../events/intake/event-outcomes.js';
import { endpointReader, visibleEndpoints } from '../endpoints/endpoints.policy.js';

/**
 * $1: an event; $2 to $5: the reader. Deliveries are made after their event and ids grow with time, so only deliveries
 * made within a while after it are looked through: from $6, a little before it, since another process's clock may be
 * behind.
 */
const OUTCOME_SQL = `
  SELECT EXISTS (SELECT FROM event_queue q WHERE q.event_id = $1::uuid) AS is_queued,
         EXISTS (SELECT FROM event_quarantine q WHERE q.event_id = $1::uuid AND q.state = 'waiting') AS is_set_aside,
         (SELECT position FROM log_head) AS head,
         coalesce(json_agg(json_build_object('webhook', e.name, 'state', d.state, 'tries', d.tries, 'error', d.error,
           'active', e.active) ORDER BY d.id) FILTER (WHERE d.id IS NOT NULL), '[]') AS deliveries
    FROM (SELECT 1) one
    LEFT JOIN (webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id AND ${visibleEndpoints(2)})
      ON d.event_id = $1::uuid AND d.id > $6::uuid AND d.id < $7::uuid`;

/**
 * Whether the filters have decided everything up to $1. Lagging endpoints count if the reader may see them. An endpoint
 * with a paused filter does not count, because waiting for it is useless.
 */
const FILTERED_SQL = `
  SELECT NOT EXISTS (SELECT FROM webhook_endpoints WHERE filter IS NOT NULL AND filter_after < $1::bigint)
         OR (SELECT position FROM webhook_filter_head) >= $1::bigint AS is_decided,
         EXISTS (SELECT FROM webhook_filter_lags l JOIN webhook_endpoints e ON e.id = l.endpoint_id AND ${visibleEndpoints(2)}
                  WHERE l.position < $1::bigint AND l.not_before <= now() + interval '5 s') AS is_lagging`;

const WHILE_MS = 3_600_000;
const CLOCK_SKEW_MS = 5_000;

/** No endpoint has a filter, and no events wait for one that was removed. */
const NO_FILTERS_SQL = `
  SELECT NOT EXISTS (SELECT FROM webhook_endpoints WHERE filter IS NOT NULL)
     AND NOT EXISTS (SELECT FROM webhook_filter_lags) AS none`;

const SET_ASIDE = [
  { webhook: 'system', error: 'the event could not be processed and was set aside; an admin can process it again' },
];

interface Delivery {
  readonly webhook: string;
  readonly state: string;
  readonly tries: number;
  readonly error: string | null;
  readonly active: boolean;
}

interface OutcomeRow {
  is_queued: boolean;
  is_set_aside: boolean;
  head: string;
  deliveries: Delivery[];
}

/** Reports the outcome of an event's first attempts to waiting senders. */
@Injectable()
export class DeliveryOutcomes implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outcomes: EventOutcomes,
  ) {}

  onModuleInit(): void {
    this.outcomes.register((eventId, viewer) => {
      /** The log's head when the event was first seen dispatched: its own position is not higher. */
      let dispatched: number | undefined;
      return async () => {
        const before = dispatched;
        // Before the deliveries are read, so that they include everything decided by then.
        const isDecided = before !== undefined && (await this.isDecided(before, viewer));
        const { head, isQueued, ...outcome } = await this.read(eventId, viewer);
        if (!isQueued) dispatched ??= head;
        return { ...outcome, isSettled: outcome.isSettled && (isDecided || (await this.isWithoutFilters())) };
      };
    });
  }

  private async isDecided(position: number, viewer: Viewer): Promise<boolean> {
    const parameters = [position, ...endpointReader(viewer)];
    const [row] = await this.dataSource.query<{ is_decided: boolean; is_lagging: boolean }[]>(FILTERED_SQL, parameters);
    return row?.is_decided === true && !row.is_lagging;
  }

  private async isWithoutFilters(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ none: boolean }[]>(NO_FILTERS_SQL);
    return row?.none === true;
  }

  private async read(eventId: string, viewer: Viewer) {
    const parameters = [
      eventId,
      ...endpointReader(viewer),
      idBeside(eventId, -CLOCK_SKEW_MS),
      idBeside(eventId, WHILE_MS),
    ];
    const [row] = await this.dataSource.query<OutcomeRow[]>(OUTCOME_SQL, parameters);
    const deliveries = row?.deliveries ?? [];
    const sent = deliveries.filter(({ state }) => state === 'success');
    const failed = deliveries.filter(({ state, tries }) => state !== 'success' && (tries > 0 || state === 'cancelled'));
    const waiting = deliveries.filter((delivery) => !sent.includes(delivery) && !failed.includes(delivery));
    return {
      isQueued: row?.is_queued !== false,
      head: Number(row?.head ?? 0),
      // A disabled endpoint holds it, so waiting is useless.
      isSettled: row?.is_queued === false && waiting.every(({ active }) => !active),
      sent: sent.length,
      failed: failed.length,
      pending: waiting.length,
      errors:
        row?.is_set_aside === true
          ? SET_ASIDE
          : failed.map(({ webhook, error }) => ({ webhook, error: error ?? 'It failed.' })),
    };
  }
}

/** The smallest id that is this much later, or earlier. */
function idBeside(id: string, byMs: number): string {
  return uuidBoundary(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) + byMs);
}
