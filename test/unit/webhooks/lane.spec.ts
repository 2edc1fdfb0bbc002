import { beforeEach, describe, expect, it } from '@jest/globals';
import type { QueuedDelivery } from '../../../src/webhooks/queue/queued-delivery.js';
import type { EndpointTarget } from '../../../src/webhooks/worker/endpoint-target.js';
import { Lane, type LaneRows } from '../../../src/webhooks/worker/lane.js';

const LEASE_MS = 60_000;
let lane: Lane;
let nowMs: number;

beforeEach(() => {
  nowMs = performance.now();
  lane = new Lane({ id: 'endpoint', rateLimit: 0, concurrency: 4, owner: null } as EndpointTarget, nowMs + LEASE_MS);
});

function row(id: string, values: Partial<QueuedDelivery> = {}): QueuedDelivery {
  return { id, position: 1, orderingKey: null, checkedAtMs: nowMs, dueAtMs: nowMs, ...values } as QueuedDelivery;
}

function read(rows: readonly QueuedDelivery[], more: Partial<LaneRows> = {}): void {
  const begun = lane.beginRead(100);
  lane.endRead(begun, { pending: rows, retries: [], found: rows.length, readUpTo: rows.at(-1)?.position, ...more });
}

const takenId = (atMs = nowMs) => {
  const next = lane.take(atMs);
  return typeof next === 'object' ? next.id : next;
};

describe('the modes of a lane', () => {
  it('a paused lane starts nothing until the longest pause is over', () => {
    read([row('a')]);
    lane.pauseUntil(nowMs + 200);
    lane.pauseUntil(nowMs + 100);
    expect([lane.mode, takenId(nowMs + 150)]).toEqual(['paused', undefined]);
    expect([takenId(nowMs + 200), lane.mode]).toEqual(['a', 'sending']);
  });

  it('a lane under check starts nothing, and continues after the check', () => {
    read([row('a', { checkedAtMs: Number.NEGATIVE_INFINITY })]);
    expect(lane.take(nowMs)).toBe('unchecked');
    expect(lane.beginCheck(nowMs).map(({ id }) => id)).toEqual(['a']);
    expect([lane.mode, takenId()]).toEqual(['checking', undefined]);
    lane.endCheck(nowMs);
    expect(takenId()).toBe('a');
  });

  it('a pause that begins during a check continues after it', () => {
    lane.beginCheck(nowMs);
    lane.pauseUntil(nowMs + 100);
    lane.endCheck(nowMs);
    read([row('a')]);
    expect([lane.mode, takenId()]).toEqual(['paused', undefined]);
    expect(takenId(nowMs + 100)).toBe('a');
  });

  it('a failed check pauses the lane, and its rows are checked again', () => {
    read([row('a', { checkedAtMs: Number.NEGATIVE_INFINITY })]);
    const rows = lane.beginCheck(nowMs);
    lane.failCheck(rows, { nowMs, resumesAtMs: nowMs + 100 });
    expect([lane.mode, lane.take(nowMs), lane.take(nowMs + 100)]).toEqual(['paused', undefined, 'unchecked']);
  });

  it('rights that are invalidated during a check stay invalid', () => {
    read([row('a', { orderingKey: 'ticket', checkedAtMs: Number.NEGATIVE_INFINITY })]);
    lane.beginCheck(nowMs);
    lane.invalidateRights(new Set(['ticket']), new Set());
    lane.endCheck(nowMs);
    expect(lane.take(nowMs)).toBe('unchecked');
  });

  it('a released lane starts nothing, not even a returned retry', () => {
    const [sent, waiting] = [row('sent'), row('waiting', { position: 2 })];
    read([sent, waiting]);
    expect(takenId()).toBe('sent');
    lane.release();
    lane.requestEnded(sent, { keepsKey: true });
    lane.retryLater(sent, nowMs);
    lane.pauseUntil(nowMs);
    lane.beginCheck(nowMs);
    lane.endCheck(nowMs);
    expect([lane.mode, lane.size, takenId(nowMs + 1), lane.isHungry]).toEqual(['released', 0, undefined, false]);
  });

  it('a draining lane starts and reads nothing, and has drained only once the last result is stored', () => {
    read([row('a'), row('b')]);
    const sent = lane.take(nowMs);
    if (typeof sent !== 'object') throw new Error('There is a row.');
    expect([lane.isQuiet, lane.beginDraining(), lane.isDrained]).toEqual([false, true, false]);
    lane.rescan();
    expect([takenId(), lane.isHungry, lane.beginCheck(nowMs).length, lane.mode]).toEqual([
      undefined,
      false,
      0,
      'draining',
    ]);
    lane.requestEnded(sent, { keepsKey: false });
    expect(lane.isDrained).toBe(false);
    lane.forget(sent);
    expect(lane.isDrained).toBe(true);
    lane.stopDraining(nowMs);
    expect([lane.mode, lane.isHungry, takenId()]).toEqual(['sending', true, 'b']);
  });

  it('only a sending lane drains, and a pause that begins meanwhile follows', () => {
    read([row('a')]);
    expect(lane.beginDraining()).toBe(true);
    lane.pauseUntil(nowMs + 100);
    expect([lane.mode, lane.beginDraining()]).toEqual(['draining', false]);
    lane.stopDraining(nowMs);
    expect([lane.mode, lane.beginDraining(), lane.isDrained]).toEqual(['paused', false, false]);
    expect([takenId(), takenId(nowMs + 100)]).toEqual([undefined, 'a']);
    lane.release();
    expect([lane.beginDraining(), lane.mode]).toEqual([false, 'released']);
  });

  it('a lane is held until its lease ends or it is released', () => {
    expect(lane.isHeld()).toBe(true);
    lane.keepUntil(performance.now() - 1);
    expect(lane.isHeld()).toBe(false);
    lane.keepUntil(performance.now() + LEASE_MS);
    expect(lane.isHeld()).toBe(true);
    lane.release();
    expect(lane.isHeld()).toBe(false);
  });

  it('a lane whose lease expired starts nothing until it is renewed', () => {
    read([row('a')]);
    expect(takenId(nowMs + LEASE_MS)).toBeUndefined();
    lane.keepUntil(nowMs + 2 * LEASE_MS);
    lane.invalidateRights(new Set(), new Set());
    expect(lane.take(nowMs + LEASE_MS)).toBe('unchecked');
  });
});

