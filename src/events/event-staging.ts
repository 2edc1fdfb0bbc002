import type { QueryRunner } from 'typeorm';
import { BulkRows, type Column } from '../database/bulk-rows.js';
import { WITH_NEXT } from '../database/gathering-client.js';
import { piecesOf } from '../database/single-insert.js';
import type { RecordedEvent } from './logged-event.js';

/** The columns of `event_bodies`. */
const BODY: Readonly<Record<string, Column<RecordedEvent>>> = {
  id: ['uuid', (event) => event.id],
  type: ['text', (event) => event.type],
  category: ['text', (event) => event.category],
  source: ['text', (event) => event.source],
  actor: ['text', (event) => JSON.stringify(event.actor)],
  user_id: ['uuid', (event) => event.userId],
  company_id: ['uuid', (event) => event.companyId],
  ordering_key: ['text', (event) => event.orderingKey],
  entity_id: ['uuid', (event) => event.entityId],
  scope: ['text', (event) => event.scope],
  visible_to: ['text', (event) => (event.visibleTo === null ? null : JSON.stringify(event.visibleTo))],
  occurred_at: ['timestamptz', (event) => event.occurredAt],
  data: ['text', (event) => event.data],
  changes: ['text', (event) => event.changes],
  embed: ['text', (event) => event.embed],
  notify: ['text', (event) => event.notify],
  hops: ['int', (event) => event.hops],
};
const BODIES = new BulkRows(BODY);

const EVENT: typeof BODY = {
  ...BODY,
  // Outside senders wait for each other; the desk does not wait for them.
  sender: ['uuid', (event) => (event.source === 'external' ? event.actor.id : null)],
};
const EVENTS = new BulkRows(EVENT);

/** For an entity that waits to be inserted: the database puts the time between the pieces of `data`. */
const ALONGSIDE = new BulkRows<RecordedEvent>({
  ...EVENT,
  data: ['text[]', (event) => piecesOf(event.data)],
});

/** One event, the usual case: plain VALUES. Also puts it into the queue. The sender is the last parameter. */
const RECORD_ONE_SQL = `
  WITH body AS (INSERT INTO event_bodies (${BODIES.list}) VALUES (${BODIES.placeholders}))
  INSERT INTO event_queue (event_id, sender) VALUES ($1, $${Object.keys(BODY).length + 1})`;

/** Several: arrays, so that one statement text serves any number. */
const RECORD_MANY_SQL = `
  WITH e AS (SELECT * FROM ${EVENTS.inOrderAs('v')}), bodies AS (
    INSERT INTO event_bodies (${BODIES.list}) SELECT ${BODIES.list} FROM e
  )
  INSERT INTO event_queue (event_id, sender) SELECT id, sender FROM e ORDER BY place`;

/**
 * WITH queries that store one event each, for a statement that inserts their entity.
 *
 * @param first number of the first parameter; they are those of `parametersAlongside`
 * @param withTime makes the text of `data` from the parameter with its pieces
 */
export function storeAlongside(count: number, first: number, withTime: (pieces: string) => string): string {
  const names = Object.keys(BODY);
  let sql = '';
  for (let index = 0; index < count; index += 1) {
    const start = first + index * (names.length + 1);
    const values = names.map((name, place) => (name === 'data' ? withTime(`$${start + place}`) : `$${start + place}`));
    sql += `, body${index} AS (INSERT INTO event_bodies (${BODIES.list}) VALUES (${values.join(', ')})),
      queued${index} AS (INSERT INTO event_queue (event_id, sender) VALUES ($${start}, $${start + names.length}))`;
  }
  return sql;
}

export function parametersAlongside(events: readonly RecordedEvent[]): unknown[] {
  return events.flatMap((event) => ALONGSIDE.one(event));
}

/** Not queued, and so never in the log. */
const STORE_UNQUEUED_SQL = `
  INSERT INTO event_bodies (id, type, category, source, actor, user_id, company_id, scope, visible_to, occurred_at, data)
  VALUES ($1, $2, $3, 'desk', $4, $5, $6, 'all', $7, $8, $9)`;

