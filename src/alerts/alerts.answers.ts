import { ApiProperty } from '@nestjs/swagger';
import {
  ALERT_SEVERITIES,
  ALERT_STATUSES,
  type AlertDetails,
  type AlertSeverity,
  type AlertStatus,
} from './alert.entity.js';

const TIME = { type: 'string', format: 'date-time' } as const;
const MAYBE_TEXT = { type: 'string', nullable: true } as const;

/** The documented shape of `alertView`; the compiler holds the two together. */
export class AlertAnswer {
  @ApiProperty({ type: 'string', format: 'uuid' }) id: string;
  @ApiProperty() message: string;
  @ApiProperty({ example: 'disk' }) alert_type: string;
  @ApiProperty({ enum: ALERT_SEVERITIES }) severity: AlertSeverity;
  @ApiProperty(MAYBE_TEXT) source: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) details: AlertDetails | null;
  @ApiProperty({ enum: ALERT_STATUSES }) status: AlertStatus;
  @ApiProperty({ ...MAYBE_TEXT, description: 'The name of whoever resolved it.' }) resolved_by: string | null;
  @ApiProperty({ ...TIME, nullable: true }) resolved_at: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AlertPage {
  @ApiProperty({ type: [AlertAnswer] }) items: AlertAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
