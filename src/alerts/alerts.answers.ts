import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TEXT, MAYBE_TIME, TIME, UUID } from '../common/http/answer-fields.js';
import {
  ALERT_SEVERITIES,
  ALERT_STATUSES,
  type AlertDetails,
  type AlertSeverity,
  type AlertStatus,
} from './alert.entity.js';

/** The documented shape of `alertView`; the compiler holds the two together. */
export class AlertAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'The disk of backup-3 is nearly full.' }) message: string;
  @ApiProperty({ example: 'disk' }) alert_type: string;
  @ApiProperty({ enum: ALERT_SEVERITIES, example: 'high' }) severity: AlertSeverity;
  @ApiProperty({ ...MAYBE_TEXT, example: 'backup-3' }) source: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: { used_percent: 93 } })
  details: AlertDetails | null;
  @ApiProperty({ enum: ALERT_STATUSES, example: 'active' }) status: AlertStatus;
  @ApiProperty({ ...MAYBE_TEXT, description: 'The name of the person or API key that resolved it.' }) resolved_by:
    string | null;
  @ApiProperty(MAYBE_TIME) resolved_at: string | null;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AlertPage {
  @ApiProperty({ type: [AlertAnswer] }) items: AlertAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
