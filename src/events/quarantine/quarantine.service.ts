import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { Conflict, Forbidden, NotFound } from '../../common/errors.js';
import { decodeIdCursor } from '../../common/id-cursor.js';
import { AppLogger } from '../../common/logger.js';
import { toPage, type PageQuery } from '../../common/paging.js';
import type { Viewer } from '../../common/visibility.js';
import { EVENTS_RECORDED } from '../event-recorder.js';
import type { QuarantinedEventAnswer, QuarantinedEventDetail } from './quarantine.answers.js';

const COLUMNS =
  'q.event_id, q.type, q.occurred_at, q.quarantined_at, q.error_name, q.error, q.sqlstate, q.consumer, q.tries';

/** Newest first: ids grow with time. */
const LIST_SQL = `
  SELECT ${COLUMNS} FROM event_quarantine q
   WHERE state = 'waiting' AND ($1::uuid IS NULL OR event_id < $1) ORDER BY event_id DESC LIMIT $2`;

const DETAIL_SQL = `
  SELECT ${COLUMNS}, b.data AS payload FROM event_quarantine q LEFT JOIN event_bodies b ON b.id = q.event_id
   WHERE q.event_id = $1 AND q.state = 'waiting'`;

const ONE_SQL = `SELECT event_id FROM event_quarantine WHERE event_id = $1 AND state = 'waiting' FOR UPDATE`;

/** $1: an event, or null for all. An event whose body is past retention stays. In the order of ids. */
const REQUEUE_SQL = `
  WITH again AS (
    UPDATE event_quarantine q SET state = 'requeued'
     WHERE q.state = 'waiting' AND ($1::uuid IS NULL OR q.event_id = $1)
       AND EXISTS (SELECT FROM event_bodies b WHERE b.id = q.event_id)
    RETURNING q.event_id
  ), queued AS (
    INSERT INTO event_queue (event_id) SELECT event_id FROM again ORDER BY event_id RETURNING 1)
  SELECT count(*)::int AS requeued FROM queued`;

const DISCARD_SQL = `
  WITH gone AS (
    UPDATE event_quarantine SET state = 'discarded' WHERE event_id = $1 AND state = 'waiting' RETURNING 1)
  SELECT count(*)::int AS discarded FROM gone`;

interface QuarantineRow {
  event_id: string;
  type: string;
  occurred_at: Date;
  quarantined_at: Date;
  error_name: string;
  error: string;
  sqlstate: string | null;
  consumer: string | null;
  tries: number;
}

/** Lets admins handle events that could not be dispatched. */
@Injectable()
export class QuarantineService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly emitter: EventEmitter2,
    private readonly logger: AppLogger,
  ) {}

  /** @throws Forbidden unless the caller is an admin */
  async list(viewer: Viewer, query: PageQuery) {
    requireAdmin(viewer);
    const after = query.cursor === undefined ? null : decodeIdCursor(query.cursor);
    const rows = await this.dataSource.query<QuarantineRow[]>(LIST_SQL, [after, query.limit + 1]);
    return toPage(rows, query.limit, { item: answerOf, key: (row) => [row.event_id] });
  }

  /** @throws Forbidden unless the caller is an admin, NotFound */
  async get(viewer: Viewer, eventId: string): Promise<QuarantinedEventDetail> {
    requireAdmin(viewer);
    const [row] = await this.dataSource.query<(QuarantineRow & { payload: string | null })[]>(DETAIL_SQL, [eventId]);
    if (row === undefined) throw new NotFound('event in quarantine');
    return Object.assign(answerOf(row), { payload: row.payload });
  }

  /**
   * Moves it to the end of the queue, for a new position in the log. If it fails again, it comes back with one more
   * try.
   *
   * @throws Forbidden unless the caller is an admin, NotFound, Conflict when the event's body is past retention
   */
  async retry(viewer: Viewer, eventId: string): Promise<{ requeued: number }> {
    requireAdmin(viewer);
    const answer = await this.dataSource.transaction(async (manager) => {
      const known = await manager.query<unknown[]>(ONE_SQL, [eventId]);
      if (known.length === 0) throw new NotFound('event in quarantine');
      const [row] = await manager.query<{ requeued: number }[]>(REQUEUE_SQL, [eventId]);
      if (row?.requeued !== 1) {
        throw new Conflict('event_expired', 'This event is past retention and cannot be retried. Discard it.');
      }
      return row;
    });
    this.requeued(answer.requeued, eventId);
    return answer;
  }

  /** @throws Forbidden unless the caller is an admin */
  async retryAll(viewer: Viewer): Promise<{ requeued: number }> {
    requireAdmin(viewer);
    const [row] = await this.dataSource.query<{ requeued: number }[]>(REQUEUE_SQL, [null]);
    const requeued = row?.requeued ?? 0;
    this.requeued(requeued, null);
    return { requeued };
  }

  /** Discards it for good. @throws Forbidden unless the caller is an admin, NotFound */
  async discard(viewer: Viewer, eventId: string): Promise<void> {
    requireAdmin(viewer);
    const [row] = await this.dataSource.query<{ discarded: number }[]>(DISCARD_SQL, [eventId]);
    if (row?.discarded !== 1) throw new NotFound('event in quarantine');
    this.logger.event('events.discarded', { event_id: eventId, user_id: viewer.id });
  }

  private requeued(count: number, eventId: string | null): void {
    if (count === 0) return;
    this.logger.event('events.requeued', { count, event_id: eventId });
    this.emitter.emit(EVENTS_RECORDED);
  }
}

function requireAdmin({ role }: Viewer): void {
  if (role !== 'admin') throw new Forbidden('Only admins may see or change the quarantine.');
}

function answerOf(row: QuarantineRow): QuarantinedEventAnswer {
  return {
    id: row.event_id,
    type: row.type,
    occurred_at: row.occurred_at.toISOString(),
    quarantined_at: row.quarantined_at.toISOString(),
    error: `${row.error_name}: ${row.error}`,
    sqlstate: row.sqlstate,
    consumer: row.consumer,
    tries: row.tries,
  };
}
