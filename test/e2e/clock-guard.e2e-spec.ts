import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { keepIdsAfter, newId } from '../../src/common/ids.js';
import { SessionCleanup } from '../../src/auth/session-cleanup.js';
import { ClockGuard } from '../../src/database/clock-guard.js';
import { EventRetention } from '../../src/events/event-retention.js';
import { Stage } from '../support/servers/stage.js';

const HOUR_MS = 3_600_000;

let running: Stage;
let guard: ClockGuard;

beforeAll(async () => {
  running = await Stage.start();
  guard = running.get(ClockGuard);
});
afterAll(() => running.close());

/** As if the clock had been looked at so long ago (negative: so far in the future), and had settled then. */
const lastSeen = (ago: string) =>
  running.dataSource.query(
    `UPDATE clock_marks SET seen_at = now() - $1::interval, trusted_at = now() - $1::interval, settles_at = now() - $1::interval`,
    [ago],
  );

const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

beforeEach(() => lastSeen('1 hour'));
afterEach(() => keepIdsAfter(0));

describe('a clock that decides what is old enough to be deleted', () => {
  it('is trusted while it advances normally', async () => {
    const now = await guard.trustedTime();
    expect(Math.abs((now?.getTime() ?? 0) - Date.now())).toBeLessThan(HOUR_MS);
  });

  it('is not trusted while this machine and the database disagree', async () => {
    expect(await guard.trustedTime(new Date(Date.now() + 2 * HOUR_MS))).toBeUndefined();
    expect(await guard.trustedTime(new Date(Date.now() - 2 * HOUR_MS))).toBeUndefined();
    expect(await guard.trustedTime()).toBeDefined();
  });

  it.each(['21 days', '-21 days', '3650 days'])(
    'is not trusted after a jump (last seen %s ago) until it has been stable for a day',
    async (ago) => {
      await lastSeen(ago);
      expect(await guard.trustedTime()).toBeUndefined();
      expect(await guard.trustedTime()).toBeUndefined();
      await running.dataSource.query(`UPDATE clock_marks SET settles_at = now() - interval '1 minute'`);
      expect(await guard.trustedTime()).toBeDefined();
    },
  );

  it('deletes no session and no partition after a jump', async () => {
    const { id: userId } = await running.accounts.person('user');
    const id = newId();
    await running.dataSource.query(
      `INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() - interval '20 days')`,
      [id, userId],
    );
    await running.dataSource.query(
      `CREATE TABLE event_bodies_p1 PARTITION OF event_bodies
         FOR VALUES FROM ('00000000-0000-0000-0000-000000000000') TO ('00000001-0000-0000-0000-000000000000')`,
    );
    const left = async () => [
      (await running.dataSource.query<unknown[]>('SELECT 1 FROM sessions WHERE id = $1', [id])).length,
      (await running.dataSource.query<unknown[]>(`SELECT 1 FROM pg_class WHERE relname = 'event_bodies_p1'`)).length,
    ];
    const clean = async () => {
      await running.get(SessionCleanup).deleteEnded();
      await running.get(EventRetention).hourly();
    };
    await lastSeen('21 days');
    await clean();
    expect(await left()).toEqual([1, 1]);
    await lastSeen('1 hour');
    await clean();
    expect(await left()).toEqual([0, 0]);
  });

  it('creates no ids earlier than the last trusted time, for a day', async () => {
    await lastSeen('-21 days');
    await guard.trustedTime();
    expect(timeOf(newId())).toBeGreaterThan(Date.now() + 20 * 24 * HOUR_MS);
    await running.dataSource.query(`UPDATE clock_marks SET settles_at = now() - interval '1 minute'`);
    await guard.trustedTime();
    expect(Math.abs(timeOf(newId()) - Date.now())).toBeLessThan(HOUR_MS);
  });

  it('creates increasing ids, even within one millisecond', () => {
    const ids = Array.from({ length: 5_000 }, newId);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => (one < other ? -1 : 1)));
  });
});