interface Staged {
  event: RecordedEvent;
  /** The savepoint depth at which it was staged; 1 is the transaction itself. */
  depth: number;
}

/** The events of a transaction, and when writing them began, in milliseconds of `performance.now()`. */
export interface WrittenEvents {
  readonly events: readonly RecordedEvent[];
  readonly startedAtMs: number;
}

/** A field of TypeORM's query runner that it does not publish: the savepoint depth. */
interface NestedRunner extends QueryRunner {
  readonly transactionDepth: number;
}

/** Events of open transactions: written before the outermost COMMIT, dropped with what is rolled back. */
export class EventStaging {
  private readonly staged = new WeakMap<QueryRunner, Staged[]>();
  /** Written but not committed yet. */
  private readonly written = new WeakMap<QueryRunner, WrittenEvents>();

  add(runner: QueryRunner, events: readonly RecordedEvent[]): void {
    const depth = depthOf(runner);
    const list = this.staged.get(runner) ?? [];
    list.push(...events.map((event) => ({ event, depth })));
    this.staged.set(runner, list);
  }

  /**
   * Also called when a savepoint is released: its events then belong to the level above. The statement goes out with COMMIT,
   * which fails if it does.
   */
  async beforeCommit(runner: QueryRunner): Promise<void> {
    const list = this.staged.get(runner);
    if (list === undefined) return;
    const depth = depthOf(runner);
    if (depth > 1) {
      for (const staged of list) staged.depth = Math.min(staged.depth, depth - 1);
      return;
    }
    this.staged.delete(runner);
    const events = list.map((staged) => staged.event);
    const startedAtMs = performance.now();
    await writeEvents({ query: (text, parameters) => runner.query(WITH_NEXT + text, parameters) }, events);
    this.written.set(runner, { events, startedAtMs });
  }

  /** Written by the statement that also ended the transaction. */
  wrote(runner: QueryRunner, written: WrittenEvents): void {
    this.written.set(runner, written);
  }

  /** @returns what became visible to others by this commit; undefined: nothing did */
  afterCommit(runner: QueryRunner): WrittenEvents | undefined {
    if (runner.isTransactionActive) return undefined;
    const written = this.written.get(runner);
    this.written.delete(runner);
    return written;
  }

  rollBack(runner: QueryRunner): void {
    const list = this.staged.get(runner);
    this.written.delete(runner);
    const kept = list?.filter((staged) => staged.depth < depthOf(runner)) ?? [];
    if (kept.length === 0) this.staged.delete(runner);
    else this.staged.set(runner, kept);
  }
}

function depthOf(runner: QueryRunner): number {
  // Declared protected, but needed to distinguish a savepoint's release from the commit.
  return (runner as NestedRunner).transactionDepth;
}

/** Writes the bodies and queue entries in the open transaction of `sql`. */
export async function writeEvents(
  sql: { query(text: string, parameters: unknown[]): Promise<unknown> },
  events: readonly RecordedEvent[],
): Promise<void> {
  const [only] = events;
  if (only !== undefined && events.length === 1) await sql.query(RECORD_ONE_SQL, EVENTS.one(only));
  else if (only !== undefined) await sql.query(RECORD_MANY_SQL, EVENTS.of(events));
}

type UnqueuedEvent = Pick<
  RecordedEvent,
  'id' | 'type' | 'category' | 'actor' | 'userId' | 'companyId' | 'occurredAt' | 'data' | 'visibleTo'
>;

/** Stored only for a delivery that shows it: it is not sent to anyone else and gets no position. */
export async function storeUnqueued(
  sql: { query(text: string, parameters: unknown[]): Promise<unknown> },
  event: UnqueuedEvent,
): Promise<void> {
  const { id, type, category, actor, userId, companyId, visibleTo, occurredAt, data } = event;
  const readers = visibleTo === null ? null : JSON.stringify(visibleTo);
  const columns = [id, type, category, JSON.stringify(actor), userId, companyId, readers, occurredAt, data];
  await sql.query(STORE_UNQUEUED_SQL, columns);
}
