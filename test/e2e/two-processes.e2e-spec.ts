import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { Person } from '../support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { DatabaseView } from '../support/database/settled.js';
import { closeSockets, connect, follow, positionOf, refused, type TestSocket } from '../support/sockets/socket.js';
import { Receiver } from '../support/receivers/receiver.js';
import { noComplaints, Witness } from '../support/sockets/witness.js';

describe('two processes on one database', () => {
  let database: TestDatabase;
  let view: DatabaseView;
  let [first, second]: ServerProcess[] = [];
  let urls: [string, string];
  let admin: Person;
  let agent: Person;
  let requester: Person;

  beforeAll(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    // At once: they also share the work of the first start.
    [first, second] = await Promise.all([
      ServerProcess.start({ databaseUrl: database.url }),
      ServerProcess.start({ databaseUrl: database.url }),
    ]);
    urls = [first?.url ?? '', second?.url ?? ''];
    admin = await Person.signIn(urls[0], ADMIN.email, ADMIN.password);
    agent = await admin.hire({ role: 'agent', name: 'Ada' });
    requester = await admin.at(urls[1]).hire({ role: 'user', name: 'Rita' });
  }, 60_000);

  afterEach(() => {
    closeSockets();
    closeSockets();
  });

  afterAll(async () => {
    await stopServers();
    await view.close();
    await database.drop();
  });

  it('create one first admin, even if both start at once', async () => {
    expect(await view.rows("SELECT email FROM users WHERE role = 'admin'")).toEqual([{ email: ADMIN.email }]);
  });

  it('send a comment written through one to the sockets of both, with the same bytes and cursor', async () => {
    const ticket = await requester.call('POST /api/tickets', { title: 'Printer' });
    const sockets = await followBoth(requester);
    const comment = await agent.at(urls[0]).call(`POST /api/tickets/${ticket.id}/comments`, { content: 'On my way' });
    await everyoneIsThere(sockets);
    const [here, there] = sockets.map(({ updates }) => updates);
    expect(there).toEqual(here);
    expect(there?.map(({ message, body }) => [message, body.data?.id])).toEqual([
      ['comment.update', comment.id],
      ['notification', comment.id],
    ]);
    const sql = 'SELECT id FROM notifications WHERE related_id = $1 AND user_id = $2';
    expect(await view.rows(sql, [comment.id, requester.id])).toHaveLength(1);
  });

  it('give events of both one order, which both report', async () => {
    const ticket = await requester.call('POST /api/tickets', { title: 'Many voices' });
    const sockets = await followBoth(agent);
    const writers = urls.map((url) => requester.at(url));
    await Promise.all(
      writers.map(async (writer, voice) => {
        for (let n = 0; n < 40; n += 1) {
          await writer.call(`POST /api/tickets/${ticket.id}/comments`, { content: `${voice}/${n}` });
        }
      }),
    );
    await everyoneIsThere(sockets);
    const [here, there] = sockets.map(({ updates }) => updates);
    expect(there).toEqual(here);
    const comments = here?.filter(({ message }) => message === 'comment.update') ?? [];
    expect(comments).toHaveLength(80);
    for (const voice of [0, 1]) {
      const own = comments.map(({ body }) => body.data.content).filter((content) => content.startsWith(`${voice}/`));
      expect(own).toEqual(Array.from({ length: 40 }, (_, n) => `${voice}/${n}`));
    }
  });

  it('resume at one from a cursor of the other', async () => {
    const ticket = await requester.call('POST /api/tickets', { title: 'Roaming' });
    const options = { token: requester.token, rooms: ['comments', 'tickets'] };
    const here = await follow(urls[0], options);
    await agent.call(`POST /api/tickets/${ticket.id}/comments`, { content: 'seen here' });
    await everyoneIsThere([here]);
    here.close();
    const missed = [];
    for (let n = 0; n < 20; n += 1) {
      const writer = agent.at(urls[n % 2] ?? '');
      missed.push(await writer.call(`POST /api/tickets/${ticket.id}/comments`, { content: `missed ${n}` }));
    }
    const there = await follow(urls[1], { ...options, after: here.cursor });
    await everyoneIsThere([there]);
    expect(there.of('comment.update').map(({ data }) => data.id)).toEqual(missed.map(({ id }) => id));
    expect(there.of('notification').map(({ data }) => data.id)).toEqual(missed.map(({ id }) => id));
    expect(there.updates.every(({ cursor }) => cursor > here.cursor)).toBe(true);
  });

  it('wait at the one that is behind instead of refusing a newer cursor', async () => {
    const options = { token: requester.token, rooms: [] };
    for (let n = 0; n < 10; n += 1) {
      await requester.at(urls[0]).call('POST /api/tickets', { title: `Ahead ${n}` });
      const { next_cursor } = await requester.at(urls[0]).call('GET /api/events?limit=200');
      const there = await follow(urls[1], { ...options, after: next_cursor });
      expect(there.faults).toEqual([]);
      expect(positionOf(there.cursor)).toBeGreaterThanOrEqual(positionOf(next_cursor));
      there.close();
    }
  });

  it('close sockets at the other process after a sign-out at one', async () => {
    const own = await admin.hire({ role: 'user' });
    const socket = await connect(urls[1], { token: own.token });
    const untouched = await connect(urls[1], { token: requester.token });
    await own.at(urls[0]).call('POST /api/auth/logout', {});
    await socket.waitFor(({ disconnectReason }) => disconnectReason !== null);
    expect(socket.of('closing')).toEqual([{ reason: 'revoked' }]);
    expect(await refused(urls[1], { token: own.token })).toMatchObject({ code: 'unauthorized' });
    expect((await own.at(urls[1]).send('GET /api/auth/me')).status).toBe(401);
    expect(untouched.disconnectReason).toBeNull();
  });

  it('close sockets at both after a deactivation at one', async () => {
    const own = await admin.hire({ role: 'agent' });
    const sockets = await Promise.all(urls.map((url) => connect(url, { token: own.token })));
    await admin.at(urls[0]).call(`POST /api/users/${own.id}/deactivate`);
    for (const socket of sockets) {
      await socket.waitFor(({ disconnectReason }) => disconnectReason !== null);
      expect(socket.of('closing')).toEqual([{ reason: 'inactive' }]);
    }
    for (const url of urls) expect(await refused(url, { token: own.token })).toMatchObject({ code: 'inactive' });
  });

  it('hide a ticket at one process when it is reassigned at the other', async () => {
    const ticket = await requester.call('POST /api/tickets', { title: 'Not mine any more' });
    await view.settled();
    const { next_cursor: after } = await requester.call('GET /api/events?limit=200');
    const options = { token: requester.token, after };
    const there = await follow(urls[1], { ...options, rooms: [`ticket:${ticket.id}`, 'comments'] });
    await agent.at(urls[0]).call(`PATCH /api/tickets/${ticket.id}`, { requester_id: agent.id });
    await agent.at(urls[0]).call(`POST /api/tickets/${ticket.id}/comments`, { content: 'Among ourselves' });
    await everyoneIsThere([there]);
    const told = there.updates.map(({ body }) => [body.event, body.data]);
    expect(told).toEqual([['ticket.deleted', { id: ticket.id, deleted: true }]]);
  });

  it('show at both who is typing and viewing, only to staff', async () => {
    const ticket = await requester.call('POST /api/tickets', { title: 'Looked at from two sides' });
    const rooms = [`ticket:${ticket.id}`];
    const here = await connect(urls[0], { token: requester.token, rooms });
    const there = await connect(urls[1], { token: agent.token, rooms });
    await here.send('viewing', { ticket_id: ticket.id, editing: true });
    await here.send('typing', { ticket_id: ticket.id });
    await there.waitFor((self) => self.of('presence').length > 0 && self.of('typing').length > 0);
    expect(there.of('presence')).toMatchObject([{ ticket_id: ticket.id, viewers: [{ name: 'Rita', editing: true }] }]);
    expect(there.of('typing')).toEqual([
      { ticket_id: ticket.id, user_id: requester.id, name: 'Rita', internal: false },
    ]);
    // A note among staff is typed at the other process; the requester learns neither of it nor of the agent.
    await there.send('viewing', { ticket_id: ticket.id });
    await there.send('typing', { ticket_id: ticket.id, internal: true });
    await there.send('typing', { ticket_id: ticket.id });
    await here.waitFor((self) => self.of('typing').length > 0);
    expect(here.of('typing')).toMatchObject([{ name: 'Ada', internal: false }]);
    here.close();
    await there.waitFor((self) => self.of('presence').at(-1).viewers[0]?.name === 'Ada');
    expect(here.of('presence')).toEqual([]);
  });

  it('deliver each notification once', async () => {
    const receiver = await Receiver.start();
    const own = await admin.hire({ role: 'user', name: 'Olga' });
    const witness = await Witness.call(own, urls[1], receiver);
    const ticket = await own.call('POST /api/tickets', { title: 'Many letters' });
    const writers = urls.flatMap((url) => [agent.at(url), agent.at(url), agent.at(url)]);
    await Promise.all(
      writers.map(async (writer) => {
        for (let n = 0; n < 30; n += 1) await writer.call(`POST /api/tickets/${ticket.id}/comments`, { content: 'Hi' });
      }),
    );
    await witness.isUpToDate(await view.settled());
    expect(await witness.testify()).toEqual(noComplaints());
    await own.call('DELETE /api/users/me/webhook');
    expect(receiver.accepted(`/${own.id}`)).toHaveLength(180);
    expect(witness.repeatedPosts).toBe(0);
    await receiver.stop();
  });

  it('continue with events that a killed process recorded but did not dispatch', async () => {
    const ticket = await requester.call('POST /api/tickets', { title: 'Left behind' });
    const there = await follow(urls[1], { token: agent.token, rooms: ['comments'] });
    const writer = requester.at(urls[0]);
    const answers = Array.from({ length: 30 }, (_, n) =>
      writer.call(`POST /api/tickets/${ticket.id}/comments`, { content: `last words ${n}` }),
    );
    // The first answer: others are recorded, on their way, or not begun.
    await Promise.any(answers);
    await first?.kill();
    await Promise.allSettled(answers);
    await everyoneIsThere([there]);
    const kept = await requester.at(urls[1]).call(`GET /api/tickets/${ticket.id}/comments?limit=200`);
    expect(kept.items.length).toBeGreaterThan(0);
    expect(idsOf(there)).toEqual(new Set(kept.items.map(({ id }: { id: string }) => id)));
  });

  async function followBoth({ token }: Person): Promise<TestSocket[]> {
    const options = { token, rooms: ['comments'] };
    return Promise.all(urls.map((url) => follow(url, options)));
  }

  async function everyoneIsThere(sockets: readonly TestSocket[]): Promise<void> {
    const position = await view.settled();
    for (const socket of sockets) {
      await socket.hasReached(position);
      expect(socket.faults).toEqual([]);
    }
  }
});

function idsOf(socket: TestSocket): Set<string> {
  return new Set(socket.of('comment.update').map(({ data }) => data.id));
}
