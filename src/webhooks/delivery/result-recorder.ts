import { Injectable } from '@nestjs/common';
import { DeliveryFeed } from './delivery-feed.js';
import { DeliveryResults } from './delivery-results.js';
import type { SendOutcome } from './delivery-sender.js';
import { EndpointHealth } from './endpoint-health.js';
import type { Lane } from './lane.js';
import type { QueuedDelivery } from './queued-delivery.js';

/** What is due later leaves memory and is found by its time. */
const SOON_MS = 60_000;
const DISABLING_MS = 2_000;

/** Takes down what a request came to: in the tables, in the health of its endpoint, and in the lane's order. */
@Injectable()
export class ResultRecorder {
  constructor(
    private readonly results: DeliveryResults,
    private readonly health: EndpointHealth,
    private readonly feed: DeliveryFeed,
  ) {}

  record(lane: Lane, row: QueuedDelivery, outcome: SendOutcome): void {
    if (outcome.kind === 'ours') {
      row.dueAtMs = performance.now() + outcome.waitMs;
      lane.releaseSlot();
      lane.retryLater(row);
      return;
    }
    const { result, endpointIsGone } = outcome;
    const { dueInMs } = result;
    const isSoon = dueInMs !== null && dueInMs <= SOON_MS;
    if (isSoon) lane.releaseSlot();
    else lane.release(row);
    if (result.state === 'success') this.health.success(lane.id);
    else this.health.failure(lane.id);
    if (endpointIsGone) this.disable(lane);
    this.results.add(result, (stored) => {
      this.feed.show(row.id);
      if (isSoon && stored.dueInMs === null) {
        lane.giveUp(row);
        return;
      }
      if (!isSoon) {
        lane.forget(row);
        return;
      }
      row.attempts = result.attempts;
      row.tries = result.tries;
      row.waitedMs = result.waitedMs;
      row.dueAtMs = performance.now() + dueInMs;
      lane.retryLater(row);
    });
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    await this.results.close();
    // Only figures: the deliveries themselves are stored.
    await this.health.store().catch(() => []);
  }

  /** At once: nothing more is sent until it is seen whether that is stored. */
  private disable(lane: Lane): void {
    lane.pausedUntilMs = performance.now() + DISABLING_MS;
    this.health.gone(lane.id);
  }
}
