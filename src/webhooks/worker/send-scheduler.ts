import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import type { QueuedDelivery } from '../queue/queued-delivery.js';
import { DeliveryResults } from './delivery-results.js';
import { DeliverySender } from './delivery-sender.js';
import type { Lane } from './lane.js';
import { Lanes } from './lanes.js';

const SHUTDOWN_MS = 10_000;
const FAULT_PAUSE_MS = 1_000;
/** A request in flight for longer gives its slot back, and its lane counts as slow until it answers faster. */
const SLOW_MS = 250;
const MAX_SLOW = 512;

/** Sends from the lanes in turn while there are free slots. */
@Injectable()
export class SendScheduler {
  /** Called when a lane needs a read. */
  onHungry: () => void = () => undefined;
  /** Called when a lane has to pause, because rights could not be checked or a request could not be started. */
  onFault: (error: unknown) => void = () => undefined;
  private readonly slots: Slots;
  /** Lanes that may have something to send, in turn. */
  private readonly ready: Lane[] = [];
  private readonly queued = new Set<Lane>();
  private isStarted = false;

  constructor(
    config: AppConfig,
    private readonly lanes: Lanes,
    private readonly sender: DeliverySender,
    private readonly results: DeliveryResults,
  ) {
    this.slots = new Slots(config.webhook.workerConcurrency);
  }

  /** Gives every lane a turn. Called every few milliseconds: retries fall due, and rates allow more, as time passes. */
  run(): void {
    this.slots.sweep(performance.now());
    for (const lane of this.lanes.all) this.enqueue(lane);
    this.pump();
  }

  start(): void {
    this.isStarted = true;
  }

  /** Starts no more requests. Those in flight go on. */
  stop(): void {
    this.isStarted = false;
  }

  /** Stops for good. Requests in flight get ten seconds, and their results are stored. */
  async close(): Promise<void> {
    this.stop();
    const patience = setTimeout(() => void this.sender.abort(), SHUTDOWN_MS);
    await this.sender.settled();
    clearTimeout(patience);
    await this.results.close();
  }

  private enqueue(lane: Lane): void {
    if (this.queued.has(lane)) return;
    this.queued.add(lane);
    this.ready.push(lane);
  }

  /** One delivery for each turn of a lane, so that a long lane does not keep short ones waiting. */
  private pump(): void {
    const nowMs = performance.now();
    while (this.slots.hasRoom && this.isStarted) {
      const lane = this.ready.shift();
      if (lane === undefined) return;
      this.queued.delete(lane);
      if (this.trySend(lane, nowMs)) this.enqueue(lane);
    }
  }

  /** A fault pauses its own lane for a second, and no other. */
  private trySend(lane: Lane, nowMs: number): boolean {
    try {
      return this.sendNext(lane, nowMs);
    } catch (error) {
      lane.pauseUntil(nowMs + FAULT_PAUSE_MS);
      this.onFault(error);
      return false;
    }
  }

  private sendNext(lane: Lane, nowMs: number): boolean {
    if (!this.sender.mayStart(lane.target, nowMs)) return false;
    const next = lane.take(nowMs);
    if (next === undefined) return false;
    if (next === 'unchecked') {
      this.lanes
        .check(lane)
        .catch((error: unknown) => this.onFault(error))
        .finally(() => this.continueWith(lane));
      return false;
    }
    this.slots.start(next, lane);
    this.sender.send(next, lane, (outcome) => {
      this.slots.end(next);
      this.results.record(lane, next, outcome);
      this.continueWith(lane);
    });
    return true;
  }

  private continueWith(lane: Lane): void {
    this.enqueue(lane);
    this.pump();
    if (lane.isHungry) this.onHungry();
  }
}

interface Flight {
  readonly lane: Lane;
  readonly startedMs: number;
}

/** The requests in flight of this process. Quick ones share a few slots, which slow ones must not keep. */
class Slots {
  // In the order of their start, as maps keep it.
  private readonly quick = new Map<QueuedDelivery, Flight>();
  private readonly slow = new Set<QueuedDelivery>();

  constructor(private readonly limit: number) {}

  get hasRoom(): boolean {
    return this.quick.size < this.limit;
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
    if (performance.now() - flight.startedMs < SLOW_MS) flight.lane.setSlow(false);
  }

  /** To be called every few milliseconds while anything is in flight. */
  sweep(nowMs: number): void {
    for (const [row, { lane, startedMs }] of this.quick) {
      if (nowMs - startedMs < SLOW_MS || this.slow.size >= MAX_SLOW) return;
      this.quick.delete(row);
      this.slow.add(row);
      lane.setSlow(true);
    }
  }
}
