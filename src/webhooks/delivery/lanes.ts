import { Inject, Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { LOG_RESET } from '../../events/log-history.js';
import { bisect } from '../../common/bisect.js';
import { SECRET_UNREADABLE } from '../endpoint-errors.js';
import { DeliveryQueue, LEASE_MS, type DeliveryRow } from './delivery-queue.js';
import { DeliveryResults } from './delivery-results.js';
import { findForbidden, type OwnedDelivery } from './delivery-rights.js';
import { EndpointTargets } from './endpoint-targets.js';
import { Lane } from './lane.js';
import type { QueuedDelivery } from './queued-delivery.js';
import { QueuedEvents } from './queued-events.js';
import { UnreadableLanes } from './unreadable-lanes.js';

/** Lanes of dead receivers are kept while they wait for a retry, so there must be many more than work at a time. */
const MOST_LANES = 2_000;
/** Deliveries in memory; beyond, each lane gets only as many more as keep it going. */
const MOST_ROWS = 20_000;
const SCARCE_ROWS = 8;
/** Before the lease ends by the database's clock. */
const LEASE_MARGIN_MS = 1_000;
const AFTER_FAULT_MS = 1_000;
const NO_EVENT = 'The event is past its retention.';
const NO_RIGHT = 'The recipient is inactive or may not see it any more.';

/** The lanes that this process holds, and the reading of what is in them. */
@Injectable()
export class Lanes {
  @Inject(UnreadableLanes) private readonly unreadable: UnreadableLanes;
  private readonly lanes = new Map<string, Lane>();
  /** Grows whenever rights may have changed: a check that was under way meanwhile counts for nothing. */
  private distrusted = 0;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly results: DeliveryResults,
    private readonly targets: EndpointTargets,
    private readonly events: QueuedEvents,
  ) {}

  async open(): Promise<void> {
    await this.queue.open();
    await this.results.open();
  }

  /** Gives all lanes back, for others to take. */
  async close(): Promise<void> {
    // Their leases run out by themselves if this fails.
    await this.handBack(this.all).catch(() => null);
    await this.queue.close();
  }

  get all(): Lane[] {
    return [...this.lanes.values()];
  }

  get isEmpty(): boolean {
    return this.lanes.size === 0;
  }

  has(lane: Lane): boolean {
    return this.lanes.get(lane.id) === lane;
  }

  /** Takes over lanes that are due and nobody's, and reads what all lanes lack. */
  async fill(): Promise<void> {
    await this.claim();
    const lanes = this.all;
    const hungry = lanes.filter((lane) => lane.room > 0 || lane.needsRetries);
    if (hungry.length === 0) return;
    const most = lanes.reduce((sum, lane) => sum + lane.size, 0) > MOST_ROWS ? SCARCE_ROWS : Number.POSITIVE_INFINITY;
    const reads = hungry.map((lane) => ({ lane, room: Math.min(lane.room, most), wantsRetries: lane.needsRetries }));
    for (const lane of hungry) lane.beginRead();
    try {
      await this.refresh(hungry);
      await this.read(reads.filter(({ lane }) => this.has(lane)));
    } catch (error) {
      for (const lane of hungry) lane.rescan();
      throw error;
    }
  }

  /** @param endpointIds left out: whoever recorded something may have put it into any lane */
  expectMore(endpointIds: Iterable<string> = this.lanes.keys()): void {
    for (const id of endpointIds) {
      const lane = this.lanes.get(id);
      if (lane !== undefined) lane.mayHaveMore = true;
    }
  }

  /** @param endpointIds left out: all */
  rescan(endpointIds: Iterable<string> = this.lanes.keys()): void {
    for (const id of endpointIds) this.lanes.get(id)?.rescan();
  }

  /** After a reset of the log: what is in memory may not be in the database. All is read anew. */
  @OnEvent(LOG_RESET)
  readAnew(): void {
    this.events.forget();
    for (const lane of this.lanes.values()) {
      lane.clear();
      lane.rescan();
    }
  }

  distrust(keys: ReadonlySet<string>, userIds: ReadonlySet<string>): void {
    this.distrusted += 1;
    for (const lane of this.lanes.values()) lane.distrust(keys, userIds);
  }

  /** Looks once more whether what waits in a lane may be sent; when that fails, the lane pauses for a second. */
  async check(lane: Lane): Promise<void> {
    lane.isBeingChecked = true;
    const nowMs = performance.now();
    const rows = lane.unchecked(nowMs);
    // Before the question: whatever is distrusted while it is under way stays distrusted.
    for (const row of rows) row.checkedAtMs = nowMs;
    try {
      await this.refresh([lane]);
      await this.cancelForbidden(rows.map((delivery) => ({ delivery, target: lane.target, lane })));
    } catch (error) {
      for (const row of rows) row.checkedAtMs = Number.NEGATIVE_INFINITY;
      lane.pausedUntilMs = nowMs + AFTER_FAULT_MS;
      throw error;
    } finally {
      lane.isBeingChecked = false;
    }
  }

  /** Keeps the leases; a lane that another process took is let go. Looks for what is due at old positions, too. */
  async renew(): Promise<void> {
    const endsAtMs = performance.now() + LEASE_MS - LEASE_MARGIN_MS;
    this.events.forget();
    const held = this.all;
    if (held.length === 0) return;
    const kept = new Set(await this.queue.renew(held.map(({ id }) => id)));
    for (const lane of held) {
      if (!kept.has(lane.id)) this.drop(lane);
      lane.leaseEndsAtMs = endsAtMs;
      lane.rescan();
    }
  }

  /** @returns milliseconds until one of the lanes that were given back is due; null: none is */
  async handBackIdle(nowMs: number): Promise<number | null> {
    return this.handBack(this.all.filter((lane) => lane.isIdle(nowMs)));
  }

  async handBack(lanes: readonly Lane[]): Promise<number | null> {
    if (lanes.length === 0) return null;
    // First here, so that nothing is sent any more.
    for (const lane of lanes) this.drop(lane);
    return this.queue.handBack(lanes.map(({ id }) => id));
  }

  private async claim(): Promise<void> {
    const free = MOST_LANES - this.lanes.size;
    if (free <= 0) return;
    const endsAtMs = performance.now() + LEASE_MS - LEASE_MARGIN_MS;
    const claimed = (await this.queue.claim(free, this.unreadable.current())).filter((id) => !this.lanes.has(id));
    if (claimed.length === 0) return;
    const { targets, missing, unreadable } = await this.targets.load(claimed);
    for (const target of targets) this.lanes.set(target.id, new Lane(target, endsAtMs));
    await this.leaveToOthers(unreadable);
    await this.abandon(missing);
  }

  /** Another process may have the key. If none has, a delivery says why it waits. */
  private async leaveToOthers(endpointIds: readonly string[]): Promise<void> {
    if (endpointIds.length === 0) return;
    this.unreadable.leave(endpointIds);
    for (const id of endpointIds) {
      const lane = this.lanes.get(id);
      if (lane !== undefined) this.drop(lane);
    }
    await this.queue.explain(endpointIds, SECRET_UNREADABLE);
    await this.queue.handBack(endpointIds);
  }

  /** What was changed at an endpoint holds for the very next request. */
  private async refresh(lanes: readonly Lane[]): Promise<void> {
    const { targets, missing, unreadable } = await this.targets.load(lanes.map(({ id }) => id));
    for (const target of targets) this.lanes.get(target.id)?.update(target);
    await this.leaveToOthers(unreadable);
    await this.abandon(missing);
    const inactive = lanes.filter(({ target }) => !target.isActive);
    if (inactive.length === 0) return;
    await this.queue.hold(inactive.map(({ id }) => id));
    for (const lane of inactive) lane.clear();
  }

  private async abandon(missing: readonly string[]): Promise<void> {
    if (missing.length === 0) return;
    await this.queue.abandon(missing);
    for (const id of missing) {
      const lane = this.lanes.get(id);
      if (lane !== undefined) this.drop(lane);
    }
  }

  private async read(reads: readonly { lane: Lane; room: number; wantsRetries: boolean }[]): Promise<void> {
    const active = reads.filter(({ lane }) => lane.target.isActive);
    const trusted = this.distrusted;
    const startedMs = performance.now();
    const retrying = active.filter(({ wantsRetries }) => wantsRetries).map(({ lane }) => lane.id);
    const reading = active.filter(({ room }) => room > 0);
    const places = reading.map(({ lane, room }) => ({ endpointId: lane.id, after: lane.readAfter, limit: room }));
    const [retryRows, pendingRows] = await Promise.all([
      retrying.length === 0 ? [] : this.queue.retries(retrying),
      places.length === 0 ? [] : this.queue.pending(places),
    ]);
    const retries = await this.assemble(retryRows);
    const pending = await this.assemble(pendingRows);
    const fresh = [...retries, ...pending].filter((row) => this.lanes.get(row.endpointId)?.knows(row.id) === false);
    const allowed = await this.cancelForbidden(fresh.flatMap((delivery) => this.owned(delivery)));
    if (this.distrusted === trusted) for (const row of allowed) row.checkedAtMs = startedMs;
    for (const { lane, room } of active) {
      lane.addRetries(retries.filter((row) => row.endpointId === lane.id && allowed.has(row)));
      const found = pendingRows.filter((row) => row.endpoint_id === lane.id);
      const own = pending.filter((row) => row.endpointId === lane.id && allowed.has(row));
      if (room > 0) lane.addPending(own, found.at(-1)?.position);
      if (room > 0 && found.length === room) lane.mayHaveMore = true;
    }
  }

  private async assemble(rows: readonly DeliveryRow[]): Promise<QueuedDelivery[]> {
    if (rows.length === 0) return [];
    const { deliveries, withoutEvent, unreadable } = await this.events.assemble(rows);
    if (withoutEvent.length > 0) await this.results.cancel(withoutEvent, NO_EVENT);
    for (const { deliveryId, error } of unreadable) await this.results.fail(deliveryId, error);
    return deliveries;
  }

  private owned(delivery: QueuedDelivery): (OwnedDelivery & { lane: Lane })[] {
    const lane = this.lanes.get(delivery.endpointId);
    return lane === undefined ? [] : [{ delivery, target: lane.target, lane }];
  }

  /** @returns those that may be sent */
  private async cancelForbidden(owned: readonly (OwnedDelivery & { lane: Lane })[]): Promise<Set<QueuedDelivery>> {
    const allowed = new Set(owned.map(({ delivery }) => delivery));
    if (owned.length === 0) return allowed;
    const forbidden = new Set<QueuedDelivery>();
    const cancelled: string[] = [];
    await bisect(owned, {
      work: async (some) => {
        for (const delivery of await findForbidden(this.queue.reader, some)) {
          forbidden.add(delivery);
          cancelled.push(delivery.id);
        }
      },
      // Whether it may be sent cannot be decided: it is not, and says why.
      setAside: async ({ delivery }, error) => {
        forbidden.add(delivery);
        await this.results.fail(delivery.id, error);
      },
    });
    if (forbidden.size === 0) return allowed;
    if (cancelled.length > 0) await this.results.cancel(cancelled, NO_RIGHT);
    for (const { delivery, lane } of owned) {
      if (!forbidden.has(delivery)) continue;
      allowed.delete(delivery);
      lane.discard(delivery);
    }
    return allowed;
  }

  private drop(lane: Lane): void {
    lane.clear();
    if (this.has(lane)) this.lanes.delete(lane.id);
  }
}
