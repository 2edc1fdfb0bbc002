import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { BookkeepingSession } from '../../src/database/bookkeeping-session.js';
import { BatchLimit } from '../../src/events/dispatch/batch-limit.js';
import { QueueReader } from '../../src/events/dispatch/queue-reader.js';
import { type HttpAnswer, PASSWORD, type Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { DatabaseView } from '../support/database/settled.js';
import { closeSockets, connect, refused, TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

describe('fair turns in the queue', () => {
  const DESK = null;
  const SENDERS = [randomUUID(), randomUUID(), randomUUID()];

  let database: TestDatabase;
  let view: DatabaseView;
  let session: BookkeepingSession;
  let head = 0;

  beforeAll(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    session = new BookkeepingSession({ url: database.url, name: 'trial' });
  });
  afterAll(async () => {
    await session.close();
    await view.close();
    await database.drop();
  });
  beforeEach(() => view.rows('DELETE FROM event_queue'));

  interface Entry {
    readonly id: string;
    readonly sender: string | null;
  }

  /** In this order. */
  async function record(senders: readonly (string | null)[]): Promise<Entry[]> {
    const entries = senders.map((sender) => ({ id: randomUUID(), sender }));
    await view.rows(
      `INSERT INTO event_queue (event_id, sender)
     SELECT id, sender FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS e(id, sender, place) ORDER BY place`,
      [entries.map(({ id }) => id), entries.map(({ sender }) => sender)],
    );
    return entries;
  }

  /** @returns the ids of the events, in the order of their positions */
  async function take(reader: QueueReader, most: number): Promise<string[]> {
    const rows = await session.transaction((sql) => reader.take(sql, { most, head }));
    expect(rows.map(({ position }) => Number(position))).toEqual(rows.map((_, index) => head + index + 1));
    head += rows.length;
    return rows.map((row) => row.queued_id);
  }

  /** As a dispatch that fails when it meets one event. @returns ids of what was taken, or the places of what was not */
  async function dispatch(
    reader: QueueReader,
    { most, bad }: { most: number; bad: string },
  ): Promise<string[] | { seqs: number[] }> {
    let seqs: number[] = [];
    try {
      return await session.transaction(async (sql) => {
        const rows = await reader.take(sql, { most, head });
        seqs = (rows[0]?.seqs ?? '').split(',').map(Number);
        expect(seqs).toHaveLength(rows.length);
        if (rows.some((row) => row.queued_id === bad)) throw new Error('refused');
        head += rows.length;
        return rows.map((row) => row.queued_id);
      });
    } catch (error) {
      if ((error as Error).message !== 'refused') throw error;
      reader.lookFromStart();
      return { seqs };
    }
  }

  async function takeAll(reader: QueueReader, most: number): Promise<string[][]> {
    const batches: string[][] = [];
    for (;;) {
      const batch = await take(reader, most);
      if (batch.length > 0) batches.push(batch);
      if (!reader.hasMore) return batches;
    }
  }

  describe('fair turns in the queue', () => {
    it('follow the order of recording while one batch takes everything', async () => {
      const entries = await record([SENDERS[0] ?? '', DESK, SENDERS[1] ?? '', DESK, SENDERS[0] ?? '']);
      expect(await takeAll(new QueueReader(), 10)).toEqual([entries.map(({ id }) => id)]);
    });

    it('of the desk and of other senders come after one batch of a flood, which continues too', async () => {
      const [flooder = '', other = ''] = SENDERS;
      const flood = await record(Array.from({ length: 3_000 }, () => flooder));
      const honest = await record([other, DESK, other]);
      const desk = await record(Array.from({ length: 300 }, () => DESK));
      const reader = new QueueReader();
      const first = await take(reader, 100);
      const second = await take(reader, 100);
      expect(first).toEqual(flood.slice(0, 100).map(({ id }) => id));
      expect(second).toEqual(expect.arrayContaining(honest.map(({ id }) => id)));
      expect(second).toEqual(expect.arrayContaining(desk.slice(0, 79).map(({ id }) => id)));
      expect(second.filter((id) => flood.some((entry) => entry.id === id))).toHaveLength(18);
      const rest = (await takeAll(reader, 100)).flat();
      expect(new Set([...first, ...second, ...rest]).size).toBe(3_303);
    });

    it('find the event that makes a batch fail in a few rounds, though the desk records more in each', async () => {
      const [sender = '', other = ''] = SENDERS;
      const entries = await record([...Array.from({ length: 150 }, () => DESK), sender, other, sender, other]);
      const bad = entries.at(-2)?.id ?? '';
      const reader = new QueueReader();
      const limit = new BatchLimit(500);
      const taken: string[] = [];
      const spoiled: number[] = [];
      for (let round = 0; spoiled.at(-1) !== 1 && round < 200; round += 1) {
        const outcome = await dispatch(reader, { most: limit.value, bad });
        if (Array.isArray(outcome)) {
          taken.push(...outcome);
          limit.grow();
        } else {
          spoiled.push(outcome.seqs.length);
          reader.suspect(outcome.seqs);
          limit.halve(outcome.seqs.length);
        }
        entries.push(...(await record([DESK, DESK, DESK])));
      }
      expect(spoiled.at(-1)).toBe(1);
      expect(spoiled.length).toBeLessThan(10);
      await view.rows('DELETE FROM event_queue WHERE event_id = $1', [bad]);
      taken.push(...(await takeAll(reader, 500)).flat());
      for (const who of [DESK, sender, other]) {
        const ids = entries.filter((entry) => entry.sender === who && entry.id !== bad).map(({ id }) => id);
        expect(taken.filter((id) => ids.includes(id))).toEqual(ids);
      }
    });

    it('process each event once and keep the order of each sender, for any mixture and batch size', async () => {
      const anyQueue = fc.array(fc.constantFrom(DESK, ...SENDERS), { minLength: 1, maxLength: 120 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyQueue, { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 1, max: 40 }),
          async (queues, most) => {
            const reader = new QueueReader();
            const taken: string[] = [];
            const entries: Entry[] = [];
            for (const queue of queues) {
              entries.push(...(await record(queue)));
              taken.push(...(await take(reader, most)));
            }
            taken.push(...(await takeAll(reader, most)).flat());
            for (const sender of [DESK, ...SENDERS]) {
              const ids = entries.filter((entry) => entry.sender === sender).map(({ id }) => id);
              expect(taken.filter((id) => ids.includes(id))).toEqual(ids);
            }
            expect(taken).toHaveLength(entries.length);
          },
        ),
        { numRuns: 30 },
      );
    });
  });
});

