import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assignChanges } from '../common/changed-fields.js';
import { Forbidden } from '../common/errors.js';
import type { Actor } from '../common/request-context.js';
import type { Viewer } from '../common/visibility.js';
import { loadSettings } from './settings-access.js';
import type { UpdateSettingsDto } from './settings.dto.js';
import { Settings, SETTINGS_ID } from './settings.entity.js';
import { mayChangeSettings } from './settings.policy.js';

@Injectable()
export class SettingsService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws Forbidden */
  async read(viewer: Viewer): Promise<Settings> {
    requireAdmin(viewer);
    return loadSettings(this.dataSource.manager);
  }

  /** A change without effect writes nothing. @throws Forbidden */
  async update(actor: Actor, input: UpdateSettingsDto): Promise<Settings> {
    requireAdmin(actor);
    return this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const settings = await manager.findOneOrFail(Settings, { where: { id: SETTINGS_ID }, lock });
      if (!applyChanges(settings, input)) return settings;
      settings.updatedBy = actor.name;
      return manager.save(settings);
    });
  }
}

function requireAdmin(viewer: Viewer): void {
  if (!mayChangeSettings(viewer)) throw new Forbidden('Only admins may see and change the settings.');
}

/** @returns whether anything changed */
function applyChanges(settings: Settings, input: UpdateSettingsDto): boolean {
  return assignChanges(settings, {
    siteName: input.site_name,
    supportEmail: input.support_email,
    defaultTicketPriority: input.default_ticket_priority,
    registration: input.registration,
  });
}
