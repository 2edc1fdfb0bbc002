import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { oldestDueOf } from '../queue/queue-figures.js';
import { BUCKETS, percentileOf } from '../health/duration-histogram.js';
import type { AttemptsOfHour, EndpointHealthAnswer, HealthState } from './endpoint-health.answers.js';
import type { EndpointView } from './endpoints.answers.js';

const MAX_COUNTED = 10_000;
const HOURS = 24;

const waiting = (state: string) =>
  `(SELECT count(*)::int FROM (SELECT FROM webhook_queue d
      WHERE d.endpoint_id = e.id AND d.state = '${state}' LIMIT ${MAX_COUNTED}) counted)`;

const BUCKET_SUMS = Array.from({ length: BUCKETS }, (_, place) => `sum(durations[${place + 1}])`).join();

/**
 * The last 24 hours of all endpoints in one pass. Only sums leave the database: 24 histograms of 50 endpoints as JSON took
 * two thirds of the statement's time. A shorter histogram, from an older version, adds nothing to the last buckets.
 */
const DAY_SQL = `
  SELECT endpoint_id, ARRAY[${BUCKET_SUMS}]::int[] AS durations, max(last_at) AS last_at,
         array_agg(ok) AS ok, array_agg(failed) AS failed,
         array_agg(extract(epoch FROM date_trunc('hour', now(), 'UTC') - hour)::int / 3600) AS ago
    FROM webhook_endpoint_hours
   WHERE endpoint_id = ANY($1::uuid[]) AND hour > now() - interval '${HOURS} h' GROUP BY endpoint_id`;

/** One statement for a page of endpoints. It counts only waiting deliveries, through indexes, and up to a maximum. */
const HEALTH_SQL = `
  SELECT e.id, e.verifies, ${waiting('pending')} AS pending, ${waiting('retry')} AS retried, ${waiting('held')} AS held,
         coalesce(day.last_at, (SELECT h.last_at FROM webhook_endpoint_hours h WHERE h.endpoint_id = e.id
                                 ORDER BY h.hour DESC LIMIT 1)) AS last_at,
         ${oldestDueOf('e.id')} AS oldest_due_at,
         coalesce(day.durations, '{}') AS durations, coalesce(day.ok, '{}') AS ok, coalesce(day.failed, '{}') AS failed,
         coalesce(day.ago, '{}') AS ago
    FROM webhook_endpoints e LEFT JOIN (${DAY_SQL}) day ON day.endpoint_id = e.id
   WHERE e.id = ANY($1::uuid[])`;

interface HealthRow {
  id: string;
  verifies: boolean | null;
  pending: number;
  retried: number;
  held: number;
  last_at: Date | null;
  oldest_due_at: Date | null;
  /** Attempts by bucket of the histogram, in the last 24 hours. */
  durations: (number | null)[];
  /** `ok`, `failed` and `ago` have a place for each hour with attempts. */
  ok: number[];
  failed: number[];
  /** Hours ago; 0: the present hour. */
  ago: number[];
}

/** The health of endpoints, from the counters that the writer of results maintains. */
@Injectable()
export class EndpointFiguresService {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the same endpoints, each with its `health` */
  async withHealth<View extends Pick<EndpointView, 'id' | 'status'>>(
    endpoints: readonly View[],
  ): Promise<(View & { health: EndpointHealthAnswer })[]> {
    if (endpoints.length === 0) return [];
    const rows = await this.dataSource.query<HealthRow[]>(HEALTH_SQL, [endpoints.map(({ id }) => id)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    // An endpoint removed meanwhile has no figures.
    return endpoints.flatMap((endpoint) => {
      const row = byId.get(endpoint.id);
      return row === undefined ? [] : [{ ...endpoint, health: healthOf(endpoint.status, row) }];
    });
  }
}

function healthOf(status: EndpointView['status'], row: HealthRow): EndpointHealthAnswer {
  const ok = sum(row.ok);
  const attempts = ok + sum(row.failed);
  return {
    state: stateOf(status, attempts),
    success_rate_24h: attempts === 0 ? null : Math.round((ok / attempts) * 10_000) / 100,
    p95_ms_24h: percentileOf(
      row.durations.map((count) => count ?? 0),
      0.95,
    ),
    by_hour: byHour(row),
    last_attempt_at: row.last_at?.toISOString() ?? null,
    pending: Math.min(row.pending + row.retried, MAX_COUNTED),
    held: row.held,
    oldest_due_at: row.oldest_due_at?.toISOString() ?? null,
    verifies: row.verifies === null ? 'unknown' : row.verifies ? 'yes' : 'no',
  };
}

function stateOf(status: EndpointView['status'], attempts: number): HealthState {
  if (status !== 'active') return status;
  return attempts === 0 ? 'idle' : 'healthy';
}

function byHour({ ok, failed, ago }: HealthRow): AttemptsOfHour[] {
  return Array.from({ length: HOURS }, (_, place) => {
    const at = ago.indexOf(HOURS - 1 - place);
    return { ok: ok[at] ?? 0, failed: failed[at] ?? 0 };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
