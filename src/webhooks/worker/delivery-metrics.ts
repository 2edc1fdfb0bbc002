import { Injectable } from '@nestjs/common';
import { Metrics } from '../../common/metrics.js';
import type { QueuedDelivery } from '../queue/queued-delivery.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Older events come from a recovery, or from a person who sends one again. */
const MAX_AGE_MS = 3_600_000;

/** `ours`: nothing was wrong with the receiver; no attempt is spent. The others are as in the log's `action`. */
export type AttemptOutcome = 'success' | 'retry' | 'wait' | 'failed' | 'gone' | 'ours';

/** Requests to webhooks, of this process. */
@Injectable()
export class DeliveryMetrics {
  private readonly attempts;
  private readonly seconds;
  private readonly firstByte;

  constructor(metrics: Metrics) {
    this.attempts = metrics.counter('carillon_delivery_attempts_total', 'Attempts of deliveries, by outcome.', [
      'outcome',
    ]);
    this.seconds = metrics.histogram('carillon_delivery_seconds', 'Duration of an attempt, until its answer is read.', {
      buckets: SECONDS,
    });
    this.firstByte = metrics.histogram(
      'carillon_accept_to_first_byte_seconds',
      'From the acceptance of an event to the start of its first request to a webhook.',
      { buckets: SECONDS },
    );
  }

  /** Later attempts wait on purpose, so they do not count. */
  started({ tries, event }: QueuedDelivery): void {
    const ageMs = Date.now() - event.occurredAt.getTime();
    // The clocks of two machines may differ.
    if (tries === 0 && ageMs <= MAX_AGE_MS) this.firstByte.observe(Math.max(0, ageMs) / 1_000);
  }

  /** @param durationMs left out: nothing was sent */
  ended(outcome: AttemptOutcome, durationMs?: number): void {
    this.attempts.inc({ outcome });
    if (durationMs !== undefined) this.seconds.observe(durationMs / 1_000);
  }
}
