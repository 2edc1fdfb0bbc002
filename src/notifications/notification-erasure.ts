import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ERASED_TEXT, tracesPattern, type PersonTraces } from '../common/person-traces.js';

const STEP = 5_000;

/** Notifications whose text names a person. */
const FORGET_SQL = `UPDATE notifications SET message = '${ERASED_TEXT}' WHERE event_id = ANY($1::uuid[])`;

/**
 * Notifications in other people's inboxes: those about a ticket of this person quote its title, others may contain the
 * person's name. In steps of ids: $3 and $4. $1: ids of the person's tickets; $2: a pattern.
 */
const STEP_END_SQL = `
  SELECT max(id::text) AS id FROM (SELECT id FROM notifications WHERE id > $1::uuid ORDER BY id LIMIT $2) step`;
const FORGET_QUOTES_SQL = `
  UPDATE notifications n SET message = '${ERASED_TEXT}'
   WHERE n.id > $3::uuid AND n.id <= $4::uuid AND n.message <> '${ERASED_TEXT}'
     AND (n.message ~ $2
       OR n.related_id::text = ANY($1::text[])
       OR EXISTS (SELECT FROM event_bodies b WHERE b.id = n.event_id AND b.ordering_key = ANY($1::text[]))
       OR EXISTS (SELECT FROM comments c WHERE c.id = n.related_id AND c.ticket_id::text = ANY($1::text[])))`;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Matches nothing. */
const NOTHING = '$^a';

/** $1: a person; $2: rows a step. */
const ERASE_SQL = `
  WITH erased AS (
    DELETE FROM notifications n WHERE (n.user_id, n.id) IN (
      SELECT user_id, id FROM notifications WHERE user_id = $1 LIMIT $2) RETURNING 1)
  SELECT count(*)::int AS erased FROM erased`;
const ERASE_CHANGES_SQL = 'DELETE FROM inbox_changes WHERE user_id = $1';

/** Empties a person's inbox for good, and removes the person's name from other inboxes. */
@Injectable()
export class NotificationErasure {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns how many there were */
  async eraseInboxOf(userId: string): Promise<number> {
    let erased = 0;
    for (;;) {
      const [row] = await this.dataSource.query<{ erased: number }[]>(ERASE_SQL, [userId, STEP]);
      erased += row?.erased ?? 0;
      if ((row?.erased ?? 0) < STEP) break;
    }
    await this.dataSource.query(ERASE_CHANGES_SQL, [userId]);
    return erased;
  }

  /** @param ticketIds the tickets whose text this person wrote */
  async forgetQuotesOf(person: PersonTraces, ticketIds: readonly string[]): Promise<void> {
    const pattern = tracesPattern(person) ?? NOTHING;
    let after = FIRST_ID;
    for (;;) {
      const [end] = await this.dataSource.query<{ id: string | null }[]>(STEP_END_SQL, [after, STEP]);
      if (end === undefined || end.id === null) return;
      await this.dataSource.query(FORGET_QUOTES_SQL, [ticketIds, pattern, after, end.id]);
      after = end.id;
    }
  }

  /** For events that are erased: the rows stay in other inboxes, without their content. */
  async forgetEvents(manager: EntityManager, eventIds: readonly string[]): Promise<void> {
    await manager.query(FORGET_SQL, [eventIds]);
  }
}
