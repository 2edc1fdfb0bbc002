import type { QueryRunner } from 'typeorm';
import type { RecordedEvent } from './logged-event.js';

/** One event, the usual case: plain VALUES. The queue gives it its turn. */
const RECORD_ONE_SQL = `
  WITH body AS (
    INSERT INTO event_bodies (id, type, category, source, actor, user_id, company_id, ordering_key, entity_id, scope,
                              visible_to, occurred_at, data, changes, embed, notify, hops)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  )
  INSERT INTO event_queue (event_id, sender) VALUES ($1, $18)`;

/** Several: arrays, so that one statement text serves any number. */
const RECORD_MANY_SQL = `
  WITH e AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[],
                         $9::uuid[], $10::text[], $11::text[], $12::timestamptz[], $13::text[], $14::text[],
                         $15::text[], $16::text[], $17::int[], $18::uuid[])
      WITH ORDINALITY AS v(id, type, category, source, actor, user_id, company_id, ordering_key, entity_id, scope,
                           visible_to, occurred_at, data, changes, embed, notify, hops, sender, place)
  ), bodies AS (
    INSERT INTO event_bodies (id, type, category, source, actor, user_id, company_id, ordering_key, entity_id, scope,
                              visible_to, occurred_at, data, changes, embed, notify, hops)
    SELECT id, type, category, source, actor, user_id, company_id, ordering_key, entity_id, scope, visible_to,
           occurred_at, data, changes, embed, notify, hops FROM e
  )
  INSERT INTO event_queue (event_id, sender) SELECT id, sender FROM e ORDER BY place`;

interface Staged {
  event: RecordedEvent;
  /** The savepoint depth that it was staged at; 1 is the transaction itself. */
  depth: number;
}

/** What TypeORM does not publish of its query runner: how many savepoints deep it is. */
interface NestedRunner extends QueryRunner {
  readonly transactionDepth: number;
}

/** Events of open transactions: written before the outermost COMMIT, dropped with what is rolled back. */
export class EventStaging {
  private readonly staged = new WeakMap<QueryRunner, Staged[]>();
  /** How many events are written and not committed yet. */
  private readonly written = new WeakMap<QueryRunner, number>();

  add(runner: QueryRunner, events: readonly RecordedEvent[]): void {
    const depth = depthOf(runner);
    const list = this.staged.get(runner) ?? [];
    list.push(...events.map((event) => ({ event, depth })));
    this.staged.set(runner, list);
  }

  /** Also called when a savepoint is released: then its events belong to the level above. */
  async beforeCommit(runner: QueryRunner): Promise<void> {
    const list = this.staged.get(runner);
    if (list === undefined) return;
    const depth = depthOf(runner);
    if (depth > 1) {
      for (const staged of list) staged.depth = Math.min(staged.depth, depth - 1);
      return;
    }
    this.staged.delete(runner);
    await writeEvents(
      runner,
      list.map((staged) => staged.event),
    );
    this.written.set(runner, list.length);
  }

  /** @returns how many events became visible to others by this commit */
  afterCommit(runner: QueryRunner): number {
    if (runner.isTransactionActive) return 0;
    const count = this.written.get(runner) ?? 0;
    this.written.delete(runner);
    return count;
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
  // Declared protected, needed to tell a savepoint's release from the commit.
  return (runner as NestedRunner).transactionDepth;
}

/** Into the open transaction of `sql`: the bodies, and their turns in the queue. */
export async function writeEvents(
  sql: { query(text: string, parameters: unknown[]): Promise<unknown> },
  events: readonly RecordedEvent[],
): Promise<void> {
  const rows = events.map(columns);
  const [only] = rows;
  if (only !== undefined && rows.length === 1) await sql.query(RECORD_ONE_SQL, only);
  else if (only !== undefined)
    await sql.query(
      RECORD_MANY_SQL,
      only.map((_, column) => rows.map((row) => row[column])),
    );
}

function columns(event: RecordedEvent): unknown[] {
  return [
    event.id,
    event.type,
    event.category,
    event.source,
    JSON.stringify(event.actor),
    event.userId,
    event.companyId,
    event.orderingKey,
    event.entityId,
    event.scope,
    event.visibleTo === null ? null : JSON.stringify(event.visibleTo),
    event.occurredAt,
    event.data,
    event.changes,
    event.embed,
    event.notify,
    event.hops,
    // Senders outside wait for each other, not the desk for them.
    event.source === 'external' ? event.actor.id : null,
  ];
}
