import type { Changes, components } from '@carillon/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { MessageId } from '../i18n/i18n.js';

export const SETTINGS = 'settings';
export type Settings = components['schemas']['SettingsAnswer'];
export type SettingsPatch = components['schemas']['UpdateSettingsDto'];
export type SettingName = keyof SettingsPatch;

/** Does not compile when the server has a setting that this page lacks. */
export const SETTING_LABELS: Readonly<Record<SettingName, MessageId>> = {
  site_name: 'Name of the desk',
  support_email: 'Support email',
  default_ticket_priority: 'Priority of new tickets',
  registration: 'Registration',
};

export const SETTING_NAMES = Object.keys(SETTING_LABELS) as readonly SettingName[];

/** The parts of an event that are shown. */
export interface SettingsChange {
  readonly id: string;
  readonly actor: { readonly name: string };
  readonly occurred_at: string;
  readonly changes: Changes;
}

export const settingsQuery = queryOptions({
  queryKey: [SETTINGS],
  queryFn: ({ signal }) => client.get('/api/admin/settings', { signal }),
});

/** The newest changes that the log still keeps. */
export const settingsHistoryQuery = queryOptions({
  queryKey: [SETTINGS, 'history'],
  queryFn: async ({ signal }): Promise<readonly SettingsChange[]> => {
    const query = { order: 'desc', types: 'system.settings_updated', limit: 20 } as const;
    const { items } = await client.get('/api/events', { query, signal });
    return items.map(({ id, actor, occurred_at, changes = {} }) => ({
      id,
      actor,
      occurred_at,
      changes: changes as Changes,
    }));
  },
});