describe('the reads of a lane', () => {
  it('the next read continues after the last', () => {
    read([row('a', { position: 7 })]);
    lane.expectMore();
    expect(lane.beginRead(100)).toMatchObject({ after: 7, wantsRetries: false });
  });

  it('a rescan during a read is kept: the next read starts from the beginning', () => {
    const begun = lane.beginRead(100);
    lane.rescan();
    lane.endRead(begun, { pending: [row('a', { position: 7 })], retries: [], found: 1, readUpTo: 7 });
    expect(lane.beginRead(100)).toMatchObject({ after: 0, wantsRetries: true });
    expect(takenId()).toBe('a');
  });

  it('a read of only retries, while enough rows wait, does not end the reading of new ones', () => {
    const rows = Array.from({ length: 30 }, (_, index) => row(`${index}`, { position: index + 1 }));
    read(rows);
    lane.rescan();
    const begun = lane.beginRead(100);
    expect(begun).toMatchObject({ room: 0, wantsRetries: true });
    lane.endRead(begun, { pending: [], retries: [], found: 0, readUpTo: undefined });
    for (const sent of rows.slice(0, 10)) {
      expect(takenId()).toBe(sent.id);
      lane.requestEnded(sent, { keepsKey: false });
      lane.forget(sent);
    }
    expect(lane.isHungry).toBe(true);
  });

  it('rows read before the lane was cleared are dropped', () => {
    const begun = lane.beginRead(100);
    lane.clear();
    lane.endRead(begun, { pending: [row('a')], retries: [row('b')], found: 1, readUpTo: 1 });
    expect([lane.size, takenId()]).toEqual([0, undefined]);
  });

  it('a delivery whose result was stored during a read is not added again', () => {
    const sent = row('a');
    read([sent]);
    lane.take(nowMs);
    lane.expectMore();
    const begun = lane.beginRead(100);
    lane.requestEnded(sent, { keepsKey: false });
    lane.forget(sent);
    lane.endRead(begun, { pending: [row('a')], retries: [], found: 1, readUpTo: 1 });
    expect(lane.size).toBe(0);
  });
});

describe('the order of a lane', () => {
  it('a successor waits until the result of its predecessor needs no retry', () => {
    const [older, newer] = [row('older', { orderingKey: 'k' }), row('newer', { orderingKey: 'k', position: 2 })];
    read([older, newer]);
    expect([takenId(), takenId()]).toEqual(['older', undefined]);
    lane.requestEnded(older, { keepsKey: true });
    expect(takenId()).toBeUndefined();
    lane.retryLater(older, nowMs + 50);
    expect([takenId(), takenId(nowMs + 50)]).toEqual([undefined, 'older']);
    lane.requestEnded(older, { keepsKey: false });
    expect(takenId()).toBe('newer');
  });

  it('the stored result of a predecessor does not free the key that its successor holds', () => {
    const rows = ['a', 'b', 'c'].map((id, index) => row(id, { orderingKey: 'k', position: index + 1 }));
    read(rows);
    expect(takenId()).toBe('a');
    if (rows[0] === undefined) throw new Error('There is a row.');
    lane.requestEnded(rows[0], { keepsKey: false });
    expect(takenId()).toBe('b');
    lane.forget(rows[0]);
    expect(takenId()).toBeUndefined();
  });
});
