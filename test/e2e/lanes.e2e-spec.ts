import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { DeliveryStore } from '../../src/webhooks/queue/delivery-store.js';
import { LaneStore } from '../../src/webhooks/queue/lane-store.js';
import { LANES_CHANNEL, readWake, type LaneWake } from '../../src/webhooks/queue/lane-wake.js';
import type { LockingSession } from '../support/database/locking-session.js';
import { openRivalSessions, plantEventBody, type RivalSessions } from '../support/database/rival-sessions.js';
import { until } from '../support/until.js';

let rivals: RivalSessions;
let view: LockingSession;
let first: LockingSession;
let second: LockingSession;
let endpointId: string;
let event: string;
const claimId = newId();
const heard = (): LaneWake[] => view.heard.map(readWake);

beforeAll(async () => {
  rivals = await openRivalSessions();
  ({ view, first, second } = rivals);
});

afterAll(() => rivals.close());

beforeEach(async () => {
  endpointId = newId();
  event = await plantEventBody(view);
});

describe('lanes between two sessions', () => {
  const dueInMs = async () => {
    const sql = `SELECT extract(epoch FROM due_at - now())::float8 * 1000 AS due FROM webhook_lanes WHERE endpoint_id = $1`;
    const [row] = await view.query<{ due: number }>(sql, [endpointId]);
    return row?.due;
  };

  it('a lane that is woken while it is handed back is due', async () => {
    await new LaneStore(first).wake([endpointId]);
    expect(await new LaneStore(first).claim(claimId, { limit: 100 })).toContain(endpointId);
    await first.query('BEGIN');
    // It found nothing, and says so in a moment.
    expect(await new LaneStore(first).handBack(claimId, [endpointId])).toBeNull();
    await second.query('BEGIN');
    await new DeliveryStore(second).enqueue([delivery()]);
    const woken = new LaneStore(second).wake([endpointId]);
    await view.seesWaiting(second);
    await first.query('COMMIT');
    await woken;
    await second.query('COMMIT');
    expect(await dueInMs()).toBeLessThanOrEqual(0);
    expect(await new LaneStore(first).claim(claimId, { limit: 100 })).toEqual([endpointId]);
  });

  it('a lane that is handed back during a wake-up is due, even if the wake-up changed nothing', async () => {
    await new LaneStore(first).wake([endpointId]);
    await new LaneStore(first).claim(claimId, { limit: 100 });
    await second.query('BEGIN');
    await new DeliveryStore(second).enqueue([delivery()]);
    await new LaneStore(second).wake([endpointId]);
    await first.query('BEGIN');
    const handedBack = new LaneStore(first).handBack(claimId, [endpointId]);
    await view.seesWaiting(first);
    await second.query('COMMIT');
    expect(await handedBack).toBeLessThanOrEqual(0);
    await first.query('COMMIT');
    expect(await dueInMs()).toBeLessThanOrEqual(0);
  });

  it('a lane that is being woken delays no claim of other lanes', async () => {
    const other = newId();
    await new LaneStore(first).wake([endpointId, other]);
    await second.query('BEGIN');
    await new LaneStore(second).wake([endpointId]);
    const claimed = await new LaneStore(first).claim(claimId, { limit: 1_000 });
    expect([claimed.includes(endpointId), claimed.includes(other)]).toEqual([false, true]);
    await second.query('COMMIT');
  });

  it('a wake-up tells all processes which lanes have work and how many of them no process holds, once it is committed', async () => {
    await view.query(`LISTEN ${LANES_CHANNEL}`);
    const asleep = newId();
    await new LaneStore(first).wake([endpointId]);
    await new LaneStore(first).claim(claimId, { limit: 100 });
    await until(() => view.heard.length > 0);
    view.heard.length = 0;
    await second.query('BEGIN');
    await new LaneStore(second).wake([newId()]);
    await second.query('ROLLBACK');
    await new LaneStore(second).wake([endpointId, asleep], { by: 'somebody', isBehind: true });
    await until(() => view.heard.length > 0);
    const endpointIds = new Set([endpointId, asleep]);
    expect(heard()).toEqual([{ endpointIds, isBehind: true, asleep: 1, by: 'somebody' }]);
    await new LaneStore(second).wake([endpointId, asleep]);
    await until(() => view.heard.length > 1);
    expect(heard()[1]).toEqual({ endpointIds, isBehind: false, asleep: 0, by: '' });
    await view.query(`UNLISTEN ${LANES_CHANNEL}`);
  });

  it('a lane that its holder offers is free at once, but not for a process that takes only what others leave', async () => {
    await view.query(`LISTEN ${LANES_CHANNEL}`);
    await new LaneStore(first).wake([endpointId]);
    await new LaneStore(first).claim(claimId, { limit: 100 });
    await new DeliveryStore(first).enqueue([delivery()]);
    await until(() => view.heard.length > 0);
    view.heard.length = 0;
    await first.query('BEGIN');
    await new LaneStore(first).offer(claimId, [endpointId], 'holder');
    await first.query('COMMIT');
    await until(() => view.heard.length > 0);
    expect(heard()).toEqual([{ endpointIds: new Set(), isBehind: false, asleep: 1, by: 'holder' }]);
    expect(await new LaneStore(second).countDue()).toBeGreaterThan(0);
    expect(await new LaneStore(second).claim(newId(), { limit: 100, freeForMs: 60_000 })).not.toContain(endpointId);
    expect(await new LaneStore(second).claim(newId(), { limit: 100, except: [endpointId] })).not.toContain(endpointId);
    expect(await new LaneStore(second).claim(newId(), { limit: 100 })).toContain(endpointId);
    // A holder that lost the lane meanwhile cannot give it away.
    await new LaneStore(first).offer(claimId, [endpointId], 'holder');
    expect(await new LaneStore(first).claim(newId(), { limit: 100 })).not.toContain(endpointId);
    await view.query(`UNLISTEN ${LANES_CHANNEL}`);
  });

  it('a wake-up of any number of lanes fits into the payloads of notifications', async () => {
    await view.query(`LISTEN ${LANES_CHANNEL}`);
    await until(() => view.heard.length > 0);
    view.heard.length = 0;
    const many = Array.from({ length: 2_000 }, () => newId());
    await new LaneStore(second).wake(many, { by: newId() });
    await until(() => view.heard.length === 10);
    expect(new Set(heard().flatMap(({ endpointIds }) => [...(endpointIds ?? [])]))).toEqual(new Set(many));
    await new LaneStore(second).wake([...many, newId()]);
    await until(() => view.heard.length === 11);
    expect(heard()[10]).toMatchObject({ endpointIds: undefined, asleep: 1 });
    await view.query(`UNLISTEN ${LANES_CHANNEL}`);
  });

  it.each(['', 'epoch', 'more', '{"lanes":[]}', 'again x y z', '1234'])(
    'a notification "%s" that no version sends makes a process look at all lanes',
    (payload) => {
      expect(readWake(payload)).toMatchObject({ endpointIds: undefined, asleep: 1 });
    },
  );

  it('two wake-ups of the same lanes in opposite order do not deadlock', async () => {
    const lanes = Array.from({ length: 20 }, () => newId());
    const wake = async (session: LockingSession, ids: string[]) => {
      for (let round = 0; round < 30; round += 1) {
        await session.query('BEGIN');
        await new LaneStore(session).wake(ids);
        await session.query('COMMIT');
      }
    };
    await Promise.all([wake(first, lanes), wake(second, lanes.toReversed())]);
    expect(await new LaneStore(first).renew(claimId, lanes)).toEqual([]);
  });

  it('a renewal locks lanes in the order of a wake-up, without a deadlock', async () => {
    const [low = '', high = ''] = [newId(), newId()].toSorted();
    // The higher id comes first in the table.
    const sql = 'INSERT INTO webhook_lanes (endpoint_id, due_at, claim_id) VALUES ($1, now(), $2)';
    for (const id of [high, low]) await view.query(sql, [id, claimId]);
    await second.query('BEGIN');
    await new LaneStore(second).wake([low]);
    await first.query('BEGIN');
    const renewed = new LaneStore(first).renew(claimId, [low, high]);
    await view.seesWaiting(first);
    await new LaneStore(second).wake([high]);
    await second.query('COMMIT');
    expect((await renewed).toSorted()).toEqual([low, high]);
    await first.query('COMMIT');
  });

  it('a lane of a deleted endpoint is removed only once it is empty and unused', async () => {
    const [waiting, held, filled] = [newId(), newId(), newId()];
    await add('retry', waiting);
    await add('held', held);
    await new LaneStore(first).wake([endpointId, waiting, held, filled]);
    await second.query('BEGIN');
    await new LaneStore(second).wake([filled]);
    await first.query('BEGIN');
    await new LaneStore(first).forget([endpointId, waiting, held, filled]);
    await first.query('COMMIT');
    await second.query('COMMIT');
    const sql = 'SELECT endpoint_id AS id FROM webhook_lanes WHERE endpoint_id = ANY($1::uuid[]) ORDER BY 1';
    const left = await view.query<{ id: string }>(sql, [[endpointId, waiting, held, filled]]);
    expect(left.map(({ id }) => id)).toEqual([waiting, held, filled].toSorted());
  });

  async function add(state: string, endpoint: string): Promise<void> {
    await view.query(
      `INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state)
       VALUES ($1, $2, 1, $3, $3, 'ticket.created', $4)`,
      [newId(), endpoint, event, state],
    );
  }

  function delivery() {
    return { endpointId, position: 1, eventId: event, type: 'ticket.created', orderingKey: null, enrichedData: null };
  }
});
