import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidBoundary } from '../common/ids.js';
import type { Viewer } from '../common/visibility.js';
import { EventOutcomes } from '../events/intake/event-outcomes.js';
import { endpointReader, visibleEndpoints } from './endpoints.policy.js';

/**
 * $1: an event; $2 to $5: the reader. Deliveries are made after their event and ids grow with time, so that only what was made
 * within a while after it is looked through: from $6, a little before it, as another process's clock may be behind.
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
 * Whether the filters have decided everything up to $1. Endpoints that lag behind count as far as the reader may see them; one
 * whose filter pauses does not: nothing will come of waiting.
 */
const FILTERED_SQL = `
  SELECT NOT EXISTS (SELECT FROM webhook_endpoints WHERE filter IS NOT NULL AND filter_after < $1::bigint)
         OR (SELECT position FROM webhook_filter_head) >= $1::bigint AS is_decided,
         EXISTS (SELECT FROM webhook_filter_lags l JOIN webhook_endpoints e ON e.id = l.endpoint_id AND ${visibleEndpoints(2)}
                  WHERE l.position < $1::bigint AND l.not_before <= now() + interval '5 s') AS is_lagging`;

const WHILE_MS = 3_600_000;
const CLOCK_SKEW_MS = 5_000;

/** Nor a rest of the time when there was one. */
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

/** Tells who waits for an event's first attempts what they came to. */
@Injectable()
export class DeliveryOutcomes implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outcomes: EventOutcomes,
  ) {}

  onModuleInit(): void {
    this.outcomes.register((eventId, viewer) => {
      /** The log's head when the event was first seen to be dispatched: its own position is not above. */
      let dispatched: number | undefined;
      return async () => {
        const before = dispatched;
        // Before the deliveries are read: what is decided by then is among them.
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
      // Of a disabled endpoint it is held: nothing will come of waiting.
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

/** The smallest id of so long after this one, or before it. */
function idBeside(id: string, byMs: number): string {
  return uuidBoundary(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) + byMs);
}
