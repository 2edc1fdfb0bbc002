import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SharedLookup } from '../common/shared-lookup.js';

/** What counts as unread. */
export const UNREAD = 'n.inbox AND n.read_at IS NULL AND n.archived_at IS NULL AND n.deleted_at IS NULL';

const NOW_SQL = `SELECT count(*)::int AS count FROM notifications n WHERE n.user_id = $1 AND ${UNREAD}`;

/**
 * The counts at positions of the log, in one snapshot: the counts of the rows now, minus changes that have no position
 * yet, minus changes after the position. $1, $2: people, and a position for each.
 */
const AS_OF_SQL = `
  WITH waiting AS (
    SELECT b.user_id, sum((b.data::json->>'delta')::int) AS delta FROM event_queue q JOIN event_bodies b ON b.id = q.event_id
     WHERE b.type = 'inbox.changed' AND b.source = 'desk' AND b.user_id = ANY($1::uuid[]) GROUP BY b.user_id)
  SELECT ((SELECT count(*) FROM notifications n WHERE n.user_id = u.id AND ${UNREAD})
        - coalesce((SELECT w.delta FROM waiting w WHERE w.user_id = u.id), 0)
        - (SELECT count(*) FROM notifications n WHERE n.user_id = u.id AND n.position > u.position AND n.inbox)
        - coalesce((SELECT sum(c.delta) FROM inbox_changes c WHERE c.user_id = u.id AND c.position > u.position), 0)
         )::int AS count
    FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY u(id, position, number) ORDER BY u.number`;

const PARALLEL_LOOKUPS = 2;
const MAX_COUNTS = 200;

export interface CountAsked {
  readonly userId: string;
  readonly position: number;
}

/** How many unread notifications people have: now, or as of a position of the log. */
@Injectable()
export class UnreadCounts {
  private readonly counts = new SharedLookup<CountAsked, number>({
    load: (asked) => this.load(asked),
    keyOf: ({ userId, position }) => `${userId} ${position}`,
    parallel: PARALLEL_LOOKUPS,
    maxAsks: MAX_COUNTS,
  });

  constructor(private readonly dataSource: DataSource) {}

  async now(userId: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(NOW_SQL, [userId]);
    return row?.count ?? 0;
  }

  /** One person's count; sockets that come at once share statements. */
  asOf(userId: string, position: number): Promise<number> {
    return this.counts.find({ userId, position });
  }

  /** @returns by user id */
  async allAsOf(userIds: readonly string[], position: number): Promise<Map<string, number>> {
    if (userIds.length === 0) return new Map();
    const counts = await this.load(userIds.map((userId) => ({ userId, position })));
    return new Map(userIds.map((userId, index) => [userId, counts[index] ?? 0]));
  }

  private async load(asked: readonly CountAsked[]): Promise<number[]> {
    const parameters = [asked.map(({ userId }) => userId), asked.map(({ position }) => position)];
    const rows = await this.dataSource.query<{ count: number }[]>(AS_OF_SQL, parameters);
    return rows.map(({ count }) => count);
  }
}
