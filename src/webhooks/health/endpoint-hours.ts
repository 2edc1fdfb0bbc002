import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../common/logger.js';
import type { SqlReader } from '../../database/sql.js';
import { bucketOf, BUCKETS } from './duration-histogram.js';

/** In the order of ids, so that no two processes wait for each other. */
const ADD_SQL = `
  INSERT INTO webhook_endpoint_hours AS h (endpoint_id, hour, ok, failed, durations, last_at)
  SELECT v.id, date_trunc('hour', now(), 'UTC'), v.ok, v.failed, v.durations::int[], now()
    FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[]) v(id, ok, failed, durations) ORDER BY v.id
  ON CONFLICT (endpoint_id, hour) DO UPDATE
     SET ok = h.ok + excluded.ok, failed = h.failed + excluded.failed, last_at = greatest(h.last_at, excluded.last_at),
         durations = ARRAY(SELECT coalesce(a, 0) + coalesce(b, 0)
                             FROM unnest(h.durations, excluded.durations) WITH ORDINALITY u(a, b, place) ORDER BY place)`;

/** The last hour of an endpoint stays, however old: it says when something was last sent. */
const PRUNE_SQL = `
  DELETE FROM webhook_endpoint_hours h
   WHERE h.hour < now() - interval '48 h'
     AND (EXISTS (SELECT FROM webhook_endpoint_hours n WHERE n.endpoint_id = h.endpoint_id AND n.hour > h.hour)
          OR NOT EXISTS (SELECT FROM webhook_endpoints e WHERE e.id = h.endpoint_id))`;

/** A busy worker adds up so long before it writes; a crash forgets no more of the figures than that. */
const WRITE_EVERY_MS = 250;
const PRUNE_EVERY_MS = 3_600_000;

export interface CountedAttempt {
  readonly endpointId: string;
  readonly isSuccess: boolean;
  readonly durationMs: number;
}

interface Counts {
  ok: number;
  failed: number;
  readonly durations: number[];
}

/**
 * How attempts end, by endpoint and hour. Added up in memory and written at most four times a second, by one statement for
 * all endpoints: a list of endpoints then counts nothing.
 */
@Injectable()
export class EndpointHours {
  private waiting = new Map<string, Counts>();
  private writtenAtMs = -WRITE_EVERY_MS;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** @returns in how many milliseconds what is counted may be written */
  get dueInMs(): number {
    return Math.max(0, this.writtenAtMs + WRITE_EVERY_MS - performance.now());
  }

  count(attempt: CountedAttempt): void {
    let counts = this.waiting.get(attempt.endpointId);
    if (counts === undefined) this.waiting.set(attempt.endpointId, (counts = emptyCounts()));
    countIn(counts, attempt);
  }

  /** What cannot be written now is kept for the next time: figures never stop deliveries. */
  async write(sql: SqlReader): Promise<void> {
    if (this.isEmpty) return;
    const { waiting } = this;
    this.waiting = new Map();
    this.writtenAtMs = performance.now();
    try {
      await sql.query(ADD_SQL, columnsOf([...waiting]));
    } catch (error) {
      this.logger.warn('Attempts could not be counted; trying again.', { error: String(error) });
      this.restore(waiting);
    }
  }

  /** What is over and logged already, such as a test. */
  async add(attempt: CountedAttempt): Promise<void> {
    const counts = emptyCounts();
    countIn(counts, attempt);
    await this.dataSource.query(ADD_SQL, columnsOf([[attempt.endpointId, counts]]));
  }

  @Interval(PRUNE_EVERY_MS)
  async prune(): Promise<void> {
    try {
      await this.dataSource.query(PRUNE_SQL);
    } catch (error) {
      this.logger.warn('Old figures of endpoints could not be removed; trying again in an hour.', {
        error: String(error),
      });
    }
  }

  private restore(counts: ReadonlyMap<string, Counts>): void {
    for (const [id, lost] of counts) {
      const current = this.waiting.get(id);
      if (current === undefined) {
        this.waiting.set(id, lost);
        continue;
      }
      current.ok += lost.ok;
      current.failed += lost.failed;
      for (const [bucket, count] of lost.durations.entries()) {
        current.durations[bucket] = (current.durations[bucket] ?? 0) + count;
      }
    }
  }
}

function emptyCounts(): Counts {
  return { ok: 0, failed: 0, durations: Array.from({ length: BUCKETS }, () => 0) };
}

function countIn(counts: Counts, { isSuccess, durationMs }: CountedAttempt): void {
  if (isSuccess) counts.ok += 1;
  else counts.failed += 1;
  const bucket = bucketOf(durationMs);
  counts.durations[bucket] = (counts.durations[bucket] ?? 0) + 1;
}

function columnsOf(entries: readonly [string, Counts][]): unknown[] {
  const counts = entries.map(([, count]) => count);
  return [
    entries.map(([id]) => id),
    counts.map(({ ok }) => ok),
    counts.map(({ failed }) => failed),
    // As text: an array of arrays would be unnested whole.
    counts.map(({ durations }) => `{${durations.join(',')}}`),
  ];
}
