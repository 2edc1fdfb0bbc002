import type { BinRequest } from '@carillon/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

export const BIN_REQUESTS = 'bin-requests';
/** As many as the server keeps. */
export const MAX_REQUESTS = 100;

export type Bin = Awaited<ReturnType<typeof loadBin>>;

export function binQuery(id: string) {
  return queryOptions({ queryKey: ['bin', id] as const, queryFn: ({ signal }) => loadBin(id, signal) });
}

/** Newest first, without headers and bodies, which are loaded for the shown request only. */
export function binRequestsQuery(id: string) {
  return queryOptions({
    queryKey: [BIN_REQUESTS, id] as const,
    queryFn: ({ signal }) => loadRequests(id, signal),
    meta: { room: `bin:${id}` },
  });
}

/** A recorded request never changes. */
export function binRequestQuery(id: string, requestId: string) {
  return queryOptions({
    queryKey: ['bin-request', id, requestId] as const,
    queryFn: ({ signal }) => client.get('/api/bins/{id}/requests/{requestId}', { path: { id, requestId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The person's webhooks that send to this bin. */
export function senderQuery(id: string) {
  return queryOptions({
    queryKey: ['webhooks', 'of-bin', id] as const,
    queryFn: async ({ signal }) => {
      const { items } = await client.get('/api/webhooks', { query: { limit: 200 }, signal });
      return items.find(({ url }) => url === `/bin/${id}` || url === `${location.origin}/bin/${id}`) ?? null;
    },
    meta: { room: 'webhooks' },
  });
}

function loadBin(id: string, signal: AbortSignal) {
  return client.get('/api/bins/{id}', { path: { id }, signal });
}

async function loadRequests(id: string, signal: AbortSignal): Promise<BinRequest[]> {
  const requests: BinRequest[] = [];
  for (let cursor: string | null | undefined; cursor !== null && requests.length < MAX_REQUESTS;) {
    const page = await client.get('/api/bins/{id}/requests', {
      path: { id },
      query: { limit: MAX_REQUESTS, ...(cursor !== undefined && { cursor }) },
      signal,
    });
    requests.push(...page.items.map(({ headers: _headers, body: _body, body_encoding: _encoding, ...rest }) => rest));
    cursor = page.next_cursor;
  }
  return requests;
}
