import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const STEP = 5_000;

/** In what others were told, names stand in the text. */
const FORGET_SQL = "UPDATE notifications SET message = 'Erased' WHERE event_id = ANY($1::uuid[])";

/** $1: a person; $2: rows a step. */
const ERASE_SQL = `
  WITH erased AS (
    DELETE FROM notifications n WHERE (n.user_id, n.id) IN (
      SELECT user_id, id FROM notifications WHERE user_id = $1 LIMIT $2) RETURNING 1)
  SELECT count(*)::int AS erased FROM erased`;
const ERASE_CHANGES_SQL = 'DELETE FROM inbox_changes WHERE user_id = $1';

/** Empties a person's inbox for good, and takes his name out of others'. */
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

  /** Of events that are erased: the rows stay in others' inboxes, and say nothing any more. */
  async forgetEvents(manager: EntityManager, eventIds: readonly string[]): Promise<void> {
    await manager.query(FORGET_SQL, [eventIds]);
  }
}
