/** Which failed deliveries are to be sent again, as `POST /api/webhooks/queue/retry-failed` takes it. */
export interface RetryPlan {
  readonly since?: string;
  readonly until?: string;
  readonly types?: string[];
  readonly webhook_id?: string;
}

export const SPANS = ['1h', '24h', '7d', 'all', 'custom'] as const;
export type Span = (typeof SPANS)[number];

/** As the form has it. */
export interface PlanFields {
  readonly span: Span;
  /** Of `custom`: local times as `<input type="datetime-local">` has them; empty: without an end. */
  readonly from: string;
  readonly to: string;
  readonly types: string[];
  readonly webhook: string | null;
}

export function planOf({ span, from, to, types, webhook }: PlanFields): RetryPlan {
  const since = span === 'custom' ? instant(from) : span;
  const until = span === 'custom' ? instant(to) : undefined;
  return {
    ...(since !== undefined && since !== 'all' && { since }),
    ...(until !== undefined && { until }),
    ...(types.length > 0 && { types }),
    ...(webhook !== null && { webhook_id: webhook }),
  };
}

function instant(local: string): string | undefined {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
