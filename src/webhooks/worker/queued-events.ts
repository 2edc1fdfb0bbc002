import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EVENT_COLUMNS, toLoggedEvent, type EventRow } from '../../events/event-row.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { DeliveryQueue, type QueuedRow } from '../queue/delivery-queue.js';
import type { QueuedDelivery } from '../queue/queued-delivery.js';

const EVENTS_SQL = `SELECT ${EVENT_COLUMNS}, 0 AS position FROM event_bodies b WHERE b.id = ANY($1::uuid[])`;

const MAX_KEPT = 2_000;
const MAX_CHARACTERS = 16_000_000;

export interface Assembled {
  readonly deliveries: QueuedDelivery[];
  /** Ids of those whose event is past its retention: there is nothing left to send. */
  readonly withoutEvent: string[];
  /** Those whose stored event cannot be read. */
  readonly unreadable: { readonly deliveryId: string; readonly error: unknown }[];
}

/** Gives deliveries their events. One event often goes to many endpoints: it is read once, and kept for a few seconds. */
@Injectable()
export class QueuedEvents {
  private readonly kept = new LRUCache<string, LoggedEvent>({
    max: MAX_KEPT,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ data }) => Math.max(1, data.length),
  });

  constructor(private readonly queue: DeliveryQueue) {}

  async assemble(rows: readonly QueuedRow[]): Promise<Assembled> {
    const events = new Map<string, LoggedEvent>();
    const faults = new Map<string, unknown>();
    const missing = new Map<string, number>();
    for (const { event_id: id, position } of rows) {
      const kept = this.kept.get(id);
      if (kept === undefined) missing.set(id, position);
      else events.set(id, kept);
    }
    if (missing.size > 0) {
      const found = await this.queue.reader.query<EventRow>(EVENTS_SQL, [[...missing.keys()]]);
      for (const row of found) {
        try {
          const event = toLoggedEvent({ ...row, position: missing.get(row.id) ?? 0 });
          events.set(row.id, event);
          this.kept.set(event.id, event);
        } catch (error) {
          faults.set(row.id, error);
        }
      }
    }
    const deliveries: QueuedDelivery[] = [];
    const withoutEvent: string[] = [];
    const unreadable: { deliveryId: string; error: unknown }[] = [];
    for (const row of rows) {
      const event = events.get(row.event_id);
      if (event !== undefined) deliveries.push(toDelivery(row, event));
      else if (faults.has(row.event_id)) {
        unreadable.push({ deliveryId: row.delivery_id, error: faults.get(row.event_id) });
      } else withoutEvent.push(row.delivery_id);
    }
    return { deliveries, withoutEvent, unreadable };
  }

  /** An erased event must not live on in memory. */
  forget(): void {
    this.kept.clear();
  }
}

function toDelivery(row: QueuedRow, event: LoggedEvent): QueuedDelivery {
  return {
    id: row.delivery_id,
    endpointId: row.endpoint_id,
    position: row.position,
    messageId: row.message_id,
    orderingKey: row.delivery_key,
    notification: row.notification,
    enrichedData: row.enriched_data,
    type: row.event_type,
    event: event.position === row.position ? event : { ...event, position: row.position },
    attempts: row.attempts,
    tries: row.tries,
    waitedMs: row.waited_ms,
    dueAtMs: performance.now() + row.due_in_ms,
    checkedAtMs: Number.NEGATIVE_INFINITY,
  };
}
