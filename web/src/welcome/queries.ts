import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

export const WELCOME = 'welcome';
/** The event of the last step: it concerns the person and uses every channel. */
export const RING_EVENT = 'welcome.ring';

/** All steps are visible together, so a few requests are enough to find what belongs to them. */
const MAX_ARRIVALS = 20;
const MAX_RINGS = 20;
const MAX_WEBHOOKS = 200;

/** The data of the ring event. It returns in the bin's request and in the notification. */
export interface RingData {
  readonly bin_id: string;
  /** Identifies a click. ISO 8601, by the browser's clock. */
  readonly clicked_at: string;
}

/** Null: there is none, or it has expired. */
export const newestBinQuery = queryOptions({
  queryKey: [WELCOME, 'bin'] as const,
  queryFn: async ({ signal }) => (await client.get('/api/bins', { query: { limit: 1 }, signal })).items[0] ?? null,
});

export type Sender = NonNullable<Awaited<ReturnType<typeof loadSender>>>;

/** The webhook that sends to the bin. Null: none that the person may see. */
export function senderQuery(binId: string | undefined) {
  return queryOptions({
    queryKey: [WELCOME, 'webhook', binId] as const,
    queryFn: ({ signal }) => loadSender(binId ?? '', signal),
    enabled: binId !== undefined,
    meta: { room: 'webhooks' },
  });
}

/** The person's newest ticket, if it is newer than the webhook. */
export function ticketQuery(userId: string, webhook: Sender | null | undefined) {
  return queryOptions({
    queryKey: [WELCOME, 'ticket', webhook?.id] as const,
    queryFn: async ({ signal }) => {
      const query = { requester_id: userId, limit: 1 };
      const { items } = await client.get('/api/tickets', { query, signal });
      const [newest] = items;
      return newest !== undefined && newest.created_at >= (webhook?.created_at ?? '') ? newest : null;
    },
    enabled: webhook !== undefined && webhook !== null,
    meta: { room: 'tickets' },
  });
}

export type Arrival = Awaited<ReturnType<typeof loadArrivals>>[number];

/** The bin's requests, newest first. */
export function arrivalsQuery(binId: string | undefined) {
  return queryOptions({
    queryKey: [WELCOME, 'arrivals', binId] as const,
    queryFn: ({ signal }) => loadArrivals(binId ?? '', signal),
    enabled: binId !== undefined,
    meta: { room: `bin:${binId ?? ''}` },
  });
}

export interface Ring {
  readonly id: string;
  readonly created_at: string;
  readonly data: RingData;
}

/** The person's notifications of ring events, newest first. */
export const ringsQuery = queryOptions({
  queryKey: [WELCOME, 'rings'] as const,
  queryFn: async ({ signal }): Promise<readonly Ring[]> => {
    const { items } = await client.get('/api/notifications', { query: { type: 'event', limit: MAX_RINGS }, signal });
    return items.flatMap(({ id, created_at, data }) => (isRingData(data) ? [{ id, created_at, data }] : []));
  },
  meta: { room: 'user' },
});

/** Whether the bell is switched off for events from outside. */
export const isBellOffQuery = queryOptions({
  queryKey: [WELCOME, 'bell-off'] as const,
  queryFn: async ({ signal }) => {
    const { types } = await client.get('/api/users/me/preferences', { signal });
    return types.event?.inbox === false || types.event?.socket === false;
  },
});

/** An unused installation, as an admin sees it. */
export const isUntouchedQuery = queryOptions({
  queryKey: [WELCOME, 'is-untouched'] as const,
  queryFn: async ({ signal }) => {
    const query = { limit: 1 };
    const lists = await Promise.all([
      client.get('/api/tickets', { query, signal }),
      client.get('/api/webhooks', { query, signal }),
    ]);
    return lists.every(({ items }) => items.length === 0);
  },
  // Once something was created, it is no longer a first run.
  staleTime: ({ state }) => (state.data === false ? Number.POSITIVE_INFINITY : 0),
});

export function isRingData(data: unknown): data is RingData {
  if (typeof data !== 'object' || data === null) return false;
  const { bin_id: bin, clicked_at: clicked } = data as Record<string, unknown>;
  return typeof bin === 'string' && typeof clicked === 'string';
}

async function loadSender(binId: string, signal: AbortSignal) {
  const { items } = await client.get('/api/webhooks', { query: { limit: MAX_WEBHOOKS }, signal });
  return items.find(({ url }) => url === `/bin/${binId}` || url === `${location.origin}/bin/${binId}`) ?? null;
}

async function loadArrivals(binId: string, signal: AbortSignal) {
  const query = { limit: MAX_ARRIVALS };
  const { items } = await client.get('/api/bins/{id}/requests', { path: { id: binId }, query, signal });
  return items.map(({ id, received_at, signature, body }) => ({ id, received_at, signature, event: eventIn(body) }));
}

/** Undefined: not an event of Carillon. */
function eventIn(body: string): { id: string; type: string; data: unknown } | undefined {
  try {
    const { id, type, data } = JSON.parse(body) as Record<string, unknown>;
    return typeof id === 'string' && typeof type === 'string' ? { id, type, data } : undefined;
  } catch {
    return undefined;
  }
}
