import { Injectable } from '@nestjs/common';
import { Metrics } from '../../common/metrics.js';

/** After this time the lane is tried again: it may have a new secret, which this process can open. */
const LEFT_FOR_MS = 10_000;

/**
 * Lanes whose secret this process cannot open: its SECRETS_KEY is not the one that sealed it. Another process may have the
 * key, so they are handed back at once and not claimed for a while.
 */
@Injectable()
export class UnreadableLanes {
  private readonly untilMs = new Map<string, number>();

  constructor(metrics: Metrics) {
    metrics.readGauge(
      'carillon_webhooks_unreadable',
      'Endpoints with work that this process leaves to others, because its SECRETS_KEY opens no secret of theirs.',
      () => this.current().length,
    );
  }

  leave(endpointIds: readonly string[]): void {
    const untilMs = performance.now() + LEFT_FOR_MS;
    for (const id of endpointIds) this.untilMs.set(id, untilMs);
  }

  /** Ids of endpoints that are not to be claimed now. */
  current(): string[] {
    const nowMs = performance.now();
    for (const [id, untilMs] of this.untilMs) if (untilMs <= nowMs) this.untilMs.delete(id);
    return [...this.untilMs.keys()];
  }
}
