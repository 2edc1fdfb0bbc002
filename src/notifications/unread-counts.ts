import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What counts as unread. */
export const UNREAD = 'n.inbox AND n.read_at IS NULL AND n.archived_at IS NULL AND n.deleted_at IS NULL';

const NOW_SQL = `SELECT count(*)::int AS count FROM notifications n WHERE n.user_id = $1 AND ${UNREAD}`;

/**
 * The counts at a position of the log, in one snapshot: the counts of the rows now, minus changes that have no position
 * yet, minus changes after the position.
 */
const AS_OF_SQL = `
  SELECT u.id AS user_id,
         ((SELECT count(*) FROM notifications n WHERE n.user_id = u.id AND ${UNREAD})
        - coalesce((SELECT sum((b.data::json->>'delta')::int) FROM event_queue q JOIN event_bodies b ON b.id = q.event_id
                     WHERE b.type = 'inbox.changed' AND b.source = 'desk' AND b.user_id = u.id), 0)
        - (SELECT count(*) FROM notifications n WHERE n.user_id = u.id AND n.position > $2::bigint AND n.inbox)
        - coalesce((SELECT sum(c.delta) FROM inbox_changes c WHERE c.user_id = u.id AND c.position > $2::bigint), 0)
         )::int AS count
    FROM unnest($1::uuid[]) u(id)`;

/** How many unread notifications people have: now, or as of a position of the log. */
@Injectable()
export class UnreadCounts {
  constructor(private readonly dataSource: DataSource) {}

  async now(userId: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(NOW_SQL, [userId]);
    return row?.count ?? 0;
  }

  /** @returns by user id */
  async asOf(position: number, userIds: readonly string[]): Promise<Map<string, number>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.dataSource.query<{ user_id: string; count: number }[]>(AS_OF_SQL, [userIds, position]);
    return new Map(rows.map((row) => [row.user_id, row.count]));
  }
}
