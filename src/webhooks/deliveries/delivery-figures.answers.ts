import { ApiProperty } from '@nestjs/swagger';
import { DeliveryAnswer } from './deliveries.answers.js';

const COUNT = { type: 'integer' } as const;
const MAYBE_MS = { type: 'integer', nullable: true } as const;

export class HourFigures {
  @ApiProperty({ format: 'date-time' }) hour: string;
  @ApiProperty(COUNT) total: number;
  @ApiProperty(COUNT) successful: number;
  @ApiProperty(COUNT) failed: number;
}

export class EndpointStats {
  @ApiProperty(COUNT) total: number;
  @ApiProperty(COUNT) successful: number;
  @ApiProperty(COUNT) failed: number;
  @ApiProperty({ ...COUNT, description: 'Waiting for the first or another attempt.' }) pending: number;
  @ApiProperty(COUNT) held: number;
  @ApiProperty({ type: 'number', nullable: true, description: 'Per cent of successful and failed; null: none yet.' })
  success_rate: number | null;
  @ApiProperty(MAYBE_MS) p50_ms: number | null;
  @ApiProperty(MAYBE_MS) p95_ms: number | null;
  @ApiProperty({ type: [DeliveryAnswer], description: 'The last 10.' }) recent: DeliveryAnswer[];
  @ApiProperty({ type: [HourFigures], description: 'The last 24 hours, oldest first.' }) by_hour: HourFigures[];
}

export class QueueFigures {
  @ApiProperty({ ...COUNT, description: 'Not taken by a worker yet.' }) waiting: number;
  @ApiProperty({ ...COUNT, description: 'With a worker that sends them.' }) active: number;
  @ApiProperty(COUNT) completed: number;
  @ApiProperty(COUNT) failed: number;
  @ApiProperty({ ...COUNT, description: 'Tried, and due again.' }) delayed: number;
  @ApiProperty({ ...COUNT, description: 'Of disabled endpoints.' }) held: number;
  @ApiProperty({ ...COUNT, description: 'The sum of these.' }) total: number;
  @ApiProperty({ type: 'number', description: 'For how long the oldest has been due; 0: nothing is.' })
  oldest_due_seconds: number;
}

export class RetryFailedAnswer {
  @ApiProperty({ type: 'integer', description: 'How many are sent once more; with `dry_run`, how many would be.' })
  retried: number;
}
