import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PersonTraces } from '../common/person-traces.js';
import { RedisCarrier } from './carrier/redis-carrier.js';
import { typesOn } from './catalogue/catalogue.js';
import { subjectIds } from './desk-events.js';
import { EventLog } from './event-log.js';

/** Notified by each step that erased something; the payload is a position: everything erased is at it or before. */
export const ERASED_CHANNEL = 'carillon_erased';
const NOTIFY_SQL = `SELECT pg_notify('${ERASED_CHANNEL}', position::text) FROM log_head`;

/** Positions per step: what one transaction looks through, and at most deletes. */
const STEP = 5_000;
const LOOK_EVERY_MS = 20;
/** Erasure does not wait longer than this for the dispatcher. */
const SETTLE_MS = 30_000;

/** All texts of `event_bodies b` as one string. */
const TEXTS = 'concat(b.actor, b.data, b.changes, b.embed, b.notify)';

/**
 * Condition on `event_bodies b`. $1: a person; $2: JSON fragments with a name or address of the person. Matches events
 * by the person: made by that account, or naming it in a field that says who acted.
 */
const IS_BY = `(strpos(b.actor, $1::text) > 0
    OR EXISTS (SELECT FROM unnest($2::text[]) f WHERE strpos(${TEXTS}, f) > 0))`;

/**
 * Also matches events that name or contain the person. Ids are unique, so a text that contains this id is about this
 * person.
 */
const IS_ABOUT = `(b.user_id = $1::uuid OR b.entity_id = $1::uuid OR strpos(${TEXTS}, $1::text) > 0 OR ${IS_BY})`;

/** $3, $4: positions. */
const eraseSql = (condition: string) => `
  WITH erased AS (
    DELETE FROM event_bodies b USING event_log l
     WHERE l.event_id = b.id AND l.position > $3 AND l.position <= $4 AND ${condition}
    RETURNING b.id, b.type, b.source, b.ordering_key AS "orderingKey")
  SELECT * FROM erased`;
const ERASE_ABOUT_SQL = eraseSql(IS_ABOUT);
const ERASE_BY_SQL = eraseSql(IS_BY);

const NAMES_SQL = `
  SELECT data, changes FROM event_bodies WHERE ordering_key = $1 AND source = 'desk' AND type = ANY($2::text[])`;
const FORGET_KEYS_SQL = 'DELETE FROM event_idempotency WHERE user_id = $1';

/** Fields of desk payloads that hold a person's name, with or without an id beside it. */
const NAME_FIELDS = [
  'requester_name',
  'assignee_name',
  'author_name',
  'registered_by',
  'decided_by',
  'resolved_by',
  'updated_by',
];

/** $1, $2: as in `IS_ABOUT`. An event in quarantine has no position, and nothing followed from it. */
const ERASE_QUARANTINED_SQL = `
  WITH about AS (
    DELETE FROM event_quarantine q USING event_bodies b WHERE b.id = q.event_id AND q.state <> 'requeued' AND ${IS_ABOUT}
    RETURNING q.event_id
  ), erased AS (
    DELETE FROM event_bodies b USING about WHERE b.id = about.event_id RETURNING b.id)
  SELECT count(*)::int AS erased FROM erased`;

