import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TEXT, TIME } from '../common/http/answer-fields.js';
import {
  DEFAULT_PRIORITIES,
  REGISTRATION_SETTINGS,
  type DefaultPriority,
  type RegistrationSetting,
} from './settings.entity.js';

export const PRIORITY = { enum: DEFAULT_PRIORITIES, description: 'Of tickets that are opened without one.' };
export const REGISTRATION = {
  type: 'string',
  enum: [...REGISTRATION_SETTINGS, null],
  nullable: true,
  description: 'Whether anyone may register; null: as the environment variable `REGISTRATION` says.',
} as const;

/** The documented shape of `settingsView`; the compiler holds the two together. */
export class SettingsAnswer {
  @ApiProperty({ example: 'Acme support' }) site_name: string;
  @ApiProperty({ ...MAYBE_TEXT, format: 'email', example: 'help@example.com' }) support_email: string | null;
  @ApiProperty({ ...PRIORITY, example: 'normal' }) default_ticket_priority: DefaultPriority;
  @ApiProperty({ ...REGISTRATION, example: null }) registration: RegistrationSetting | null;
  @ApiProperty({ ...MAYBE_TEXT, description: 'The name of the admin who changed them last.', example: 'Grace' })
  updated_by: string | null;
  @ApiProperty(TIME) updated_at: string;
}
