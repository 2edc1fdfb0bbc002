import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ERASED_NAME, type PersonTraces } from '../common/person-traces.js';
import { emailForm } from '../common/text/email-address.js';
import { Settings } from './settings.entity.js';

/** Removes a person's name and address from the settings. */
@Injectable()
export class SettingsErasure {
  constructor(private readonly dataSource: DataSource) {}

  async eraseNamesOf({ names, emails }: PersonTraces): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [settings] = await manager.find(Settings, { take: 1, lock: { mode: 'pessimistic_write' } });
      if (settings === undefined) return;
      const { updatedBy, supportEmail } = settings;
      const hasName = updatedBy !== null && names.includes(updatedBy);
      const hasEmail = supportEmail !== null && emails.includes(emailForm(supportEmail));
      if (!hasName && !hasEmail) return;
      if (hasName) settings.updatedBy = ERASED_NAME;
      if (hasEmail) settings.supportEmail = null;
      await manager.save(settings);
    });
  }
}
