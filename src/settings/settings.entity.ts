import { Column, Entity, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';

/** The id of the only row. */
export const SETTINGS_ID = '00000000-0000-7000-8000-000000000001';

export const DEFAULT_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type DefaultPriority = (typeof DEFAULT_PRIORITIES)[number];

export const REGISTRATION_SETTINGS = ['open', 'closed'] as const;
export type RegistrationSetting = (typeof REGISTRATION_SETTINGS)[number];

/** Settings that admins change at run time; what is needed before the start is an environment variable. */
@Entity('settings')
export class Settings {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'site_name' })
  siteName: string;

  @Column('text', { name: 'support_email', nullable: true })
  supportEmail: string | null;

  /** Of tickets that are opened without one. */
  @Column('text', { name: 'default_ticket_priority' })
  defaultTicketPriority: DefaultPriority;

  /** Null: as the environment variable says. */
  @Column('text', { nullable: true })
  registration: RegistrationSetting | null;

  @Column('text', { name: 'updated_by', nullable: true })
  updatedBy: string | null;

  @VersionColumn()
  version: number;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}

/** The shape in REST and events: a secret setting must not be in here. */
export function settingsView(settings: Settings) {
  return {
    site_name: settings.siteName,
    support_email: settings.supportEmail ?? null,
    default_ticket_priority: settings.defaultTicketPriority,
    registration: settings.registration ?? null,
    updated_by: settings.updatedBy ?? null,
    updated_at: settings.updatedAt.toISOString(),
  };
}
