import { newId } from '../../../src/common/ids.js';
import { createDatabase } from './database.js';
import { LockingSession } from './locking-session.js';

/** A database of its own, two sessions that compete for its rows, and one that looks on. */
export interface RivalSessions {
  readonly view: LockingSession;
  readonly first: LockingSession;
  readonly second: LockingSession;
  close(): Promise<void>;
}

export async function openRivalSessions(): Promise<RivalSessions> {
  const database = await createDatabase();
  const view = await LockingSession.open(database.url);
  const first = await LockingSession.open(database.url);
  const second = await LockingSession.open(database.url);
  const close = async () => {
    await Promise.all([view, first, second].map((session) => session.end()));
    await database.drop();
  };
  return { view, first, second, close };
}

/** The body that deliveries refer to. @returns the id of the event */
export async function plantEventBody(session: LockingSession): Promise<string> {
  const id = newId();
  await session.query(
    `INSERT INTO event_bodies (id, type, category, source, actor, scope, occurred_at, data)
     VALUES ($1, 'ticket.created', 'tickets', 'desk', '{}', 'all', now(), '{}')`,
    [id],
  );
  return id;
}
