import { describe, expect, it } from '@jest/globals';
import { EventRing } from '../../src/realtime/event-ring.js';
import type { LoggedEvent } from '../../src/events/logged-event.js';
import { Random } from '../support/input/random.js';

const CAPACITY = 50;

function event(position: number, data = '{}'): LoggedEvent {
  return {
    position,
    id: `event ${position}`,
    type: 'ticket.updated',
    category: 'tickets',
    source: 'desk',
    actor: { id: null, name: 'Ada', type: 'user' },
    userId: null,
    companyId: null,
    orderingKey: null,
    entityId: null,
    scope: 'all',
    visibleTo: null,
    occurredAt: new Date(0),
    data,
    changes: null,
    embed: null,
    notify: null,
    hops: 0,
  };
}

function positionsIn(ring: EventRing, range: { after: number; upTo: number; limit?: number }): number[] {
  return ring.page({ limit: 1_000, ...range }).events.map(({ position }) => position);
}

describe('the ring of the newest events', () => {
  it('holds nothing but the newest, and says from where on', () => {
    const ring = new EventRing(CAPACITY, 1e9);
    for (let position = 7; position <= 100; position += 1) ring.append(event(position));
    expect([ring.start, ring.end]).toEqual([50, 100]);
    expect(ring.covers({ after: 50, upTo: 100 })).toBe(true);
    expect(ring.covers({ after: 49, upTo: 100 })).toBe(false);
    expect(ring.covers({ after: 60, upTo: 101 })).toBe(false);
    expect(positionsIn(ring, { after: 97, upTo: 99 })).toEqual([98, 99]);
  });

  it('cuts a page at so many positions, erased ones included, and says how far it got', () => {
    const ring = new EventRing(CAPACITY, 1e9);
    for (const position of [1, 2, 5, 6]) ring.append(event(position));
    expect(ring.page({ after: 0, upTo: 6, limit: 4 })).toMatchObject({
      reached: 4,
      events: [{ position: 1 }, { position: 2 }],
    });
    expect(ring.page({ after: 4, upTo: 6, limit: 4 })).toMatchObject({
      reached: 6,
      events: [{ position: 5 }, { position: 6 }],
    });
  });

  it('cuts a page at 2 MiB, and never returns none of what there is', () => {
    const ring = new EventRing(CAPACITY, 1e9);
    const large = JSON.stringify('x'.repeat(1_500_000));
    for (const position of [1, 2, 3]) ring.append(event(position, large));
    expect(ring.page({ after: 0, upTo: 3, limit: 500 }).reached).toBe(2);
    expect(ring.page({ after: 2, upTo: 3, limit: 500 }).reached).toBe(3);
  });

  it('is bounded in bytes: large events push out more, and one that is too large empties it', () => {
    const ring = new EventRing(CAPACITY, 20_000);
    for (let position = 1; position <= 40; position += 1) ring.append(event(position, JSON.stringify('x'.repeat(400))));
    expect(ring.end - ring.start).toBeLessThan(20);
    expect(positionsIn(ring, { after: ring.start, upTo: ring.end })).toHaveLength(ring.end - ring.start);
    ring.append(event(41, JSON.stringify('x'.repeat(40_000))));
    expect(ring.isEmpty).toBe(true);
    ring.append(event(42));
    expect([ring.start, ring.end]).toEqual([41, 42]);
  });

  it('takes older events only where they fit without a gap, and no more than there is room for', () => {
    const ring = new EventRing(CAPACITY, 1e9);
    for (let position = 101; position <= 140; position += 1) ring.append(event(position));
    expect(ring.prepend({ after: 80, upTo: 99 }, [event(90)])).toBe(false);
    expect(ring.start).toBe(100);
    const older = Array.from({ length: 30 }, (_, index) => event(71 + index));
    expect(ring.prepend({ after: 70, upTo: 100 }, older)).toBe(true);
    expect([ring.start, ring.end]).toEqual([90, 140]);
    expect(positionsIn(ring, { after: 90, upTo: 140 })).toEqual(Array.from({ length: 50 }, (_, index) => 91 + index));
  });

  it('after any sequence of changes gives what a plain list would give', () => {
    const random = Random.forRun();
    console.log(`SEED=${random.seed} npm test -- test/unit/event-ring`);
    const ring = new EventRing(CAPACITY, 60_000);
    let log: LoggedEvent[] = [];
    let end = 0;
    for (let step = 0; step < 3_000; step += 1) {
      const kind = random.int(0, 19);
      if (kind === 0) {
        ring.restart(end);
      } else if (kind < 4 && !ring.isEmpty) {
        const range = { after: Math.max(0, ring.start - 10), upTo: ring.start };
        ring.prepend(
          range,
          log.filter(({ position }) => position > range.after && position <= range.upTo),
        );
      } else {
        // Some positions are erased before they are seen.
        end += 1 + random.int(0, 2);
        const next = event(end, JSON.stringify('x'.repeat(random.int(0, 2_000))));
        log = [...log.slice(-200), next];
        ring.append(next);
      }
      if (ring.isEmpty) continue;
      expect(ring.end - ring.start).toBeLessThanOrEqual(CAPACITY);
      const after = ring.start + random.int(0, ring.end - ring.start - 1);
      const upTo = after + 1 + random.int(0, ring.end - after - 1);
      expect(positionsIn(ring, { after, upTo })).toEqual(
        log.map(({ position }) => position).filter((position) => position > after && position <= upTo),
      );
    }
  });
});
