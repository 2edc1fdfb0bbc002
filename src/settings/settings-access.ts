import type { EntityManager } from 'typeorm';
import { Settings, SETTINGS_ID } from './settings.entity.js';

/** As they are now: every process sees a change at once, for one row by its key is no work worth a cache. */
export function loadSettings(manager: EntityManager): Promise<Settings> {
  return manager.findOneByOrFail(Settings, { id: SETTINGS_ID });
}
