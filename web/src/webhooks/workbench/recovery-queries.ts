import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { laterOf, RECOVERIES, type Webhook } from '../queries.js';

/** `24h`, or local times in the form of their fields; `until` empty: now. */
export interface Window {
  readonly since: string;
  readonly until: string;
}

export type Job = Awaited<ReturnType<typeof loadJob>>;

/** How many deliveries a recovery would send again. */
export function planQuery(webhook: Webhook, window: Window) {
  const { id } = webhook;
  return queryOptions({
    queryKey: ['webhook-plan', id, window] as const,
    queryFn: ({ signal }) =>
      client.post('/api/webhooks/{id}/recover', {
        path: { id },
        body: { ...bodyOf(webhook, window), dry_run: true },
        signal,
      }),
    placeholderData: keepPreviousData,
    // Missed deliveries grow with time, so they are counted when shown.
    gcTime: 0,
    retry: false,
  });
}

/** Pushes keep it up to date. */
export function jobQuery(id: string, jobId: string) {
  return queryOptions({
    queryKey: [RECOVERIES, jobId] as const,
    queryFn: async ({ client: cache, queryKey, signal }) => {
      const found = await loadJob(id, jobId, signal);
      return laterOf(found, cache.getQueryData<Job>(queryKey));
    },
    meta: { room: 'webhooks' },
  });
}

/** @returns the id of the job */
export async function startRecovery(webhook: Webhook, window: Window): Promise<string | null> {
  const path = { id: webhook.id };
  const { job_id: job } = await client.post('/api/webhooks/{id}/recover', { path, body: bodyOf(webhook, window) });
  return job;
}

function loadJob(id: string, jobId: string, signal: AbortSignal) {
  return client.get('/api/webhooks/{id}/recover/{jobId}', { path: { id, jobId }, signal });
}

function bodyOf({ created_at: created }: Webhook, { since, until }: Window) {
  return { since: moment(since, created), ...(until !== '' && { until: moment(until, created) }) };
}

/** Adds the zone to a local time. A duration does not reach back beyond the webhook's creation. */
function moment(text: string, createdAt: string): string {
  const [, count, unit] = /^(\d+)([hd])$/.exec(text) ?? [];
  if (count === undefined) {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? text : time.toISOString();
  }
  const ms = Number(count) * (unit === 'h' ? 3_600_000 : 86_400_000);
  return Date.now() - ms < Date.parse(createdAt) ? createdAt : text;
}
