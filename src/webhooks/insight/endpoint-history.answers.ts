import { ApiProperty } from '@nestjs/swagger';
import type { AnswerClass } from '../health/answer-classes.js';
import { RANGE_NAMES, type Range } from './endpoint-history.dto.js';

const COUNT = { type: 'integer' } as const;
const MAYBE_MS = {
  type: 'integer',
  nullable: true,
  description: 'Milliseconds, from a histogram: off by a quarter at most. Null: there was no attempt.',
} as const;

export class AnswerCounts implements Record<AnswerClass, number> {
  @ApiProperty({ ...COUNT, description: 'No answer: no connection, or a timeout.' }) none: number;
  @ApiProperty(COUNT) '2xx': number;
  @ApiProperty(COUNT) '3xx': number;
  @ApiProperty(COUNT) '4xx': number;
  @ApiProperty({ ...COUNT, description: 'Any other status, too.' }) '5xx': number;
}

export class AttemptFigures {
  @ApiProperty(COUNT) attempts: number;
  @ApiProperty(COUNT) ok: number;
  @ApiProperty(COUNT) failed: number;
  @ApiProperty({ type: 'number', nullable: true, description: 'Per cent of the attempts; null: there were none.' })
  success_rate: number | null;
  @ApiProperty(MAYBE_MS) p50_ms: number | null;
  @ApiProperty(MAYBE_MS) p95_ms: number | null;
  @ApiProperty({ type: AnswerCounts }) answers: AnswerCounts;
}

export class HourOfAttempts extends AttemptFigures {
  @ApiProperty({ format: 'date-time', description: 'When the hour begins.' }) hour: string;
}

export class EndpointHistoryAnswer extends AttemptFigures {
  @ApiProperty({ enum: RANGE_NAMES }) range: Range;
  @ApiProperty({ type: [HourOfAttempts], description: 'Each hour in UTC, the current one last: 24 or 168.' })
  by_hour: HourOfAttempts[];
}
