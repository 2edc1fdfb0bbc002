import { IconBook } from '@tabler/icons-react';
import { client } from '../api/client.js';
import type { Feature, Found } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { kbPushes } from './pushes.js';

const MAX_FOUND = 5;

export const kb: Feature = {
  nav: [{ to: '/kb', label: msg('Knowledge base'), icon: IconBook, group: 'desk', mayOpen: () => true }],
  pushes: kbPushes,
  finds: [{ id: 'articles', label: msg('Articles'), find: (text, _me, signal) => findArticles(text, signal) }],
};

/** By words in title or body. */
async function findArticles(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const q = text.trim();
  if (q.length < 3) return [];
  const { items } = await client.get('/api/kb/articles', { query: { q, limit: MAX_FOUND }, signal });
  return items.map(({ id, title, category, slug }) => ({
    id,
    label: title,
    ...(category !== null && { description: category }),
    to: `/kb/${encodeURIComponent(slug)}`,
  }));
}