describe('shares of senders', () => {
  let running: Stage;
  let person: Person;
  let other: Person;

  beforeAll(async () => {
    running = await Stage.start({
      SOCKET_LIMIT: '3',
      WRITE_RATE_LIMIT: '4',
      EVENT_RATE_LIMIT: '5',
      EVENT_DAILY_BYTES: '100000',
      UPLOAD_DAILY_BYTES: '5000',
      ACCOUNT_LOGIN_RATE_LIMIT: '3',
      BAD_TOKEN_RATE_LIMIT: '5',
      TRUST_PROXY: '1',
    });
  });
  beforeAll(async () => {
    [person, other] = [await running.accounts.person('user'), await running.accounts.person('user')];
  });
  afterEach(() => closeSockets());
  afterAll(() => running.close());

  function expectLimit(answer: HttpAnswer, limit: string): void {
    expect(answer.body).toMatchObject({ status: 429, code: 'rate_limited', limit });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  }

  const from = (address: string) => ({ 'x-forwarded-for': address });

  describe('one person’s share', () => {
    it('of sockets ends in a coded refusal, affects no other person, and is freed by closing one', async () => {
      const token = person.access_token;
      const first = await connect(running.url, { token });
      await connect(running.url, { token });
      await connect(running.url, { token });
      expect(await refused(running.url, { token })).toMatchObject({ code: 'too_many_connections' });
      await running.connect(other);
      first.close();
      await until(async () => (await refused(running.url, { token })) === null);
    });

    it('of sockets holds for simultaneous handshakes', async () => {
      const sockets = Array.from({ length: 12 }, () => new TestSocket(running.url, { token: other.access_token }));
      await until(() => sockets.every((socket) => socket.refusal !== null || socket.of('ready').length > 0));
      expect(sockets.filter(({ refusal }) => refusal === null)).toHaveLength(3);
    });

    it('of created records is counted per person', async () => {
      const create = (as: Person) => running.accounts.call('POST /api/tickets', { as, body: { title: 'One more' } });
      const [ticket] = [await create(person)];
      for (let count = 0; count < 3; count += 1) {
        const route = `POST /api/tickets/${ticket?.body.id}/comments`;
        expect((await running.accounts.call(route, { as: person, body: { content: 'x' } })).status).toBe(201);
      }
      expectLimit(await create(person), 'writes_per_minute');
      expect((await create(other)).status).toBe(201);
      expect((await running.accounts.call('GET /api/tickets', { as: person })).status).toBe(200);
    });

    it('of events counts each one of a batch, and nothing of a refused batch', async () => {
      const event = { type: 'project.created', data: { name: 'x' } };
      const batch = (count: number) => ({ events: Array.from({ length: count }, () => event) });
      expectLimit(
        await running.accounts.call('POST /api/events/batch', { as: person, body: batch(6) }),
        'events_per_minute',
      );
      expect((await running.accounts.call('POST /api/events/batch', { as: person, body: batch(4) })).status).toBe(202);
      expect((await running.accounts.call('POST /api/events', { as: person, body: event })).status).toBe(202);
      expectLimit(await running.accounts.call('POST /api/events', { as: person, body: event }), 'events_per_minute');
      expect((await running.accounts.call('POST /api/events', { as: other, body: event })).status).toBe(202);
    });

    it('of event bytes is counted per day', async () => {
      const large = { type: 'project.created', data: { text: 'x'.repeat(60_000) } };
      const third = await running.accounts.person('user');
      expect((await running.accounts.call('POST /api/events', { as: third, body: large })).status).toBe(202);
      expectLimit(await running.accounts.call('POST /api/events', { as: third, body: large }), 'event_bytes_per_day');
    });

    it('of uploaded bytes is counted per day, before a byte is written', async () => {
      const fourth = await running.accounts.person('user');
      const ticket = await running.accounts.call('POST /api/tickets', { as: fourth, body: { title: 'Files' } });
      const upload = async () => {
        const form = new FormData();
        form.append('file', new Blob(['a line of text\n'.repeat(200)], { type: 'text/plain' }), 'a.txt');
        const answer = await fetch(`${running.url}/api/tickets/${ticket.body.id}/attachments`, {
          method: 'POST',
          headers: { authorization: `Bearer ${fourth.access_token}` },
          body: form,
        });
        return { status: answer.status, headers: answer.headers, body: await answer.json() };
      };
      expect((await upload()).status).toBe(201);
      expectLimit(await upload(), 'upload_bytes_per_day');
    });
  });

  describe('behind a proxy that is trusted by hops', () => {
    let limited: Stage;

    beforeAll(async () => {
      limited = await Stage.start({ LOGIN_RATE_LIMIT: '2', TRUST_PROXY: '1' });
    });
    afterAll(() => limited.close());

    const login = (address: string) =>
      limited.accounts.call('POST /api/auth/login', {
        body: { email: 'x@example.com', password: 'wrong password' },
        headers: from(address),
      });

    it('each address has its own sign-in limit, and addresses added by the client are ignored', async () => {
      expect([(await login('203.0.113.1')).status, (await login('198.51.100.9, 203.0.113.1')).status]).toEqual([
        401, 401,
      ]);
      expectLimit(await login('192.0.2.77, 203.0.113.1'), 'sign_ins_per_minute');
      expect((await login('203.0.113.2')).status).toBe(401);
    });

    it('an IPv6 /64 counts as one address', async () => {
      expect([(await login('2001:db8:1:2::1')).status, (await login('2001:db8:1:2:ffff::9')).status]).toEqual([
        401, 401,
      ]);
      expectLimit(await login('2001:db8:1:2:aaaa:bbbb:cccc:dddd'), 'sign_ins_per_minute');
      expect((await login('2001:db8:1:3::1')).status).toBe(401);
    });
  });

  describe('wrong passwords and tokens', () => {
    it('for one account from many addresses are limited, and the owner can sign in from a known one', async () => {
      const { email } = person;
      const login = (password: string, address: string) =>
        running.accounts.call('POST /api/auth/login', { body: { email, password }, headers: from(address) });
      expect((await login(PASSWORD, '203.0.113.50')).status).toBe(200);
      for (let host = 1; host <= 3; host += 1)
        expect((await login('wrong password', `198.51.100.${host}`)).status).toBe(401);
      expectLimit(await login('wrong password', '198.51.100.99'), 'account_sign_ins');
      expect((await login(PASSWORD, '203.0.113.50')).status).toBe(200);
    });

    it('as tokens are counted per address, and valid tokens from there still work', async () => {
      const call = (token: string) =>
        running.accounts.call('GET /api/auth/me', { as: { access_token: token }, headers: from('192.0.2.5') });
      for (let count = 0; count < 5; count += 1) expect((await call(`ck_guess${count}`)).status).toBe(401);
      expectLimit(await call('ck_another'), 'bad_tokens');
      expect((await call(other.access_token)).status).toBe(200);
    });

    it('as tokens at handshakes share that count, with the address that the proxy names', async () => {
      const dialFrom = (token: string | undefined, address: string) =>
        refused(running.url, { token, headers: from(address) });
      for (let count = 0; count < 3; count += 1)
        expect(await dialFrom(`ck_guess${count}`, '192.0.2.77')).toMatchObject({ code: 'unauthorized' });
      const call = (token: string) =>
        running.accounts.call('GET /api/auth/me', { as: { access_token: token }, headers: from('192.0.2.77') });
      for (let count = 0; count < 2; count += 1) expect((await call(`ck_guess${count}`)).status).toBe(401);
      expect(await dialFrom('ck_another', '192.0.2.77')).toMatchObject({ code: 'rate_limited' });
      expectLimit(await call('ck_another'), 'bad_tokens');
      // No token is no guess, other addresses have a count of their own, and a valid token is admitted.
      expect(await dialFrom(undefined, '192.0.2.77')).toMatchObject({ code: 'unauthorized' });
      expect(await dialFrom('ck_another', '192.0.2.78')).toMatchObject({ code: 'unauthorized' });
      expect(await dialFrom(other.access_token, '192.0.2.77')).toBeNull();
    });
  });
});
