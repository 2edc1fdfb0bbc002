import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog } from './event-log.js';

/** Positions a step: what is looked through, and at most deleted, in one transaction. */
const STEP = 5_000;
const LOOK_EVERY_MS = 20;
/** Whatever keeps the dispatcher for longer is not waited for. */
const SETTLE_MS = 30_000;

/**
 * $1: a person. $2, $3: positions. Whoever did it, whom it names and whatever it holds: ids are unique, so that a text which
 * has this one is about this person.
 */
const ERASE_SQL = `
  WITH about AS (
    SELECT b.id FROM event_log l JOIN event_bodies b ON b.id = l.event_id
     WHERE l.position > $2 AND l.position <= $3
       AND (b.user_id = $1::uuid OR b.entity_id = $1::uuid OR strpos(b.actor, $1::text) > 0 OR strpos(b.data, $1::text) > 0
         OR strpos(coalesce(b.changes, ''), $1::text) > 0)
  ), erased AS (
    DELETE FROM event_bodies b USING about WHERE b.id = about.id RETURNING b.id)
  SELECT id FROM erased`;

/** Takes a person's events out of the log. Their positions stay: to readers they are as if they were past retention. */
@Injectable()
export class EventErasure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
  ) {}

  /** The place in the log up to which there is something to erase. */
  async present(): Promise<number> {
    return (await this.log.head()).position;
  }

  /** Resolves when all that is recorded by now is dispatched: what follows from it, rows and deliveries, is there. */
  async settled(): Promise<void> {
    const [last] = await this.dataSource.query<{ seq: string | null }[]>('SELECT max(seq) AS seq FROM event_queue');
    if (last === undefined || last.seq === null) return;
    const sql = 'SELECT EXISTS (SELECT FROM event_queue WHERE seq <= $1) AS waits';
    const deadline = performance.now() + SETTLE_MS;
    while (
      performance.now() < deadline &&
      (await this.dataSource.query<{ waits: boolean }[]>(sql, [last.seq]))[0]?.waits
    ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /**
   * Goes through the log in steps.
   *
   * @param upTo the last position; what comes later stays
   * @param also called in the transaction of each step with the ids that go
   * @returns how many events went
   */
  async eraseEventsOf(
    userId: string,
    upTo: number,
    also: (manager: EntityManager, eventIds: readonly string[]) => Promise<void>,
  ): Promise<number> {
    const { floor } = await this.log.head();
    let erased = 0;
    for (let after = floor; after < upTo; after += STEP) {
      erased += await this.dataSource.transaction(async (manager) => {
        const range = [after, Math.min(after + STEP, upTo)];
        const rows = await manager.query<{ id: string }[]>(ERASE_SQL, [userId, ...range]);
        const ids = rows.map(({ id }) => id);
        if (ids.length > 0) await also(manager, ids);
        return ids.length;
      });
    }
    return erased;
  }
}
