import type { Lane } from './lane.js';
import type { QueuedDelivery } from './queued-delivery.js';

/** In flight longer than this, a request gives its slot back, and its lane shrinks until it answers faster. */
const SLOW_MS = 250;
const MOST_SLOW = 512;

interface Flight {
  readonly lane: Lane;
  readonly startedMs: number;
}

/** The process's requests in flight: quick ones share a few slots, so slow ones must not keep them. */
export class Slots {
  // In the order of their start, as maps keep it.
  private readonly quick = new Map<QueuedDelivery, Flight>();
  private readonly slow = new Set<QueuedDelivery>();

  constructor(private readonly limit: number) {}

  get hasRoom(): boolean {
    return this.quick.size < this.limit;
  }

  get inFlight(): number {
    return this.quick.size + this.slow.size;
  }

  start(row: QueuedDelivery, lane: Lane): void {
    this.quick.set(row, { lane, startedMs: performance.now() });
  }

  end(row: QueuedDelivery): void {
    const flight = this.quick.get(row);
    if (flight === undefined) {
      this.slow.delete(row);
      return;
    }
    this.quick.delete(row);
    if (performance.now() - flight.startedMs < SLOW_MS) flight.lane.isSlow = false;
  }

  /** To be called every few milliseconds while anything is in flight. */
  sweep(nowMs: number): void {
    for (const [row, { lane, startedMs }] of this.quick) {
      if (nowMs - startedMs < SLOW_MS || this.slow.size >= MOST_SLOW) return;
      this.quick.delete(row);
      this.slow.add(row);
      lane.isSlow = true;
    }
  }
}
