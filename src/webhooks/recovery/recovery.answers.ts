import { ApiProperty } from '@nestjs/swagger';

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
  @ApiProperty({ type: 'integer', description: 'Could not be given to the queue; the log of the server says why.' })
  failed: number;
  @ApiProperty({ format: 'date-time' }) since: string;
  @ApiProperty({ format: 'date-time' }) until: string;
  @ApiProperty({ format: 'date-time' }) created_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) finished_at: string | null;
}
