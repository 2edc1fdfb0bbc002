import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppLogger } from '../common/logger.js';
import { fitting } from '../common/paging.js';
import { parseMoment } from '../common/times.js';
import type { Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { formatCursor, parseCursor, WHOLE_POSITION } from './cursor.js';
import { CursorExpired } from './cursor-expired.js';
import { deskDefinition } from './desk-events.js';
import { EventLog } from './event-log.js';
import { readEvent, type EventRow } from './event-row.js';
import { eventView } from './event-view.js';
import { loadEventVisibility, mayViewerSee } from './event-visibility.js';
import type { EventsQuery } from './events.dto.js';
import { patternsIn } from './event-patterns.js';
import type { LogHead } from './log-epoch.js';
import { positionAfter, positionBefore, type LogRange } from './log-times.js';
import type { LoggedEvent } from './logged-event.js';
import { isFiltered, MAX_POSITIONS_A_READ, newestStatement, type EventSearch } from './newest-events.sql.js';
import { patternWarnings } from './pattern-warnings.js';

/** Positions that one request looks through; a page among many non-matching or invisible events is shorter. */
const MAX_POSITIONS = 5_000;
/** Reads of up to 2 MiB each. */
const MAX_READS = 30;

/** Patterns, and categories of which one must match too; an empty list means no restriction. */
export interface NewestWanted {
  readonly patterns: readonly string[];
  readonly categories: readonly string[];
  readonly limit: number;
}

interface Walk {
  readonly sql: EntityManager;
  readonly viewer: Viewer;
  readonly search: EventSearch;
  readonly limit: number;
}

/** The log for people: newest first, filtered. */
@Injectable()
export class NewestEventsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
    private readonly log: EventLog,
    private readonly logger: AppLogger,
  ) {}

  /**
   * `next_cursor` is null only at the end: of the retained log, or of the requested time. A page may be short, or
   * empty, before that.
   *
   * @throws CursorExpired when `before` belongs to another history of the log
   */
  async list(viewer: Viewer, query: EventsQuery) {
    const head = await this.log.head();
    const patterns = patternsIn(query.types);
    const search = searchOf(query, patterns);
    const range = await this.rangeOf(search, startOf(query.before ?? query.cursor, head));
    const { manager: sql } = isFiltered(search) ? this.heavyReads : this.dataSource;
    const { items, reached } = await this.walk({ sql, viewer, search, limit: query.limit }, range);
    const warnings = patternWarnings('types', patterns);
    return {
      items: items.map((event) => eventView(event, head.epoch)),
      next_cursor:
        reached <= range.after
          ? null
          : formatCursor({ epoch: head.epoch, position: reached + 1, index: WHOLE_POSITION }),
      ...(warnings.length > 0 && { warnings }),
    };
  }

  /** @returns the newest events that this person may see; events more than 5,000 positions back are not found */
  async find(viewer: Viewer, { patterns, categories, limit }: NewestWanted): Promise<LoggedEvent[]> {
    const head = await this.log.head();
    const search = { ...NO_SEARCH, ...namesIn(patterns), categories: categories.length === 0 ? null : categories };
    const { manager: sql } = isFiltered(search) ? this.heavyReads : this.dataSource;
    const { items } = await this.walk({ sql, viewer, search, limit }, startOf(undefined, head));
    return items;
  }

  private async rangeOf({ since, until }: EventSearch, range: LogRange): Promise<LogRange> {
    const after = since === null ? range.after : await positionBefore(this.dataSource, since, range);
    const upTo = until === null ? range.upTo : await positionAfter(this.dataSource, until, range);
    return { after, upTo };
  }

  /** @returns a page, and the position above which everything was examined */
  private async walk(walk: Walk, { after, upTo }: LogRange): Promise<{ items: LoggedEvent[]; reached: number }> {
    const { search, limit } = walk;
    const bottom = search.entityId === null ? Math.max(after, upTo - MAX_POSITIONS) : after;
    // Few at first: most callers may see most of the log and get a full page from one read.
    let span = isFiltered(search) ? MAX_POSITIONS_A_READ : limit;
    let items: readonly LoggedEvent[] = [];
    let reached = upTo;
    for (let reads = 0; reads < MAX_READS && reached > bottom; reads += 1) {
      const lowest = search.entityId === null ? Math.max(bottom, reached - span) : bottom;
      const page = await this.read(walk, { after: lowest, upTo: reached });
      const found = [...items, ...(await this.visible(walk.viewer, page.events))];
      items = fitting(found.slice(0, limit), ({ data }) => data.length);
      const last = items.at(-1);
      if (last !== undefined && (items.length < found.length || items.length === limit)) {
        return { items: [...items], reached: last.position - 1 };
      }
      reached = page.reached;
      span = MAX_POSITIONS_A_READ;
    }
    return { items: [...items], reached };
  }

  private async read({ sql, search }: Walk, range: LogRange): Promise<{ events: LoggedEvent[]; reached: number }> {
    const { text, values } = newestStatement(search, range);
    const rows = await sql.query<(EventRow & { found: number })[]>(text, values);
    const last = rows.at(-1);
    const isCut = last !== undefined && rows.length < last.found;
    return {
      events: rows.flatMap((row) => this.readable(row)),
      reached: isCut ? Number(last.position) - 1 : range.after,
    };
  }

  private readable(row: EventRow): LoggedEvent[] {
    const event = readEvent(row);
    if (event === null) this.logger.error('An event in the log cannot be read; readers skip it.', { event_id: row.id });
    return event === null ? [] : [event];
  }

  /** The log's own entries, such as inbox changes, are hidden from REST. */
  private async visible(viewer: Viewer, events: readonly LoggedEvent[]): Promise<LoggedEvent[]> {
    const shown = events.filter((event) => deskDefinition(event)?.origin !== 'log');
    const visibility = await loadEventVisibility(this.dataSource, shown);
    return shown.filter(({ id }) => {
      const readers = visibility.get(id);
      return readers !== undefined && mayViewerSee(viewer, readers);
    });
  }
}

/** @throws CursorExpired */
function startOf(cursor: string | undefined, head: LogHead): LogRange {
  const parsed = cursor === undefined ? undefined : parseCursor(cursor);
  if (parsed === undefined) return { after: head.floor, upTo: head.position };
  if (parsed.epoch !== head.epoch || parsed.position > head.position) throw new CursorExpired(head);
  // Nothing is left below the floor: the end of the list.
  return { after: head.floor, upTo: Math.max(head.floor, parsed.position - 1) };
}

const NO_SEARCH: EventSearch = {
  types: null,
  groups: null,
  categories: null,
  entityId: null,
  actorId: null,
  since: null,
  until: null,
};

function namesIn(patterns: readonly string[]): Pick<EventSearch, 'types' | 'groups'> {
  if (patterns.length === 0 || patterns.includes('*')) return { types: null, groups: null };
  return {
    types: patterns,
    groups: patterns.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1)),
  };
}

function searchOf(query: EventsQuery, patterns: readonly string[]): EventSearch {
  const now = new Date();
  return {
    ...NO_SEARCH,
    ...namesIn(patterns),
    entityId: query.entity_id ?? null,
    actorId: query.actor_id ?? null,
    since: parseMoment(query.since, now) ?? null,
    until: parseMoment(query.until, now) ?? null,
  };
}
