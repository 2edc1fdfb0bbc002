import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, ValidateIf } from 'class-validator';
import { CommaList, Omittable } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { MultiLine, QueryText, SingleLine } from '../common/text/text-fields.js';
import {
  ALERT_SEVERITIES,
  ALERT_STATUSES,
  type AlertDetails,
  type AlertSeverity,
  type AlertStatus,
} from './alert.entity.js';

export class TriggerAlertDto {
  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @MultiLine({ max: 2_000 })
  message: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'disk' })
  @SingleLine({ max: 100 })
  alert_type: string;

  @ApiProperty({ enum: ALERT_SEVERITIES })
  @IsIn(ALERT_SEVERITIES, { message: `must be one of ${ALERT_SEVERITIES.join(', ')}` })
  severity: AlertSeverity;

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 200, example: 'backup-3' })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @SingleLine({ max: 200, nullable: true })
  source?: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @IsObject({ message: 'must be an object, or null' })
  details?: AlertDetails | null;
}

export class AlertsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ALERT_STATUSES, description: 'Alerts in this state.' })
  @Omittable()
  @IsIn(ALERT_STATUSES, { message: `must be one of ${ALERT_STATUSES.join(', ')}` })
  status?: AlertStatus;

  @ApiPropertyOptional({ description: 'One severity, or several joined by commas.', example: 'high,critical' })
  @Omittable()
  @CommaList()
  @IsIn(ALERT_SEVERITIES, { each: true, message: `must be of ${ALERT_SEVERITIES.join(', ')}` })
  severity?: AlertSeverity[];

  @ApiPropertyOptional({ maxLength: 100, description: 'Alerts of this type.' })
  @Omittable()
  @QueryText({ max: 100 })
  alert_type?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'Alerts from this source.' })
  @Omittable()
  @QueryText({ max: 200 })
  source?: string;
}
