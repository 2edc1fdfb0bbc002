import type { BookkeepingSession } from '../../database/bookkeeping-session.js';
import { EVENT_COLUMNS, type EventRow } from '../event-row.js';

/** An entry whose body is gone, past retention, gets a position as an erased event: empty. */
export type TakenRow = {
  last_seq: number;
  queued_id: string;
  /** The first entry that was skipped; null: none was. */
  first_waiting: number | null;
  /** On the first row: the places in the queue of all rows, in order, separated by commas. */
  seqs: string | null;
} & (EventRow | { position: number; id: null });

export interface QueuePart {
  /** At most this many entries. */
  readonly most: number;
  /** The log's head: the first entry gets the next position. */
  readonly head: number;
}

/** $1: at most; $2: the entry before the first; $3: the head of the log. */
const IN_ORDER_SQL = `
  WITH picked AS (
    SELECT seq, NULL::bigint AS first_waiting FROM event_queue WHERE seq > $2 ORDER BY seq LIMIT $1)`;

/** $1: at most; $2: the places to look at; $3: the head of the log. */
const SUSPECTS_SQL = `
  WITH picked AS (
    SELECT seq, NULL::bigint AS first_waiting FROM event_queue WHERE seq = ANY($2::bigint[]) ORDER BY seq LIMIT $1)`;

/**
 * When more waits than a batch takes: the desk's entries first, then those of outside senders in turns, one each per
 * round. Each sender's entries keep their order. $4: how many besides the desk's; $5: how many to look at; $6: how many
 * when the desk has none.
 */
const IN_TURNS_SQL = `
  WITH RECURSIVE senders AS (
    (SELECT sender FROM event_queue WHERE sender IS NOT NULL ORDER BY sender LIMIT 1)
    UNION ALL
    SELECT (SELECT sender FROM event_queue WHERE sender > before.sender ORDER BY sender LIMIT 1)
      FROM senders before WHERE before.sender IS NOT NULL
  ), known AS (
    SELECT sender FROM senders WHERE sender IS NOT NULL LIMIT $5
  ), near AS (
    SELECT first.seq, row_number() OVER (PARTITION BY sender ORDER BY first.seq) AS round
      FROM known, LATERAL (SELECT seq FROM event_queue WHERE sender = known.sender AND seq > $2
                            ORDER BY seq LIMIT ceil($5::numeric / (SELECT count(*) FROM known))) first
  ), desk AS (
    SELECT seq FROM event_queue WHERE sender IS NULL AND seq > $2 ORDER BY seq
     LIMIT $1 - least($4, (SELECT count(*) FROM near))
  ), outside AS (
    SELECT seq FROM near ORDER BY round, seq
     LIMIT least($1 - (SELECT count(*) FROM desk), CASE WHEN EXISTS (SELECT FROM desk) THEN $4 ELSE $6 END)
  ), waiting AS (
    SELECT least((SELECT min(seq) FROM event_queue WHERE sender IS NOT NULL AND seq > $2
                     AND seq NOT IN (SELECT seq FROM outside)),
                 (SELECT min(seq) FROM event_queue WHERE sender IS NULL AND seq > (SELECT max(seq) FROM desk))) AS seq
  ), picked AS (
    SELECT both_kinds.seq, waiting.seq AS first_waiting
      FROM (SELECT seq FROM desk UNION ALL SELECT seq FROM outside) both_kinds, waiting)`;

const TAKE_SQL = `, t AS (
    DELETE FROM event_queue WHERE seq IN (SELECT seq FROM picked) RETURNING seq, event_id
  ), l AS (
    INSERT INTO event_log (position, event_id)
    SELECT $3::bigint + row_number() OVER (ORDER BY seq), event_id FROM t
    RETURNING position, event_id
  )
  SELECT (SELECT max(seq) FROM t) AS last_seq, (SELECT min(first_waiting) FROM picked) AS first_waiting,
         CASE WHEN l.position = $3::bigint + 1 THEN (SELECT string_agg(seq::text, ',' ORDER BY seq) FROM t) END AS seqs,
         l.event_id AS queued_id, l.position, ${EVENT_COLUMNS}
    FROM l LEFT JOIN event_bodies b ON b.id = l.event_id
   ORDER BY l.position`;

/** Skips dead index entries that a long snapshot keeps alive; entries further back are found once a second. */
const LOOK_BACK = 2_000;
const MAX_SENDERS_ENTRIES = 2_000;
/** Outside senders' share of a batch: small beside desk events, which wait for the whole batch. */
const SENDERS_SHARE = 0.2;
/** The desk's next event waits for the current batch. */
const SENDERS_SHARE_ALONE = 0.5;

/**
 * Takes entries out of the queue and gives them positions: in recording order, as long as a batch takes everything that
 * waits. When more waits, the desk and the senders take turns, so that a flood of one delays no other.
 */
export class QueueReader {
  private looksFrom = 0;
  private looksFromStart = true;
  private isCrowded = false;
  private suspects: readonly number[] = [];

  /** Whether the last batch left something waiting, as far as it saw. */
  get hasMore(): boolean {
    return this.isCrowded;
  }

  /** Finds events of a process that died before it dispatched them. */
  lookFromStart(): void {
    this.looksFromStart = true;
  }

  /**
   * One of these made a dispatch fail: they are taken before all others until it stands alone. Taking turns would mix
   * others in again and again, so that it never did while the desk is busy.
   *
   * @param seqs places in the queue, in order
   */
  suspect(seqs: readonly number[]): void {
    this.suspects = seqs;
  }

  /** Inside a dispatch transaction. */
  async take(sql: BookkeepingSession, part: QueuePart): Promise<TakenRow[]> {
    if (this.suspects.length === 0) return this.takeAny(sql, part);
    const suspects = this.suspects.slice(0, part.most);
    this.suspects = this.suspects.slice(part.most);
    const rows = await sql.query<TakenRow>(`${SUSPECTS_SQL}${TAKE_SQL}`, [part.most, suspects, part.head]);
    this.isCrowded = true;
    // Another process took them.
    return rows.length > 0 ? rows : this.take(sql, part);
  }

  private async takeAny(sql: BookkeepingSession, { most, head }: QueuePart): Promise<TakenRow[]> {
    const from = this.looksFromStart ? 0 : Math.max(0, this.looksFrom - LOOK_BACK);
    this.looksFromStart = false;
    const share = Math.floor(most * SENDERS_SHARE);
    const alone = Math.ceil(most * SENDERS_SHARE_ALONE);
    const rows = await (this.isCrowded
      ? sql.query<TakenRow>(`${IN_TURNS_SQL}${TAKE_SQL}`, [most, from, head, share, MAX_SENDERS_ENTRIES, alone])
      : sql.query<TakenRow>(`${IN_ORDER_SQL}${TAKE_SQL}`, [most, from, head]));
    const last = rows.at(-1);
    this.isCrowded = rows.length === most || (last?.first_waiting ?? null) !== null;
    if (last !== undefined)
      this.looksFrom = Math.max(this.looksFrom, last.first_waiting === null ? last.last_seq : last.first_waiting - 1);
    return rows;
  }
}
