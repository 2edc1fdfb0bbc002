import type { Span } from '../ui/time-span.js';

/** Which failed deliveries to send again, in the form of `POST /api/webhooks/queue/retry-failed`. */
export interface RetryPlan extends Span {
  readonly types?: string[];
  readonly webhook_id?: string;
}

/** The form's values. */
export interface PlanFields {
  readonly span: Span;
  readonly types: string[];
  readonly webhook: string | null;
}

export function planOf({ span, types, webhook }: PlanFields): RetryPlan {
  return { ...span, ...(types.length > 0 && { types }), ...(webhook !== null && { webhook_id: webhook }) };
}
