import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { EmailAddress, SingleLine } from '../common/text/text-fields.js';
import {
  DEFAULT_PRIORITIES,
  REGISTRATION_SETTINGS,
  type DefaultPriority,
  type RegistrationSetting,
} from './settings.entity.js';

const MAYBE_TEXT = { type: 'string', nullable: true } as const;
const PRIORITY = { enum: DEFAULT_PRIORITIES, description: 'Of tickets that are opened without one.' };
const REGISTRATION = {
  type: 'string',
  enum: [...REGISTRATION_SETTINGS, null],
  nullable: true,
  description: 'Whether anybody may make an account; null: as the environment variable `REGISTRATION` says.',
} as const;

export class UpdateSettingsDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @Omittable()
  @SingleLine({ max: 100 })
  site_name?: string;

  @ApiPropertyOptional({ ...MAYBE_TEXT, format: 'email', description: 'Where people write to who cannot sign in.' })
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

/** The documented shape of `settingsView`; the compiler holds the two together. */
export class SettingsAnswer {
  @ApiProperty() site_name: string;
  @ApiProperty({ ...MAYBE_TEXT, format: 'email' }) support_email: string | null;
  @ApiProperty(PRIORITY) default_ticket_priority: DefaultPriority;
  @ApiProperty(REGISTRATION) registration: RegistrationSetting | null;
  @ApiProperty({ ...MAYBE_TEXT, description: 'The name of whoever changed them last.' }) updated_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) updated_at: string;
}
