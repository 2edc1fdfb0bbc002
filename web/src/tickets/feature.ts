import { IconTicket } from '@tabler/icons-react';
import { client } from '../api/client.js';
import type { Feature, Found } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { ticketPushes } from './pushes.js';

const MAX_FOUND = 5;

export const tickets: Feature = {
  nav: [{ to: '/tickets', label: msg('Tickets'), icon: IconTicket, group: 'desk', mayOpen: () => true }],
  pushes: ticketPushes,
  finds: [{ id: 'tickets', label: msg('Tickets'), find: (text, _me, signal) => findTickets(text, signal) }],
};

/** By number, or by words in the title. */
async function findTickets(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const q = text.trim();
  const isNumber = /^#?\d+$/.test(q);
  if (!isNumber && q.length < 3) return [];
  const query = { q: isNumber ? `#${q.replace('#', '')}` : q, limit: MAX_FOUND };
  const { items } = await client.get('/api/tickets', { query, signal });
  return items.map(({ id, number, title, status }) => ({
    id,
    label: `#${number} ${title}`,
    description: status,
    to: `/tickets/${id}`,
  }));
}
