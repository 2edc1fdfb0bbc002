import { Inject, Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { bisect } from '../../common/bisect.js';
import { LOG_RESET } from '../../events/log-history.js';
import { DeliveryFeed } from '../deliveries/delivery-feed.js';
import { SECRET_UNREADABLE } from '../endpoints/endpoint-errors.js';
import { DeliveryQueue, type QueuedRow } from '../queue/delivery-queue.js';
import { LEASE_MS } from '../queue/lane-store.js';
import type { QueuedDelivery } from '../queue/queued-delivery.js';
import { DeliveryResults } from './delivery-results.js';
import { findForbidden, type OwnedDelivery } from './delivery-rights.js';
import { EndpointTargets } from './endpoint-targets.js';
import { LaneShare, type ClaimAllowance } from './lane-share.js';
import { Lane, type LaneRead } from './lane.js';
import { QueuedEvents } from './queued-events.js';
import { UnreadableLanes } from './unreadable-lanes.js';

/** Many more than work at a time, since lanes of dead receivers are kept while they wait for a retry. */
const MAX_LANES = 2_000;
/** Deliveries in memory. Above this number each read of a lane brings only `SCARCE_ROWS`. */
const MAX_ROWS = 20_000;
const SCARCE_ROWS = 8;
/** Sending stops this long before the lease ends by the database's clock. */
const LEASE_MARGIN_MS = 1_000;
const AFTER_FAULT_MS = 1_000;
const NO_EVENT = 'The event is past its retention.';
const NO_RIGHT = 'The recipient is inactive or may no longer see it.';

/** What was known when a check of rights began. */
interface CheckStart {
  readonly invalidations: number;
  readonly startedMs: number;
}

/** The lanes that this process holds, and the reading of what is in them. */
@Injectable()
export class Lanes {
  @Inject(UnreadableLanes) private readonly unreadable: UnreadableLanes;
  @Inject(LaneShare) private readonly share: LaneShare;
  @Inject(DeliveryFeed) private readonly feed: DeliveryFeed;
  private readonly lanes = new Map<string, Lane>();
  /** Grows when rights may have changed: a check that was under way at that moment does not count. */
  private invalidations = 0;
  /** When to look for lanes to claim, on this process's monotonic clock. Reads of lanes that are held need no claim. */
  private claimAtMs = 0;

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

  /**
   * Claims lanes that are due and free, and reads for all lanes that need rows.
   *
   * @returns whether there may be more to claim
   */
  async fill(): Promise<boolean> {
    const isMore = performance.now() >= this.claimAtMs && (await this.claim());
    await this.readHungry();
    return isMore;
  }

  private async readHungry(): Promise<void> {
    const lanes = this.all;
    const hungry = lanes.filter((lane) => lane.isHungry);
    if (hungry.length === 0) return;
    const maxRows = lanes.reduce((sum, lane) => sum + lane.size, 0) > MAX_ROWS ? SCARCE_ROWS : Number.POSITIVE_INFINITY;
    const reads = hungry.map((lane) => ({ lane, read: lane.beginRead(maxRows) }));
    // Before the endpoints are loaded: a check with an owner as loaded before a change does not count.
    const since = { invalidations: this.invalidations, startedMs: performance.now() };
    try {
      await this.refresh(hungry);
      await this.read(
        reads.filter(({ lane }) => this.has(lane)),
        since,
      );
    } catch (error) {
      for (const lane of hungry) lane.rescan();
      throw error;
    }
  }

  /** Any lane may have new work, held here or not. */
  expectAnything(): void {
    this.wantClaim();
    this.expectMore();
  }

  /** @param endpointIds left out: all. @returns how many of them are held here */
  expectMore(endpointIds: Iterable<string> = this.lanes.keys()): number {
    const held = this.heldOf(endpointIds);
    for (const lane of held) lane.expectMore();
    return held.length;
  }

  /** @param endpointIds left out: all. @returns how many of them are held here */
  rescan(endpointIds: Iterable<string> = this.lanes.keys()): number {
    const held = this.heldOf(endpointIds);
    for (const lane of held) lane.rescan();
    return held.length;
  }

  /** Lanes may be due and free then. @param inMs left out: now */
  wantClaim(inMs = 0): void {
    this.claimAtMs = Math.min(this.claimAtMs, performance.now() + inMs);
  }

  /** After a reset of the log: memory may differ from the database, so everything is read again. */
  @OnEvent(LOG_RESET)
  readAnew(): void {
    this.events.forget();
    for (const lane of this.lanes.values()) {
      lane.clear();
      lane.rescan();
    }
  }

  invalidateRights(keys: ReadonlySet<string>, userIds: ReadonlySet<string>): void {
    this.invalidations += 1;
    for (const lane of this.lanes.values()) lane.invalidateRights(keys, userIds);
  }

  /** Checks the rights of what waits in a lane. When the check itself fails, the lane pauses for a second. */
  async check(lane: Lane): Promise<void> {
    const rows = lane.beginCheck(performance.now());
    try {
      await this.refresh([lane]);
      await this.cancelForbidden(rows.map((delivery) => ({ delivery, target: lane.target, lane })));
      lane.endCheck(performance.now());
    } catch (error) {
      const nowMs = performance.now();
      lane.failCheck(rows, { nowMs, resumesAtMs: nowMs + AFTER_FAULT_MS });
      throw error;
    }
  }

  /** Renews the leases and drops lanes that another process took. Also finds what became due at old positions. */
  async renew(): Promise<void> {
    const endsAtMs = performance.now() + LEASE_MS - LEASE_MARGIN_MS;
    this.events.forget();
    const held = this.all;
    if (held.length === 0) return;
    const kept = new Set(await this.queue.renew(held.map(({ id }) => id)));
    for (const lane of held) {
      if (!kept.has(lane.id)) {
        this.drop(lane);
        continue;
      }
      lane.keepUntil(endsAtMs);
      lane.rescan();
    }
  }

  /** @returns milliseconds until the first of the lanes that were handed back is due; null: none is */
  async handBackIdle(nowMs: number): Promise<number | null> {
    return this.handBack(this.all.filter((lane) => lane.isIdle(nowMs)));
  }

  /** Gives up what is above the fair share of this process. */
  async shed(): Promise<void> {
    const drained = await this.share.shed(this.all);
    if (drained.length === 0) return;
    for (const lane of drained) this.drop(lane);
    await this.queue.offer(drained.map(({ id }) => id));
  }

  async handBack(lanes: readonly Lane[]): Promise<number | null> {
    if (lanes.length === 0) return null;
    // In memory first, so that nothing is sent any more.
    for (const lane of lanes) this.drop(lane);
    const dueInMs = await this.queue.handBack(lanes.map(({ id }) => id));
    if (dueInMs !== null) this.wantClaim(dueInMs);
    return dueInMs;
  }

  /** @returns whether there may be more to claim */
  private async claim(): Promise<boolean> {
    const room = MAX_LANES - this.lanes.size;
    if (room <= 0) return false;
    // Before anything is read, which does not see what is woken meanwhile.
    this.claimAtMs = Number.POSITIVE_INFINITY;
    let isMore = true;
    try {
      const allowance = await this.share.allowance(this.lanes.size);
      const limit = Math.min(allowance.limit, room);
      const endsAtMs = performance.now() + LEASE_MS - LEASE_MARGIN_MS;
      const found = await this.queue.claim({ ...allowance, limit, except: this.unreadable.current() });
      await this.takeOver(found, { endsAtMs, allowance });
      isMore = found.length === limit;
    } finally {
      // Also after a fault.
      if (isMore) this.wantClaim();
    }
    return isMore;
  }

  private async takeOver(
    found: readonly string[],
    { endsAtMs, allowance }: { endsAtMs: number; allowance: ClaimAllowance },
  ): Promise<void> {
    const claimed = found.filter((id) => !this.lanes.has(id));
    if (claimed.length === 0) return;
    const { targets, missing, unreadable } = await this.targets.load(claimed);
    for (const target of targets) {
      const lane = new Lane(target, endsAtMs);
      this.lanes.set(target.id, lane);
      this.share.claimed(lane, allowance);
    }
    await this.leaveToOthers(unreadable);
    await this.abandon(missing);
  }

  /** Another process may have the key. If none has, the deliveries say why they wait. */
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

  /** Loads the endpoints again, so that changes apply to the next request. Holds deliveries of disabled ones. */
  private async refresh(lanes: readonly Lane[]): Promise<void> {
    const { targets, missing, unreadable } = await this.targets.load(lanes.map(({ id }) => id));
    for (const target of targets) this.lanes.get(target.id)?.update(target);
    await this.leaveToOthers(unreadable);
    await this.abandon(missing);
    const inactive = lanes.filter(({ target }) => !target.isActive);
    if (inactive.length === 0) return;
    const held = await this.queue.hold(inactive.map(({ id }) => id));
    for (const id of held.toReversed()) this.feed.show(id);
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

  private async read(reads: readonly { lane: Lane; read: LaneRead }[], since: CheckStart): Promise<void> {
    const active = reads.filter(({ lane }) => lane.target.isActive);
    const retrying = active.filter(({ read }) => read.wantsRetries).map(({ lane }) => lane.id);
    const reading = active.filter(({ read }) => read.room > 0);
    const places = reading.map(({ lane, read: { after, room } }) => ({ endpointId: lane.id, after, limit: room }));
    const [retryRows, pendingRows] = await Promise.all([
      retrying.length === 0 ? [] : this.queue.retries(retrying),
      places.length === 0 ? [] : this.queue.pending(places),
    ]);
    const retries = await this.assemble(retryRows);
    const pending = await this.assemble(pendingRows);
    const fresh = [...retries, ...pending].filter((row) => this.lanes.get(row.endpointId)?.knows(row.id) === false);
    const allowed = await this.cancelForbidden(fresh.flatMap((delivery) => this.owned(delivery)));
    if (this.invalidations === since.invalidations) for (const row of allowed) row.checkedAtMs = since.startedMs;
    for (const { lane, read } of active) {
      const own = (row: QueuedDelivery) => row.endpointId === lane.id && allowed.has(row);
      const found = pendingRows.filter((row) => row.endpoint_id === lane.id);
      const rows = { found: found.length, readUpTo: found.at(-1)?.position };
      lane.endRead(read, { ...rows, pending: pending.filter(own), retries: retries.filter(own) });
    }
  }

  private async assemble(rows: readonly QueuedRow[]): Promise<QueuedDelivery[]> {
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

  /** Cancels deliveries that may no longer be sent. @returns the others */
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
      // It cannot be decided whether this one may be sent, so it fails, and says why.
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

  private heldOf(endpointIds: Iterable<string>): Lane[] {
    return [...endpointIds].flatMap((id) => this.lanes.get(id) ?? []);
  }

  private drop(lane: Lane): void {
    lane.release();
    if (this.has(lane)) this.lanes.delete(lane.id);
  }
}
