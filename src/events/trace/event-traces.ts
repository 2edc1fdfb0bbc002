import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../common/visibility.js';
import { EventLog } from '../event-log.js';
import { singleEventView } from '../event-view.js';
import type { LoggedEvent } from '../logged-event.js';
import { loadVisibleEvent } from '../visible-event.js';
import type { EventTraceAnswer, TracedEndpoint, TracedRecipient, TracedRoom } from './trace.answers.js';

/** At most `MAX_TRACED` of them, and how many there are in total. */
export interface Traced<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** What a dispatched event led to, as far as this viewer may know. Admins may know everything. */
export interface TraceReaders {
  rooms(event: LoggedEvent, viewer: Viewer): TracedRoom[];
  recipients(event: LoggedEvent, viewer: Viewer): Promise<Traced<TracedRecipient>>;
  endpoints(event: LoggedEvent, viewer: Viewer): Promise<Traced<TracedEndpoint>>;
}

const DISPATCHED_SQL = 'SELECT dispatched_at FROM event_log WHERE position = $1::bigint';
const NOTHING: Traced<never> = { items: [], total: 0 };

/** Traces one event. The modules that push, notify and deliver register how to look. */
@Injectable()
export class EventTraces {
  private readonly readers: Partial<TraceReaders> = {};

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
  ) {}

  register(readers: Partial<TraceReaders>): void {
    Object.assign(this.readers, readers);
  }

  /** @throws NotFound also for an event that this viewer may not see */
  async trace(viewer: Viewer, id: string): Promise<EventTraceAnswer> {
    const event = await loadVisibleEvent(this.dataSource, viewer, id);
    const { epoch } = await this.log.head();
    const { rooms, recipients, endpoints } = await this.outcomes(event, viewer);
    return {
      // `data` is an object, or the event could not have been read.
      event: singleEventView(event, epoch) as EventTraceAnswer['event'],
      recorded_at: event.occurredAt.toISOString(),
      dispatched_at: await this.dispatchedAt(event),
      rooms,
      recipients: [...recipients.items],
      recipients_total: recipients.total,
      endpoints: [...endpoints.items],
      endpoints_total: endpoints.total,
      recomputed: [...recipients.items, ...endpoints.items].some(({ recomputed }) => recomputed),
    };
  }

  /** Before its dispatch an event has no effects. */
  private async outcomes(event: LoggedEvent, viewer: Viewer) {
    if (event.position === 0) return { rooms: [], recipients: NOTHING, endpoints: NOTHING };
    return {
      rooms: this.readers.rooms?.(event, viewer) ?? [],
      recipients: (await this.readers.recipients?.(event, viewer)) ?? NOTHING,
      endpoints: (await this.readers.endpoints?.(event, viewer)) ?? NOTHING,
    };
  }

  private async dispatchedAt({ position }: LoggedEvent): Promise<string | null> {
    const [row] = await this.dataSource.query<{ dispatched_at: Date | null }[]>(DISPATCHED_SQL, [position]);
    return row?.dispatched_at?.toISOString() ?? null;
  }
}
