import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { LogTail } from '../../src/events/log-tail.js';
import { MOMENT_CHANNEL } from '../../src/realtime/realtime-session.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import type { Person } from '../support/people/person.js';
import { hasRedis, RedisServer } from '../support/servers/redis-server.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, follow, type Json, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const withRedis = hasRedis() ? describe : describe.skip;

withRedis('two processes with Redis', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let here: Stage;
  let there: Stage;
  let agent: Person;
  let requester: Person;
  let ticket: Json;

  beforeAll(async () => {
    [database, redis] = await Promise.all([createDatabase(), RedisServer.start()]);
    const environment = { REDIS_URL: redis.url, BAD_TOKEN_RATE_LIMIT: '6', EVENT_RATE_LIMIT: '10' };
    here = await Stage.start(environment, { database });
    there = await Stage.start(environment, { database });
    agent = await here.accounts.person('agent', { name: 'Ada' });
    requester = await here.accounts.person('user', { name: 'Rita' });
    ticket = await requester.createTicket();
    await areConnected();
  }, 60_000);

  afterEach(() => closeSockets());

  afterAll(async () => {
    await there?.close();
    await here?.close();
    await redis?.stop();
    await database?.drop();
  });

  const epoch = () => here.get(LogTail).epoch;
  const stream = () => `log:${epoch()}`;

  async function figure(stage: Stage, name: string): Promise<number> {
    const page = await (await fetch(`${stage.url}/metrics`)).text();
    const line = page.split('\n').find((text) => text.startsWith(`${name} `));
    return Number(line?.slice(name.length));
  }

  const batches = (stage: Stage, source: string) => figure(stage, `carillon_tail_batches_total{source="${source}"}`);

  async function areConnected(up = 1): Promise<void> {
    for (const stage of [here, there]) {
      await until(async () => (await figure(stage, 'carillon_carrier_up')) === up);
    }
  }

  function followBoth(person: Person): Promise<TestSocket[]> {
    return Promise.all([here, there].map(({ url }) => follow(url, { token: person.token, rooms: ['comments'] })));
  }

  async function haveAll(sockets: readonly TestSocket[], from = 0): Promise<void> {
    await here.settled();
    await there.settled();
    for (const socket of sockets) await socket.hasReached(here.get(LogTail).position);
    const [one, other] = sockets.map(({ updates }) => updates.slice(from));
    expect(other).toEqual(one);
    for (const socket of sockets) expect(socket.faults).toEqual([]);
  }

  /** Through both, and what happens in between. @returns the contents in the order in which they were answered */
  async function write(count: number, between: (done: number) => Promise<void> | void = () => undefined) {
    const contents: string[] = [];
    for (let n = 0; n < count; n += 1) {
      await between(n);
      const { content } = await agent.at([here, there][n % 2]?.url ?? '').comment(ticket.id, { content: `no. ${n}` });
      contents.push(content);
    }
    return contents;
  }

  const contentsOf = (socket: TestSocket) => socket.of('comment.update').map(({ data }) => data.content);

  /** By memory or Redis: now and then the other process dispatches it. */
  const passedOn = async () => (await batches(there, 'carrier')) + (await batches(there, 'own'));

  /** Until three batches in a row came without a look at the log: a busy machine may be late now and then. */
  async function carriesAgain(): Promise<void> {
    await areConnected();
    await until(
      async () => {
        const [carried, passed, read] = [
          await batches(there, 'carrier'),
          await passedOn(),
          await batches(there, 'log'),
        ];
        for (let n = 0; n < 3; n += 1) {
          await agent.comment(ticket.id);
          await here.settled();
          await there.settled();
        }
        const isByRedis = (await batches(there, 'carrier')) > carried;
        return isByRedis && (await passedOn()) === passed + 3 && (await batches(there, 'log')) === read;
      },
      { timeoutMs: 10_000 },
    );
  }

  it('push what one dispatched at the other, with the same bytes, without reading the log', async () => {
    await carriesAgain();
    const sockets = await followBoth(requester);
    const comment = await agent.comment(ticket.id, { content: 'On my way' });
    await haveAll(sockets);
    expect(sockets[1]?.updates.map(({ message, body }) => [message, body.data?.id])).toEqual([
      ['comment.update', comment.id],
      ['notification', comment.id],
    ]);
  });

  it('decide by the database what a person may see, whatever came by Redis', async () => {
    const [requesters, agents] = [await followBoth(requester), await followBoth(agent)];
    await agent.comment(ticket.id, { content: 'among staff', internal: true });
    await agent.comment(ticket.id, { content: 'for all' });
    await haveAll(requesters);
    await haveAll(agents);
    expect(requesters.map(contentsOf)).toEqual([['for all'], ['for all']]);
    expect(agents.map(contentsOf)).toEqual([
      ['among staff', 'for all'],
      ['among staff', 'for all'],
    ]);
  });

  it('keep nothing in Redis that could be read there', async () => {
    await agent.comment(ticket.id, { content: 'zebrafink' });
    await there.settled();
    const stored = await redis.with((client) => client.xRange(stream(), '-', '+'));
    expect(stored?.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toMatch(/zebrafink|comment|Ada/);
  });

  it.each<[string, (done: number) => Promise<void> | void]>([
    [
      'is killed and comes back empty',
      (done) => (done === 5 ? redis.kill() : done === 25 ? redis.restart() : undefined),
    ],
    ['freezes and goes on', (done) => (done === 5 ? redis.freeze() : done === 25 ? redis.thaw() : undefined)],
    ['is emptied', (done) => (done === 10 ? redis.flush() : undefined)],
    ['is set back', (done) => (done === 2 ? redis.keep() : done === 20 ? redis.restoreOld() : undefined)],
  ])(
    'lose nothing, change no order and push nothing twice when Redis %s',
    async (_what, between) => {
      const sockets = await followBoth(agent);
      const written = await write(40, between);
      await haveAll(sockets);
      expect(sockets.map(contentsOf)).toEqual([written, written]);
      await carriesAgain();
    },
    30_000,
  );

  async function ready(): Promise<[number, Json]> {
    const response = await fetch(`${there.url}/health/ready`);
    const { details }: Json = await response.json();
    return [response.status, details];
  }

  it('report 0 as the gauge while Redis is away, and stay ready', async () => {
    await redis.kill();
    await areConnected(0);
    expect(await ready()).toMatchObject([200, { redis: { connection: 'away' } }]);
    await redis.restart();
    await carriesAgain();
    expect(await ready()).toMatchObject([200, { redis: { connection: 'up' } }]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['rubbish', () => redis.with((client) => client.xAdd(stream(), '*', { batch: 'rubbish', other: '{"after":1}' }))],
    [
      'an entry with the highest id',
      () => redis.with((client) => client.xAdd(stream(), '18446744073709551615-18446744073709551615', { batch: 'x' })),
    ],
    [
      'a text instead of a stream',
      () => redis.with((client) => client.multi().del(stream()).set(stream(), 'no stream').exec()),
    ],
    [
      'a true entry at another position',
      () =>
        redis.with(async (client) => {
          const script = `local e = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
                          return redis.call('XADD', KEYS[1], ARGV[1], 'batch', e[2][2])`;
          const next = `${here.get(LogTail).position + 1}-0`;
          await client.eval(script, { keys: [stream()], arguments: [next] });
        }),
    ],
  ])(
    'push nothing of what another puts into the stream: %s',
    async (_what, spoil) => {
      await carriesAgain();
      const sockets = await followBoth(agent);
      await spoil();
      const written = await write(12);
      await haveAll(sockets);
      expect(sockets.map(contentsOf)).toEqual([written, written]);
      await carriesAgain();
    },
    30_000,
  );

  it('take nothing of an earlier epoch', async () => {
    await carriesAgain();
    const old = stream();
    const sockets = await followBoth(agent);
    for (const socket of sockets) socket.expectsReset = true;
    await here.dataSource.query(`UPDATE log_head SET epoch = substr(md5(epoch), 1, 10)`);
    await until(() => sockets.every(({ resets }) => resets === 1));
    await until(() => here.get(LogTail).epoch === there.get(LogTail).epoch);
    expect(stream()).not.toBe(old);
    // Its entries, under the name of the new one.
    await redis.with((client) => client.copy(old, stream(), { REPLACE: true }));
    const written = await write(6);
    await haveAll(sockets);
    expect(sockets.map(contentsOf)).toEqual([written, written]);
    await carriesAgain();
  }, 30_000);

  it('remove the stream when somebody is erased', async () => {
    const admin = await here.accounts.person('admin');
    const gone = await here.accounts.person('user', { name: 'Gone' });
    await gone.createTicket({ title: 'Remember me' });
    await there.settled();
    const names = await redis.with((client) => client.xLen(stream()));
    expect(names).toBeGreaterThan(0);
    const first = (await redis.with((client) => client.xRange(stream(), '-', '+', { COUNT: 1 })))?.[0];
    await admin.call(`DELETE /api/subjects/${gone.id}`);
    await here.settled();
    const left = await redis.with((client) => client.xRange(stream(), '-', first?.id ?? '+'));
    expect(left).toEqual([]);
    await carriesAgain();
  });

  describe('that show who is typing and viewing', () => {
    /** What goes by PostgreSQL meanwhile. */
    async function noticesDuring(work: () => Promise<void>): Promise<number> {
      const client = new Client({ connectionString: database.url });
      let notices = 0;
      client.on('notification', () => (notices += 1));
      await client.connect();
      await client.query(`LISTEN ${MOMENT_CHANNEL}`);
      await work();
      await client.query('SELECT 1');
      await client.end();
      return notices;
    }

    async function typeAndView(): Promise<void> {
      const rooms = [`ticket:${ticket.id}`];
      const sender = await here.connect(requester, { rooms });
      const watcher = await there.connect(agent, { rooms });
      await sender.send('viewing', { ticket_id: ticket.id, editing: true });
      await sender.send('typing', { ticket_id: ticket.id });
      await watcher.waitFor((self) => self.of('presence').length > 0 && self.of('typing').length > 0);
      expect(watcher.of('presence')).toMatchObject([{ viewers: [{ name: 'Rita', editing: true }] }]);
      sender.close();
      await watcher.waitFor((self) => self.of('presence').at(-1).viewers.length === 0);
      closeSockets();
    }

    it('tell each other by Redis', async () => {
      await carriesAgain();
      expect(await noticesDuring(typeAndView)).toBe(0);
    });

    it('tell each other by PostgreSQL while Redis is away, and what was missed on the return', async () => {
      await redis.kill();
      await areConnected(0);
      expect(await noticesDuring(typeAndView)).toBeGreaterThan(0);
      await redis.restart();
      await carriesAgain();
      expect(await noticesDuring(typeAndView)).toBe(0);
    });

    it('believe nobody who only can write to Redis', async () => {
      const watcher = await there.connect(agent, { rooms: [`ticket:${ticket.id}`] });
      const forged = {
        ticketId: ticket.id,
        userId: agent.id,
        viewer: { userId: agent.id, name: 'Eve' },
        lastsMs: 9_000,
      };
      const parcel = JSON.stringify({ from: 'nobody', moments: [{ kind: 'viewer', body: forged }] });
      const [channel] = await redis.with((client) => client.pubSubChannels('moments:*'));
      expect(await redis.with((client) => client.publish(channel ?? '', parcel))).toBe(2);
      const sender = await here.connect(requester, { rooms: [`ticket:${ticket.id}`] });
      await sender.send('viewing', { ticket_id: ticket.id });
      await watcher.waitFor((self) => self.of('presence').length > 0);
      expect(watcher.of('presence')[0].viewers).toMatchObject([{ name: 'Rita' }]);
    });
  });

  describe('that limit', () => {
    const badToken = (stage: Stage) =>
      fetch(`${stage.url}/api/auth/me`, { headers: { authorization: 'Bearer wrong' } }).then(({ status }) => status);
    const sendEvents = (stage: Stage, sender: Person, count: number) =>
      sender.at(stage.url).send('POST /api/events/batch', {
        events: Array.from({ length: count }, () => ({ type: 'project.created', data: {} })),
      });

    it('count together, and what was refused does not count', async () => {
      await carriesAgain();
      const admin = await here.accounts.person('admin');
      expect((await sendEvents(here, admin, 6)).status).toBe(202);
      const refused = await sendEvents(there, admin, 5);
      expect([refused.status, refused.body.limit]).toEqual([429, 'events_per_minute']);
      expect((await sendEvents(there, admin, 4)).status).toBe(202);
      for (const stage of [here, there]) expect((await sendEvents(stage, admin, 1)).status).toBe(429);
      const other = await here.accounts.person('admin');
      expect((await sendEvents(there, other, 10)).status).toBe(202);
    });

    it('count tokens that are not valid together', async () => {
      const statuses = [];
      for (let n = 0; n < 4; n += 1) statuses.push(await badToken(here), await badToken(there));
      expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
      expect(await redis.with((client) => client.keys('limit:*127.0.0.1*'))).toEqual([]);
    });

    it.each<[string, () => Promise<void> | void, () => Promise<void> | void]>([
      ['is killed', () => redis.kill(), () => redis.restart()],
      ['freezes', () => redis.freeze(), () => redis.thaw()],
    ])('fail no request when Redis %s, and count alone meanwhile', async (_what, end, begin) => {
      const admin = await here.accounts.person('admin');
      await end();
      const beganAt = performance.now();
      for (const stage of [here, there]) expect((await sendEvents(stage, admin, 9)).status).toBe(202);
      for (const stage of [here, there]) expect((await sendEvents(stage, admin, 2)).status).toBe(429);
      expect(performance.now() - beganAt).toBeLessThan(5_000);
      await begin();
      await carriesAgain();
    });
  });
});
