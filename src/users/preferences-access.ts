import type { EntityManager } from 'typeorm';
import type { SqlReader } from '../database/sql.js';

const AUTO_WATCH_SQL = 'SELECT auto_watch FROM user_preferences WHERE user_id = $1';

const SET_AUTO_WATCH_SQL = `
  INSERT INTO user_preferences (user_id, auto_watch) VALUES ($1, $2)
  ON CONFLICT (user_id) DO UPDATE SET auto_watch = excluded.auto_watch`;

/** Whether commenting on a ticket makes this person its watcher. */
export async function loadAutoWatch(sql: SqlReader, userId: string): Promise<boolean> {
  const [row] = await sql.query<{ auto_watch: boolean }>(AUTO_WATCH_SQL, [userId]);
  return row?.auto_watch ?? true;
}

export async function setAutoWatch(manager: EntityManager, userId: string, autoWatch: boolean): Promise<void> {
  await manager.query(SET_AUTO_WATCH_SQL, [userId, autoWatch]);
}
