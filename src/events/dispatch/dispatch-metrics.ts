import { Injectable } from '@nestjs/common';
import { Metrics } from '../../common/metrics.js';
import type { LoggedEvent } from '../logged-event.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `own`: dispatched by this process; `carrier`: handed over by another; `log`: read from PostgreSQL. */
const BATCH_SOURCES = ['own', 'carrier', 'log'] as const;
type BatchSource = (typeof BATCH_SOURCES)[number];

/** Counters of recording and dispatching, of this process. */
@Injectable()
export class DispatchMetrics {
  private readonly recordedEvents;
  private readonly dispatchedEvents;
  private readonly quarantinedEvents;
  private readonly seconds;
  private readonly lag;
  private readonly batches;

  constructor(private readonly metrics: Metrics) {
    this.recordedEvents = metrics.counter('carillon_events_recorded_total', 'Events committed to the queue.');
    this.dispatchedEvents = metrics.counter('carillon_events_dispatched_total', 'Events given a position in the log.');
    this.quarantinedEvents = metrics.counter(
      'carillon_events_quarantined_total',
      'Events set aside as undispatchable.',
    );
    this.seconds = metrics.histogram('carillon_dispatch_seconds', 'Duration of a dispatch transaction.', {
      buckets: SECONDS,
    });
    this.lag = metrics.histogram('carillon_dispatch_lag_seconds', 'From the recording of an event to its position.', {
      buckets: SECONDS,
    });
    this.batches = metrics.counter(
      'carillon_tail_batches_total',
      'Batches of the log passed on, by where they came from.',
      ['source'],
    );
    for (const source of BATCH_SOURCES) this.batches.inc({ source }, 0);
  }

  passedOn(source: BatchSource): void {
    this.batches.inc({ source });
  }

  watchTail(readLag: () => number): void {
    this.metrics.readGauge(
      'carillon_tail_lag_events',
      'Positions of the log that this process knows of and has not passed on yet.',
      readLag,
    );
  }

  recorded(count: number): void {
    this.recordedEvents.inc(count);
  }

  dispatched(events: readonly LoggedEvent[], durationMs: number): void {
    this.dispatchedEvents.inc(events.length);
    this.seconds.observe(durationMs / 1_000);
    const now = Date.now();
    // The clocks of two machines may differ.
    for (const { occurredAt } of events) this.lag.observe(Math.max(0, now - occurredAt.getTime()) / 1_000);
  }

  quarantined(): void {
    this.quarantinedEvents.inc();
  }
}
