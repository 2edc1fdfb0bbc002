import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EndpointView } from '../endpoints.answers.js';
import { percentileOf } from './duration-histogram.js';
import type { AttemptsOfHour, EndpointHealthAnswer, HealthState } from './endpoint-health.answers.js';

const MAX_COUNTED = 10_000;
const HOURS = 24;

const waiting = (state: string) =>
  `(SELECT count(*)::int FROM (SELECT FROM webhook_deliveries d
      WHERE d.endpoint_id = e.id AND d.state = '${state}' LIMIT ${MAX_COUNTED}) counted)`;

/** One statement for a page of endpoints. It counts only what waits, by indexes, and no more than it says. */
const HEALTH_SQL = `
  SELECT e.id, e.verifies, ${waiting('pending')} AS pending, ${waiting('retry')} AS retried, ${waiting('held')} AS held,
         (SELECT h.last_at FROM webhook_endpoint_hours h WHERE h.endpoint_id = e.id ORDER BY h.hour DESC LIMIT 1) AS last_at,
         least((SELECT d.created_at FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending'
                 ORDER BY d.position LIMIT 1),
               (SELECT d.due_at FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.state = 'retry'
                   AND d.due_at <= now() ORDER BY d.due_at LIMIT 1)) AS oldest_due_at,
         (SELECT coalesce(json_agg(json_build_object('ok', h.ok, 'failed', h.failed, 'durations', h.durations,
                   'ago', extract(epoch FROM date_trunc('hour', now(), 'UTC') - h.hour)::int / 3600)), '[]')
            FROM webhook_endpoint_hours h
           WHERE h.endpoint_id = e.id AND h.hour > now() - interval '${HOURS} h') AS hours
    FROM webhook_endpoints e WHERE e.id = ANY($1::uuid[])`;

interface Hour {
  readonly ok: number;
  readonly failed: number;
  readonly durations: readonly number[];
  /** 0: the current hour. */
  readonly ago: number;
}

interface HealthRow {
  id: string;
  verifies: boolean | null;
  pending: number;
  retried: number;
  held: number;
  last_at: Date | null;
  oldest_due_at: Date | null;
  hours: Hour[];
}

/** How endpoints are doing, from the counters that the writer of results keeps. */
@Injectable()
export class EndpointFigures {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the same endpoints, each with its `health` */
  async withHealth<View extends Pick<EndpointView, 'id' | 'status'>>(
    endpoints: readonly View[],
  ): Promise<(View & { health: EndpointHealthAnswer })[]> {
    if (endpoints.length === 0) return [];
    const rows = await this.dataSource.query<HealthRow[]>(HEALTH_SQL, [endpoints.map(({ id }) => id)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    // One that was removed meanwhile has no figures left.
    return endpoints.flatMap((endpoint) => {
      const row = byId.get(endpoint.id);
      return row === undefined ? [] : [{ ...endpoint, health: healthOf(endpoint.status, row) }];
    });
  }
}

function healthOf(status: EndpointView['status'], row: HealthRow): EndpointHealthAnswer {
  const ok = sum(row.hours.map((hour) => hour.ok));
  const attempts = ok + sum(row.hours.map((hour) => hour.failed));
  return {
    state: stateOf(status, attempts),
    success_rate_24h: attempts === 0 ? null : Math.round((ok / attempts) * 10_000) / 100,
    p95_ms_24h: percentileOf(addedUp(row.hours), 0.95),
    by_hour: byHour(row.hours),
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

function byHour(hours: readonly Hour[]): AttemptsOfHour[] {
  const byAge = new Map(hours.map((hour) => [hour.ago, hour]));
  return Array.from({ length: HOURS }, (_, place) => {
    const { ok = 0, failed = 0 } = byAge.get(HOURS - 1 - place) ?? {};
    return { ok, failed };
  });
}

function addedUp(hours: readonly Hour[]): number[] {
  const counts: number[] = [];
  for (const { durations } of hours) {
    for (const [bucket, count] of durations.entries()) counts[bucket] = (counts[bucket] ?? 0) + count;
  }
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
