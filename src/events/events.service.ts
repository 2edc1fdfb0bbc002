import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InvalidInput } from '../common/errors.js';
import { fitting } from '../common/paging.js';
import type { Viewer } from '../common/visibility.js';
import { CURSOR_FAULT, formatCursor, parseCursor, WHOLE_POSITION } from './cursor.js';
import { CursorExpired } from './cursor-expired.js';
import { deskDefinition } from './desk-events.js';
import { EventLog } from './event-log.js';
import { eventView, singleEventView } from './event-view.js';
import { loadEventVisibility, mayViewerSee } from './event-visibility.js';
import { patternsIn, takesType } from './event-patterns.js';
import type { EventsQuery } from './events.dto.js';
import type { LogHead } from './log-epoch.js';
import type { LoggedEvent } from './logged-event.js';
import { patternWarnings } from './pattern-warnings.js';
import { loadVisibleEvent } from './visible-event.js';

/** Log entries that one request looks through. A page that needs more comes back short, with a cursor to continue. */
const SCAN_LIMIT = 5_000;
const READ_LIMIT = 500;
/** Reads of up to 2 MiB each: among large events of others, a page may come back short too. */
const MAX_READS = 30;

/** The log over REST, with which a receiver that was down catches up. */
@Injectable()
export class EventsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
  ) {}

  /** @throws InvalidInput, CursorExpired */
  async list(viewer: Viewer, query: EventsQuery) {
    const head = await this.log.head();
    const patterns = patternsIn(query.types);
    const warnings = patternWarnings('types', patterns);
    const matches = typeFilter(patterns);
    const items: LoggedEvent[] = [];
    const start = startOf(query.after ?? query.cursor, head);
    let position = start;
    for (let reads = 0; reads < MAX_READS && position < Math.min(head.position, start + SCAN_LIMIT); reads += 1) {
      const { events, reached } = await this.log.readPage({ after: position, upTo: head.position, limit: READ_LIMIT });
      const found = [...items, ...(await this.visible(viewer, events.filter(matches)))];
      const kept = fitting(found.slice(0, query.limit), ({ data }) => data.length);
      items.splice(0, items.length, ...kept);
      // A full page ends at its last item, so that the next one begins right after it.
      if (kept.length < found.length || kept.length === query.limit) {
        position = items.at(-1)?.position ?? position;
        break;
      }
      position = reached;
    }
    return {
      items: items.map((event) => eventView(event, head.epoch)),
      next_cursor: formatCursor({ epoch: head.epoch, position, index: WHOLE_POSITION }),
      ...(warnings.length > 0 && { warnings }),
    };
  }

  /** @throws NotFound also for an event that this viewer may not see */
  async get(viewer: Viewer, id: string) {
    const event = await loadVisibleEvent(this.dataSource, viewer, id);
    return singleEventView(event, (await this.log.head()).epoch);
  }

  private async visible(viewer: Viewer, events: readonly LoggedEvent[]): Promise<LoggedEvent[]> {
    const visibility = await loadEventVisibility(this.dataSource, events);
    return events.filter((event) => {
      const readers = visibility.get(event.id);
      return readers !== undefined && mayViewerSee(viewer, readers);
    });
  }
}

function startOf(cursor: string | undefined, head: LogHead): number {
  if (cursor === undefined || cursor === '') return head.floor;
  const parsed = parseCursor(cursor);
  if (parsed === undefined) throw new InvalidInput([{ field: 'after', message: CURSOR_FAULT }]);
  const isForeign = parsed.epoch !== head.epoch || parsed.position > head.position;
  if (isForeign || parsed.position < head.floor) {
    throw new CursorExpired(head);
  }
  return parsed.position;
}

/** Patterns as endpoints use them; hidden entries never match. */
function typeFilter(patterns: readonly string[]): (event: LoggedEvent) => boolean {
  const isWanted = (type: string) => patterns.length === 0 || takesType(patterns, type);
  return (event) => deskDefinition(event)?.origin !== 'log' && isWanted(event.type);
}
