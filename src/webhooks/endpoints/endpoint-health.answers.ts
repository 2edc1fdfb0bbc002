import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TIME_FIELD } from '../../common/http/answer-fields.js';
import { EndpointAnswer } from './endpoints.answers.js';

export const HEALTH_STATES = ['healthy', 'failing', 'disabled', 'idle'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export const VERIFIES = ['yes', 'no', 'unknown'] as const;

const COUNT = { type: 'integer' } as const;

export class AttemptsOfHour {
  @ApiProperty(COUNT) ok: number;
  @ApiProperty(COUNT) failed: number;
}

export class EndpointHealthAnswer {
  @ApiProperty({ enum: HEALTH_STATES, description: 'idle: no attempt in the last 24 hours.' }) state: HealthState;
  @ApiProperty({ type: 'number', nullable: true, description: 'Per cent of the attempts; null: there were none.' })
  success_rate_24h: number | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Milliseconds, from a histogram: off by a quarter at most.',
  })
  p95_ms_24h: number | null;
  @ApiProperty({ type: [AttemptsOfHour], description: 'Attempts by UTC hour: 24, the current hour last.' })
  by_hour: AttemptsOfHour[];
  @ApiProperty(MAYBE_TIME_FIELD) last_attempt_at: string | null;
  @ApiProperty({
    ...COUNT,
    maximum: 10_000,
    description: 'Waiting for the first or another attempt. 10000: that many or more.',
  })
  pending: number;
  @ApiProperty({
    ...COUNT,
    maximum: 10_000,
    description: 'Held while the webhook is disabled. 10000: that many or more.',
  })
  held: number;
  @ApiProperty({ ...MAYBE_TIME_FIELD, description: 'When the oldest of those that are due became due; null: none is.' })
  oldest_due_at: string | null;
  @ApiProperty({ enum: VERIFIES, description: 'What the last probe of this URL found.' })
  verifies: (typeof VERIFIES)[number];
}

export class EndpointWithHealth extends EndpointAnswer {
  @ApiProperty({ type: EndpointHealthAnswer }) health: EndpointHealthAnswer;
}

export class EndpointHealthPage {
  @ApiProperty({ type: [EndpointWithHealth] }) items: EndpointWithHealth[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
