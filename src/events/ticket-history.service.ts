import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeIdCursor } from '../common/id-cursor.js';
import { encodePageCursor, type PageQuery } from '../common/paging.js';
import type { Viewer } from '../common/visibility.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from './event-row.js';
import { pastEventView } from './event-view.js';
import { loadEventVisibility, mayViewerSee } from './event-visibility.js';
import type { LoggedEvent } from './logged-event.js';

/** Newest first: ids grow with time, and a ticket's events are written in sequence. */
const HISTORY_SQL = `
  SELECT ${EVENT_COLUMNS}, 0 AS position FROM event_bodies b
   WHERE b.ordering_key = $1 AND b.source = 'desk' AND ($2::uuid IS NULL OR b.id < $2)
   ORDER BY b.id DESC LIMIT $3`;

/** The events of a ticket and everything that belongs to it, as far back as the log goes. */
@Injectable()
export class TicketHistoryService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound when this viewer may not see the ticket */
  async list(viewer: Viewer, ticketId: string, query: PageQuery) {
    await requireVisibleTicket(this.dataSource, viewer, ticketId);
    const items: LoggedEvent[] = [];
    let before = query.cursor === undefined ? null : decodeIdCursor(query.cursor);
    let isExhausted = false;
    // Pages are cut after the check of rights, so that invisible events never make a page empty.
    while (items.length <= query.limit && !isExhausted) {
      const rows = await this.read(ticketId, before, query.limit + 1);
      isExhausted = rows.length <= query.limit;
      before = rows.at(-1)?.id ?? before;
      const events = rows.flatMap((row) => readEvent(row) ?? []);
      items.push(...(await this.visible(viewer, events)));
    }
    const page = items.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(pastEventView),
      next_cursor: items.length > query.limit && last !== undefined ? encodePageCursor([last.id]) : null,
    };
  }

  private read(ticketId: string, before: string | null, limit: number): Promise<EventRow[]> {
    return this.dataSource.query<EventRow[]>(HISTORY_SQL, [ticketId, before, limit]);
  }

  private async visible(viewer: Viewer, events: readonly LoggedEvent[]): Promise<LoggedEvent[]> {
    const visibilities = await loadEventVisibility(this.dataSource, events);
    return events.filter((event) => {
      const visibility = visibilities.get(event.id);
      return visibility !== undefined && mayViewerSee(viewer, visibility);
    });
  }
}
