import { IconWebhook } from '@tabler/icons-react';
import { client } from '../api/client.js';
import type { Feature, Found } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { webhookPushes } from './pushes.js';

const MAX_FOUND = 5;

export const webhooks: Feature = {
  nav: [{ to: '/webhooks', label: msg('Webhooks'), icon: IconWebhook, group: 'webhooks', mayOpen: () => true }],
  pushes: webhookPushes,
  finds: [{ id: 'webhooks', label: msg('Webhooks'), find: (text, _me, signal) => findWebhooks(text, signal) }],
};

/** By a part of the name or URL, among the newest. */
async function findWebhooks(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const part = text.trim().toLowerCase();
  if (part.length < 2) return [];
  const { items } = await client.get('/api/webhooks', { query: { limit: 200 }, signal });
  return items
    .filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(part))
    .slice(0, MAX_FOUND)
    .map(({ id, name, url }) => ({ id, label: name, description: url, to: `/webhooks/${id}` }));
}
