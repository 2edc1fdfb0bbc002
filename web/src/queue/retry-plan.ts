import type { Span } from '../ui/time-span.js';

/** Which failed deliveries are to be sent again, as `POST /api/webhooks/queue/retry-failed` takes it. */
export interface RetryPlan extends Span {
  readonly types?: string[];
  readonly webhook_id?: string;
}

/** As the form has it. */
export interface PlanFields {
  readonly span: Span;
  readonly types: string[];
  readonly webhook: string | null;
}

export function planOf({ span, types, webhook }: PlanFields): RetryPlan {
  return { ...span, ...(types.length > 0 && { types }), ...(webhook !== null && { webhook_id: webhook }) };
}
