import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { DeliverySender } from './delivery-sender.js';
import type { Lane } from './lane.js';
import { Lanes } from './lanes.js';
import { ResultRecorder } from './result-recorder.js';
import { Slots } from './slots.js';

const SHUTDOWN_MS = 10_000;
const FAULT_PAUSE_MS = 1_000;

/** Sends from the lanes in turn, as long as there are slots. */
@Injectable()
export class SendPump {
  /** Called when a lane has too little in memory. */
  onHungry: () => void = () => undefined;
  /** Called when a lane had to pause, since its rights could not be looked at. */
  onFault: (error: unknown) => void = () => undefined;
  private readonly slots: Slots;
  private ready: Lane[] = [];
  private isStopped = false;

  constructor(
    config: AppConfig,
    private readonly lanes: Lanes,
    private readonly sender: DeliverySender,
    private readonly recorder: ResultRecorder,
  ) {
    this.slots = new Slots(config.webhook.workerConcurrency);
  }

  /** Whatever any lane may send now. Retries fall due and rates allow more as time passes. */
  run(): void {
    this.slots.sweep(performance.now());
    for (const lane of this.lanes.all) this.enqueue(lane);
    this.pump();
  }

  /** Nothing new is sent; what is in flight gets ten seconds, and what it came to is written down. */
  async close(): Promise<void> {
    this.isStopped = true;
    const patience = setTimeout(() => void this.sender.abort(), SHUTDOWN_MS);
    await this.sender.settled();
    clearTimeout(patience);
    await this.recorder.close();
  }

  private enqueue(lane: Lane): void {
    if (lane.isQueued) return;
    lane.isQueued = true;
    this.ready.push(lane);
  }

  /** One delivery a lane and turn: a long lane does not make short ones wait. */
  private pump(): void {
    const nowMs = performance.now();
    while (this.slots.hasRoom && !this.isStopped) {
      const lane = this.ready.shift();
      if (lane === undefined) return;
      lane.isQueued = false;
      if (this.trySend(lane, nowMs)) this.enqueue(lane);
    }
  }

  /** An endpoint whose row is odd stops itself for a second, and no other. */
  private trySend(lane: Lane, nowMs: number): boolean {
    try {
      return this.sendNext(lane, nowMs);
    } catch (error) {
      lane.pausedUntilMs = nowMs + FAULT_PAUSE_MS;
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
    this.sender.send(next, lane.target, (outcome) => {
      this.slots.end(next);
      this.recorder.record(lane, next, outcome);
      this.continueWith(lane);
    });
    return true;
  }

  private continueWith(lane: Lane): void {
    this.enqueue(lane);
    this.pump();
    if (lane.room > 0) this.onHungry();
  }
}
