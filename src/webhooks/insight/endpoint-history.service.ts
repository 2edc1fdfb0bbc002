import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../common/visibility.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { ANSWER_CLASSES } from '../health/answer-classes.js';
import { percentileOf } from '../health/duration-histogram.js';
import { type AnswerCounts, type AttemptFigures, type EndpointHistoryAnswer } from './endpoint-history.answers.js';
import { RANGES, type Range } from './endpoint-history.dto.js';

/** $2: number of hours, including the present one. Oldest first, including hours without an attempt. */
const HISTORY_SQL = `
  SELECT t.hour, coalesce(h.ok, 0) AS ok, coalesce(h.failed, 0) AS failed, coalesce(h.durations, '{}') AS durations,
         coalesce(h.answers, '{}') AS answers
    FROM generate_series(date_trunc('hour', now(), 'UTC') - ($2::int - 1) * interval '1 h',
                         date_trunc('hour', now(), 'UTC'), interval '1 h') t(hour)
    LEFT JOIN webhook_endpoint_hours h ON h.endpoint_id = $1 AND h.hour = t.hour
   ORDER BY t.hour`;

/** The plain value; the class has the decorators. */
type Figures = Pick<AttemptFigures, keyof AttemptFigures>;

interface Counted {
  readonly ok: number;
  readonly failed: number;
  readonly durations: readonly number[];
  readonly answers: readonly number[];
}

/** Results of attempts by hour, from the counters that the writer of results maintains: no delivery is read. */
@Injectable()
export class EndpointHistoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
  ) {}

  /** @throws NotFound when the viewer may not see the endpoint */
  async read(viewer: Viewer, id: string, range: Range): Promise<EndpointHistoryAnswer> {
    await this.endpoints.find(viewer, id);
    const rows = await this.dataSource.query<(Counted & { hour: Date })[]>(HISTORY_SQL, [id, RANGES[range]]);
    return {
      range,
      ...figuresOf({
        ok: rows.reduce((sum, { ok }) => sum + ok, 0),
        failed: rows.reduce((sum, { failed }) => sum + failed, 0),
        durations: addedUp(rows.map(({ durations }) => durations)),
        answers: addedUp(rows.map(({ answers }) => answers)),
      }),
      by_hour: rows.map((row) => ({ hour: row.hour.toISOString(), ...figuresOf(row) })),
    };
  }
}

function figuresOf({ ok, failed, durations, answers }: Counted): Figures {
  const attempts = ok + failed;
  return {
    attempts,
    ok,
    failed,
    success_rate: attempts === 0 ? null : Math.round((ok / attempts) * 10_000) / 100,
    p50_ms: percentileOf(durations, 0.5),
    p95_ms: percentileOf(durations, 0.95),
    answers: Object.fromEntries(
      ANSWER_CLASSES.map((name, place) => [name, answers[place] ?? 0]),
    ) as unknown as AnswerCounts,
  };
}

function addedUp(lists: readonly (readonly number[])[]): number[] {
  const sums: number[] = [];
  for (const list of lists) for (const [place, count] of list.entries()) sums[place] = (sums[place] ?? 0) + count;
  return sums;
}
