import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '../common/metrics.js';
import type { ResyncReason, ServerMessage } from './protocol.js';

/** `complete`: the socket went live. `interrupted`: it closed before. `failed`: it was dropped because of an error. */
export type ReplayOutcome = 'complete' | 'interrupted' | 'failed';

/** What this process sends to its sockets. */
@Injectable()
export class RealtimeMetrics {
  private readonly pushes: Counter<'message'>;
  private readonly replays: Counter<'outcome'>;
  private readonly resyncs: Counter<'reason'>;
  /** A lookup by label hashes it, which a replay of thousands of frames would notice. */
  private readonly pushesOf = new Map<ServerMessage, Counter.Internal>();

  constructor(private readonly metrics: Metrics) {
    this.pushes = metrics.counter('carillon_pushes_total', 'Messages sent to sockets, one per socket.', ['message']);
    this.replays = metrics.counter('carillon_replays_total', 'Replays of missed pushes, by outcome.', ['outcome']);
    this.resyncs = metrics.counter('carillon_resyncs_total', 'Cursors that could not be resumed, by reason.', [
      'reason',
    ]);
  }

  /** @param count how many sockets are connected to this process */
  watchSockets(count: () => number): void {
    this.metrics.readGauge('carillon_sockets', 'Sockets connected to this process.', count);
  }

  countPushes(message: ServerMessage, count: number): void {
    let counter = this.pushesOf.get(message);
    if (counter === undefined) {
      counter = this.pushes.labels({ message });
      this.pushesOf.set(message, counter);
    }
    counter.inc(count);
  }

  countReplay(outcome: ReplayOutcome): void {
    this.replays.inc({ outcome });
  }

  countResync(reason: ResyncReason): void {
    this.resyncs.inc({ reason });
  }
}
