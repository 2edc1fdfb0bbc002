import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '../common/errors.js';
import { InputChecks } from '../common/http/input-checks.js';
import { CURSOR_FAULT, parseCursor } from '../events/cursor.js';
import { CursorExpired } from '../events/cursor-expired.js';
import { EventLog } from '../events/event-log.js';
import { EventRecorder } from '../events/event-recorder.js';
import { ReadAll } from './inbox.dto.js';
import { PERSONAL_INDEX } from './personal.stream.js';
import { UnreadCounts } from './unread-counts.js';

const LOCK_SQL = `
  SELECT read_at, archived_at FROM notifications
   WHERE user_id = $1 AND id = $2 AND inbox AND deleted_at IS NULL FOR UPDATE`;

const SET_SQL = `
  UPDATE notifications SET read_at = $3, archived_at = $4, deleted_at = $5 WHERE user_id = $1 AND id = $2`;

const READ_ALL_SQL = `
  WITH read AS (
    UPDATE notifications SET read_at = $2
     WHERE user_id = $1 AND inbox AND read_at IS NULL AND archived_at IS NULL AND deleted_at IS NULL
       AND ($3::text IS NULL OR type = $3) AND ($4::uuid IS NULL OR related_id = $4)
       AND ($5::bigint IS NULL OR position <= $5)
    RETURNING id, position
  ) SELECT id FROM read ORDER BY position`;

/** Maximum ids in one log entry, so that a client's message stays small. */
const IDS_PER_ENTRY = 500;

export type InboxAction = 'read' | 'unread' | 'archive' | 'unarchive' | 'delete';

interface State {
  read_at: Date | null;
  archived_at: Date | null;
}

/**
 * Changes a person's own inbox. Each change is a log entry that only this person's sockets see, with its effect on the
 * unread count. A change without effect leaves no entry.
 */
@Injectable()
export class InboxChangesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recorder: EventRecorder,
    private readonly counts: UnreadCounts,
    private readonly log: EventLog,
    checks: InputChecks,
  ) {
    checks.register(ReadAll, ({ up_to: upTo }) =>
      upTo === undefined || parseCursor(upTo) !== undefined ? [] : [{ field: 'up_to', message: CURSOR_FAULT }],
    );
  }

  /** @throws NotFound for other people's notifications too */
  async apply(userId: string, id: string, action: InboxAction): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [state] = await manager.query<State[]>(LOCK_SQL, [userId, id]);
      if (state === undefined) throw new NotFound('notification');
      const now = new Date();
      const next = after(state, action, now);
      const isDeleted = action === 'delete';
      if (!isDeleted && next.read_at === state.read_at && next.archived_at === state.archived_at) return;
      await manager.query(SET_SQL, [userId, id, next.read_at, next.archived_at, isDeleted ? now : null]);
      const delta = (isDeleted ? 0 : unread(next)) - unread(state);
      this.record(manager, userId, { ids: [id], ...fieldsOf(action, next), delta });
    });
  }

  /**
   * Marks what the filter selects; an empty filter selects everything.
   *
   * @returns how many were unread, and how many unread ones are left
   * @param filter checked
   * @throws CursorExpired: `up_to` belongs to another history of the log
   */
  async readAll(userId: string, filter: ReadAll = {}): Promise<{ updated: number; unread_count: number }> {
    const upTo = filter.up_to === undefined ? null : await this.lastSeen(filter.up_to);
    const updated = await this.dataSource.transaction(async (manager) => {
      const now = new Date();
      const parameters = [userId, now, filter.type ?? null, filter.related_id ?? null, upTo];
      const rows = await manager.query<{ id: string }[]>(READ_ALL_SQL, parameters);
      for (let start = 0; start < rows.length; start += IDS_PER_ENTRY) {
        const ids = rows.slice(start, start + IDS_PER_ENTRY).map(({ id }) => id);
        this.record(manager, userId, { ids, read_at: now.toISOString(), delta: -ids.length });
      }
      return rows.length;
    });
    return { updated, unread_count: await this.counts.now(userId) };
  }

  /** The position up to which a client with this cursor has received notifications. */
  private async lastSeen(cursor: string): Promise<number> {
    const seen = parseCursor(cursor);
    const { epoch, position } = await this.log.head();
    if (seen?.epoch !== epoch) throw new CursorExpired({ epoch, position });
    // At one position the room's message comes first, so that cursor does not include the notification.
    return seen.index < PERSONAL_INDEX ? seen.position - 1 : seen.position;
  }

  private record(
    manager: EntityManager,
    userId: string,
    data: { ids: string[]; delta: number } & Record<string, unknown>,
  ): void {
    this.recorder.record(manager, {
      type: 'inbox.changed',
      userId,
      orderingKey: `inbox:${userId}`,
      visibleTo: { staff: false, userIds: [userId], managersOf: null },
      data,
    });
  }
}

function after(state: State, action: InboxAction, now: Date): State {
  if (action === 'read') return { ...state, read_at: state.read_at ?? now };
  if (action === 'unread') return { read_at: null, archived_at: null };
  if (action === 'unarchive') return { ...state, archived_at: null };
  return { ...state, archived_at: action === 'archive' ? (state.archived_at ?? now) : state.archived_at };
}

function unread(state: State): number {
  return state.read_at === null && state.archived_at === null ? 1 : 0;
}

/** The fields that other devices get. */
function fieldsOf(action: InboxAction, next: State): Record<string, unknown> {
  if (action === 'delete') return { deleted: true };
  if (action === 'archive' || action === 'unarchive') return { archived_at: next.archived_at?.toISOString() ?? null };
  const readAt = { read_at: next.read_at?.toISOString() ?? null };
  return action === 'unread' ? { ...readAt, archived_at: null } : readAt;
}
