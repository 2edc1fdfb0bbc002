import { Injectable } from '@nestjs/common';
import { ServerProcesses } from '../../database/server-processes.js';
import { DeliveryQueue } from '../queue/delivery-queue.js';
import type { Lane } from './lane.js';

/** Of one claim. When much is due at once, processes that claim at the same time get about as many each. */
const MAX_CLAIMED = 64;
/** Fewer lanes are not worth moving. */
const MIN_SHARE = 4;
/** A process with its share takes only lanes that no other took for so long: it may be frozen, or lack the key. */
const LEFT_OVER_MS = 2_000;
/** Keeps lanes from going to and fro: this much above the share is not given up, and what no one else took, stays. */
const TOLERANCE = 0.05;
const MIN_TOLERANCE = 2;
const LEFT_OVER_STAYS_MS = 60_000;
/** Lanes that begin to drain at once. */
const MAX_SHED = 64;
/** A receiver that answers so slowly keeps its lane here for now. */
const DRAIN_MS = 2_000;
const DRAIN_AGAIN_MS = 10_000;

export interface ClaimAllowance {
  readonly limit: number;
  readonly freeForMs: number;
}

/** How many lanes this process may claim, and which of them it gives up, so that all that deliver have about as many. */
@Injectable()
export class LaneShare {
  private readonly staysUntilMs = new WeakMap<Lane, number>();
  private readonly drainsSinceMs = new WeakMap<Lane, number>();

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly processes: ServerProcesses,
  ) {}

  /** @param held lanes that this process has */
  async allowance(held: number): Promise<ClaimAllowance> {
    if (this.isAlone) return { limit: MAX_CLAIMED, freeForMs: 0 };
    const missing = (await this.size()) - held;
    return missing > 0
      ? { limit: Math.min(MAX_CLAIMED, missing), freeForMs: 0 }
      : { limit: MAX_CLAIMED, freeForMs: LEFT_OVER_MS };
  }

  claimed(lane: Lane, { freeForMs }: ClaimAllowance): void {
    if (freeForMs > 0) this.staysUntilMs.set(lane, performance.now() + LEFT_OVER_STAYS_MS);
  }

  /** Lets lanes above the share drain. @returns those that have, to be offered to other processes */
  async shed(lanes: readonly Lane[]): Promise<Lane[]> {
    const nowMs = performance.now();
    const draining = lanes.filter(({ mode }) => mode === 'draining');
    const drained = draining.filter(({ isDrained }) => isDrained);
    for (const lane of draining) if (!lane.isDrained && this.isLate(lane, nowMs)) lane.stopDraining(nowMs);
    if (!this.isAlone) await this.drain(lanes, nowMs);
    return drained;
  }

  private async drain(lanes: readonly Lane[], nowMs: number): Promise<void> {
    const size = await this.size();
    const staying = lanes.filter(({ mode }) => mode !== 'draining');
    if (staying.length <= size + Math.max(MIN_TOLERANCE, Math.ceil(size * TOLERANCE))) return;
    const movable = staying.filter((lane) => nowMs >= (this.staysUntilMs.get(lane) ?? 0));
    // First those that can go at once.
    const inTurn = [...movable.filter(({ isQuiet }) => isQuiet), ...movable.filter(({ isQuiet }) => !isQuiet)];
    for (const lane of inTurn.slice(0, Math.min(MAX_SHED, staying.length - size))) {
      if (lane.beginDraining()) this.drainsSinceMs.set(lane, nowMs);
    }
  }

  /** Its turn comes again later. */
  private isLate(lane: Lane, nowMs: number): boolean {
    const isLate = nowMs - (this.drainsSinceMs.get(lane) ?? nowMs) > DRAIN_MS;
    if (isLate) this.staysUntilMs.set(lane, nowMs + DRAIN_AGAIN_MS);
    return isLate;
  }

  private get isAlone(): boolean {
    return this.processes.count('delivery') <= 1;
  }

  /** Counted each time: a share that is too small leaves lanes without a holder. */
  private async size(): Promise<number> {
    return Math.max(MIN_SHARE, Math.ceil((await this.queue.countDue()) / this.processes.count('delivery')));
  }
}