/** Removes a person's events from the log. Their positions stay: readers treat them as past retention. */
@Injectable()
export class EventErasure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
    private readonly carrier: RedisCarrier,
  ) {}

  /** The last position that has something to erase. */
  async present(): Promise<number> {
    return (await this.log.head()).position;
  }

  /**
   * Resolves when everything recorded so far is dispatched, so that its rows and deliveries exist.
   *
   * @returns false: it took too long
   */
  async settled(): Promise<boolean> {
    const [last] = await this.dataSource.query<{ seq: string | null }[]>('SELECT max(seq) AS seq FROM event_queue');
    if (last === undefined || last.seq === null) return true;
    const sql = 'SELECT EXISTS (SELECT FROM event_queue WHERE seq <= $1) AS waits';
    const deadline = performance.now() + SETTLE_MS;
    for (;;) {
      const [row] = await this.dataSource.query<{ waits: boolean }[]>(sql, [last.seq]);
      if (row?.waits !== true) return true;
      if (performance.now() > deadline) return false;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Earlier names and addresses of the account, as far as the log knows them. */
  async formerNames(userId: string): Promise<{ names: string[]; emails: string[] }> {
    type Row = { readonly data: string; readonly changes: string | null };
    const rows = await this.dataSource.query<Row[]>(NAMES_SQL, [userId, typesOn('user')]);
    const found = rows.flatMap(({ data, changes }) => [fieldsOf(data), fieldsOf(changes)]);
    const textsOf = (field: string) =>
      found.flatMap((fields) => [fields[field]].flat()).filter((value) => typeof value === 'string');
    return { names: textsOf('name'), emails: textsOf('email') };
  }

  /** Keys that a sender chose for its events may identify a person. */
  async forgetIdempotencyKeys(userId: string): Promise<void> {
    await this.dataSource.query(FORGET_KEYS_SQL, [userId]);
  }

  /**
   * Goes through the log in steps: up to `upTo` it removes everything about the person, after that only events by the
   * person. Events that the erasure itself made (an upload is gone) stay, for clients that show the thing.
   *
   * @param also called in the transaction of each step with the removed events
   * @returns number of removed events
   */
  async eraseEventsOf(
    person: PersonTraces,
    upTo: number,
    also: (manager: EntityManager, erased: ErasedEvents) => Promise<void>,
  ): Promise<number> {
    const { floor, position, epoch } = await this.log.head();
    const parameters = [person.userId, nameFragments(person)];
    const [quarantined] = await this.dataSource.query<{ erased: number }[]>(ERASE_QUARANTINED_SQL, parameters);
    let erased = quarantined?.erased ?? 0;
    for (let after = floor; after < position; after += STEP) {
      const end = Math.min(after + STEP, position);
      const known = Math.min(end, upTo);
      if (after < known) erased += await this.eraseStep(ERASE_ABOUT_SQL, { person, after, upTo: known }, also);
      if (known < end) {
        erased += await this.eraseStep(ERASE_BY_SQL, { person, after: Math.max(after, known), upTo: end }, also);
      }
    }
    // No process takes an event from there any more; one that is behind reads the log.
    await this.carrier.forget(epoch);
    return erased;
  }

  private eraseStep(
    sql: string,
    { person, after, upTo }: { person: PersonTraces; after: number; upTo: number },
    also: (manager: EntityManager, erased: ErasedEvents) => Promise<void>,
  ): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const parameters = [person.userId, nameFragments(person), after, upTo];
      // For a DELETE inside WITH the result is plain rows.
      const rows = await manager.query<ErasedRow[]>(sql, parameters);
      if (rows.length > 0) {
        // To all processes, which keep the newest events in memory.
        await manager.query(NOTIFY_SQL);
        await also(manager, { ids: rows.map(({ id }) => id), ticketIds: subjectIds(rows, 'ticket') });
      }
      return rows.length;
    });
  }
}

interface ErasedRow {
  id: string;
  type: string;
  source: string;
  orderingKey: string | null;
}

export interface ErasedEvents {
  readonly ids: readonly string[];
  /** Of the tickets they belonged to. */
  readonly ticketIds: readonly string[];
}

function nameFragments({ names, emails }: PersonTraces): string[] {
  const named = names.flatMap((name) => NAME_FIELDS.map((field) => `${JSON.stringify(field)}:${JSON.stringify(name)}`));
  return [...named, ...emails.map((email) => JSON.stringify(email))];
}

/** A damaged row must not stop the erasure of the others. */
function fieldsOf(json: string | null): Record<string, unknown> {
  try {
    return (JSON.parse(json ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
