import type { EntityManager } from 'typeorm';
import { Settings, SETTINGS_ID } from './settings.entity.js';

/**
 * The current settings. Not cached, so that every process sees a change at once: reading one row by its key is cheap.
 */
export function loadSettings(manager: EntityManager): Promise<Settings> {
  return manager.findOneByOrFail(Settings, { id: SETTINGS_ID });
}
