import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { Kind, Records } from './kinds.js';
import type { Filters } from './filters.js';
import type { AlertStatus } from './search.js';

export const RECORDS = 'records';
export const RECORD = 'record';
export const MACHINE_HISTORY = 'machine-history';
const PAGE = 100;

export interface RecordPage<K extends Kind> {
  readonly items: readonly Records[K][];
  readonly next_cursor: string | null;
}

/** Newest first. */
export function recordsQuery<K extends Kind>(kind: K, filters: Filters) {
  return infiniteQueryOptions({
    queryKey: [RECORDS, kind, filters] as const,
    queryFn: ({ pageParam, signal }) => LISTS[kind]({ filters, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: kind },
  });
}

export function recordQuery<K extends Kind>(kind: K, id: string) {
  return queryOptions({
    queryKey: [RECORD, kind, id] as const,
    queryFn: ({ signal }) => loadRecord(kind, id, signal),
    meta: { room: kind },
  });
}

export function loadRecord<K extends Kind>(kind: K, id: string, signal?: AbortSignal): Promise<Records[K]> {
  return ONE[kind]({ path: { id }, ...(signal && { signal }) });
}

interface OneRequest {
  readonly path: { readonly id: string };
  readonly signal?: AbortSignal;
}

const ONE: { readonly [K in Kind]: (request: OneRequest) => Promise<Records[K]> } = {
  companies: (request) => client.get('/api/companies/{id}', request),
  assets: (request) => client.get('/api/assets/{id}', request),
  machines: (request) => client.get('/api/machines/{id}', request),
  alerts: (request) => client.get('/api/alerts/{id}', request),
};

/** Who decided, and from where; newest first. */
export function machineHistoryQuery(id: string) {
  return queryOptions({
    queryKey: [MACHINE_HISTORY, id] as const,
    queryFn: async ({ signal }) =>
      (await client.get('/api/machines/{id}/history', { path: { id }, query: { limit: 20 }, signal })).items,
    meta: { room: 'machines' },
  });
}

interface PageRequest {
  readonly filters: Filters;
  readonly cursor: string | null;
  readonly signal: AbortSignal;
}

const LISTS: { readonly [K in Kind]: (request: PageRequest) => Promise<RecordPage<K>> } = {
  companies: ({ filters: { q }, ...page }) => client.get('/api/companies', at(page, { q })),
  assets: ({ filters: { q, status, asset_type: type, company_id: company }, ...page }) =>
    client.get('/api/assets', at(page, { q, asset_type: type, company_id: company, status: joined(status) })),
  machines: ({ filters: { q, status, company_id: company }, ...page }) =>
    client.get('/api/machines', at(page, { q, company_id: company, status: joined(status) })),
  alerts: ({ filters: { status, severity, alert_type: type, source }, ...page }) =>
    client.get(
      '/api/alerts',
      at(page, { status: status as AlertStatus | undefined, alert_type: type, source, severity: joined(severity) }),
    ),
};

function at<Q extends object>({ cursor, signal }: Omit<PageRequest, 'filters'>, filters: Q) {
  const set = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [N in keyof Q]: Exclude<Q[N], undefined>;
  };
  return { query: { ...set, limit: PAGE, ...(cursor !== null && { cursor }) }, signal };
}

/** For parameters of which the server takes several, joined by commas. */
function joined(values: string | readonly string[] | undefined): string[] | undefined {
  return values === undefined ? undefined : [[values].flat().join(',')];
}
