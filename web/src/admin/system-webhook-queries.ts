import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

/** Part of the key of the other webhook lists too: a push marks all of them stale. */
export const WEBHOOKS = 'webhooks';

export const systemWebhooksQuery = queryOptions({
  queryKey: [WEBHOOKS, 'system'] as const,
  queryFn: async ({ signal }) =>
    (await client.get('/api/webhooks', { query: { owner_type: 'system', limit: 200 }, signal })).items,
  meta: { room: 'webhooks' },
});

export type SystemWebhook = Awaited<ReturnType<NonNullable<typeof systemWebhooksQuery.queryFn>>>[number];

export interface Category {
  readonly name: string;
  /** In CSS form: `#00ffff`. */
  readonly color: string;
  readonly types: readonly string[];
}

/** The catalogue changes only with the server. */
export const categoriesQuery = queryOptions({
  queryKey: ['event-categories'],
  queryFn: async ({ signal }): Promise<readonly Category[]> => {
    const { items } = await client.get('/api/event-types', { signal });
    const colors = new Map(items.map(({ category, color }) => [category, hex(color)]));
    return [...colors].map(([name, color]) => ({
      name,
      color,
      types: items.filter(({ category }) => category === name).map(({ type }) => type),
    }));
  },
  staleTime: Number.POSITIVE_INFINITY,
});

interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly color: number;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly footer?: { readonly text: string };
}

/** Exactly what Discord would get for the example of the type. */
export function embedQuery(type: string) {
  return queryOptions({
    queryKey: ['discord-embed', type],
    queryFn: async ({ signal }): Promise<Embed | undefined> => {
      const { body } = await client.post('/api/webhooks/preview', {
        body: { type, payload_format: 'discord' },
        signal,
      });
      return (JSON.parse(body) as { embeds: readonly Embed[] }).embeds[0];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** @param color 24 bits of red, green and blue */
export function hex(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
