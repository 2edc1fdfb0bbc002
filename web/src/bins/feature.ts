import { client } from '../api/client.js';
import type { Feature, Found } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { binPushes } from './pushes.js';

export const bins: Feature = {
  pushes: binPushes,
  finds: [{ id: 'bins', label: msg('Test bins'), find: (text, _me, signal) => findBins(text, signal) }],
};

/** By id or the word itself: a person has at most ten. */
async function findBins(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const part = text.trim().toLowerCase();
  if (part.length < 2) return [];
  const { items } = await client.get('/api/bins', { query: { limit: 10 }, signal });
  return items
    .filter(({ id }) => `test bin /bin/${id}`.includes(part))
    .map(({ id }) => ({ id, label: `/bin/${id}`, to: `/bin/${id}` }));
}
