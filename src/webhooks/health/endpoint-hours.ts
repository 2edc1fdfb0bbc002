import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../common/logger.js';
import { BulkRows } from '../../database/bulk-rows.js';
import type { SqlReader } from '../../database/sql.js';
import { ANSWER_CLASSES, answerClassOf } from './answer-classes.js';
import { bucketOf, BUCKETS } from './duration-histogram.js';

interface Counts {
  ok: number;
  failed: number;
  readonly durations: number[];
  readonly answers: number[];
}

const COUNTS = new BulkRows<readonly [endpointId: string, counts: Counts]>({
  id: ['uuid', ([id]) => id],
  ok: ['int', ([, { ok }]) => ok],
  failed: ['int', ([, { failed }]) => failed],
  // As text: an array of arrays would be unnested completely.
  durations: ['text', ([, { durations }]) => `{${durations.join(',')}}`],
  answers: ['text', ([, { answers }]) => `{${answers.join(',')}}`],
});

/** Adds counters position by position; a shorter array, from an older version, has zeros there. */
function sumOf(column: string): string {
  return `ARRAY(SELECT coalesce(a, 0) + coalesce(b, 0)
            FROM unnest(h.${column}, excluded.${column}) WITH ORDINALITY u(a, b, place) ORDER BY place)`;
}

/** In the order of ids, so that two processes never deadlock. */
const ADD_SQL = `
  INSERT INTO webhook_endpoint_hours AS h (endpoint_id, hour, ok, failed, durations, answers, last_at)
  SELECT v.id, date_trunc('hour', now(), 'UTC'), v.ok, v.failed, v.durations::int[], v.answers::int[], now()
    FROM ${COUNTS.as('v')} ORDER BY v.id
  ON CONFLICT (endpoint_id, hour) DO UPDATE
     SET ok = h.ok + excluded.ok, failed = h.failed + excluded.failed, last_at = greatest(h.last_at, excluded.last_at),
         durations = ${sumOf('durations')}, answers = ${sumOf('answers')}`;

/** The last hour of an endpoint stays, however old: it shows when something was last sent. */
const PRUNE_SQL = `
  DELETE FROM webhook_endpoint_hours h
   WHERE h.hour < now() - interval '8 days'
     AND (EXISTS (SELECT FROM webhook_endpoint_hours n WHERE n.endpoint_id = h.endpoint_id AND n.hour > h.hour)
          OR NOT EXISTS (SELECT FROM webhook_endpoints e WHERE e.id = h.endpoint_id))`;

/** A busy worker adds up for this long before it writes; a crash loses at most these figures. */
const WRITE_EVERY_MS = 250;
const PRUNE_EVERY_MS = 3_600_000;

export interface CountedAttempt {
  readonly endpointId: string;
  readonly isSuccess: boolean;
  /** Null: there was no answer. */
  readonly status: number | null;
  readonly durationMs: number;
}

/**
 * The results of attempts, by endpoint and hour. Added up in memory and written at most four times a second, by one
 * statement for all endpoints, so that a list of endpoints need not count.
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

  /** @returns milliseconds until the counts may be written */
  get dueInMs(): number {
    return Math.max(0, this.writtenAtMs + WRITE_EVERY_MS - performance.now());
  }

  count(attempt: CountedAttempt): void {
    let counts = this.waiting.get(attempt.endpointId);
    if (counts === undefined) this.waiting.set(attempt.endpointId, (counts = emptyCounts()));
    countIn(counts, attempt);
  }

  /** Counts that cannot be written now are kept for the next time: figures never stop deliveries. */
  async write(sql: SqlReader): Promise<void> {
    if (this.isEmpty) return;
    const { waiting } = this;
    this.waiting = new Map();
    this.writtenAtMs = performance.now();
    try {
      await sql.query(ADD_SQL, COUNTS.of([...waiting]));
    } catch (error) {
      this.logger.warn('Attempts could not be counted; trying again.', { error: String(error) });
      this.restore(waiting);
    }
  }

  /** For attempts that are already finished and logged, such as a test. */
  async add(attempt: CountedAttempt): Promise<void> {
    const counts = emptyCounts();
    countIn(counts, attempt);
    await this.dataSource.query(ADD_SQL, COUNTS.of([[attempt.endpointId, counts]]));
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
      addTo(current.durations, lost.durations);
      addTo(current.answers, lost.answers);
    }
  }
}

function emptyCounts(): Counts {
  return { ok: 0, failed: 0, durations: noughts(BUCKETS), answers: noughts(ANSWER_CLASSES.length) };
}

function noughts(length: number): number[] {
  return Array.from({ length }, () => 0);
}

function addTo(sums: number[], counts: readonly number[]): void {
  for (const [place, count] of counts.entries()) sums[place] = (sums[place] ?? 0) + count;
}

function countIn(counts: Counts, { isSuccess, status, durationMs }: CountedAttempt): void {
  if (isSuccess) counts.ok += 1;
  else counts.failed += 1;
  for (const [list, place] of [
    [counts.durations, bucketOf(durationMs)],
    [counts.answers, answerClassOf(status)],
  ] as const) {
    list[place] = (list[place] ?? 0) + 1;
  }
}
