import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsISO8601 } from 'class-validator';
import { Omittable } from '../../common/field-rules.js';

const TIME = { message: 'must be a time such as 2026-01-31T09:30:00Z' };

export class RecoverEndpoint {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true }, TIME)
  since: string;

  /** Left out: now. */
  @ApiPropertyOptional({ format: 'date-time' })
  @Omittable()
  @IsISO8601({ strict: true }, TIME)
  until?: string;

  @ApiPropertyOptional({ description: 'Only counts.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  dry_run?: boolean;
}

export const RECOVERY_STATES = ['running', 'done', 'cancelled'] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

export class RecoveryStarted {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Null for a dry run.' })
  job_id: string | null;
  @ApiProperty({ type: 'integer', description: 'How many deliveries were missed.' }) count: number;
}

export class RecoveryAnswer {
  @ApiProperty({ format: 'uuid' }) job_id: string;
  @ApiProperty({ format: 'uuid' }) webhook_id: string;
  @ApiProperty({ enum: RECOVERY_STATES }) status: RecoveryState;
  @ApiProperty({ type: 'integer' }) count: number;
  @ApiProperty({ type: 'integer', description: 'Given to the queue so far.' }) resent: number;
  @ApiProperty({ format: 'date-time' }) since: string;
  @ApiProperty({ format: 'date-time' }) until: string;
  @ApiProperty({ format: 'date-time' }) created_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) finished_at: string | null;
}
