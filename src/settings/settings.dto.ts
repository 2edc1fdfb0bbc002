import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { EmailAddress, SingleLine } from '../common/text/text-fields.js';
import {
  DEFAULT_PRIORITIES,
  REGISTRATION_SETTINGS,
  type DefaultPriority,
  type RegistrationSetting,
} from './settings.entity.js';
import { PRIORITY, REGISTRATION } from './settings.answers.js';

export class UpdateSettingsDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @Omittable()
  @SingleLine({ max: 100 })
  site_name?: string;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    format: 'email',
    description: 'The address for people who cannot sign in.',
  })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @EmailAddress({ requireTld: true, nullable: true })
  support_email?: string | null;

  @ApiPropertyOptional(PRIORITY)
  @Omittable()
  @IsIn(DEFAULT_PRIORITIES, { message: `must be one of ${DEFAULT_PRIORITIES.join(', ')}` })
  default_ticket_priority?: DefaultPriority;

  @ApiPropertyOptional(REGISTRATION)
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @IsIn(REGISTRATION_SETTINGS, { message: `must be one of ${REGISTRATION_SETTINGS.join(', ')}, or null` })
  registration?: RegistrationSetting | null;
}
