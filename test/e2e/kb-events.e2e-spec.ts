import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { Accounts, type Cast } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';

const ARTICLES = '/api/kb/articles';
const [CREATED, UPDATED, PUBLISHED, DELETED] = ['created', 'updated', 'published', 'deleted'].map(
  (verb) => `kb_article.${verb}`,
);

let app: Stage;
let desk: Accounts;
let cast: Cast;

beforeAll(async () => {
  app = await Stage.start();
  desk = app.accounts;
  cast = await desk.cast();
});
afterEach(closeSockets);
afterAll(() => app?.close());

async function write(fields: object = {}, as = cast.agent): Promise<Json> {
  return (await as.post<Json>(ARTICLES, { title: 'Fire', body: 'first', ...fields })).body;
}

async function change(article: Json, fields: object): Promise<Json> {
  const answer = await cast.agent.patch<Json>(`${ARTICLES}/${article.id}`, fields);
  expect(answer.status).toBe(200);
  return answer.body;
}

function listen(caller: Person, after?: string): Promise<TestSocket> {
  return app.connect(caller, { rooms: ['kb'], after });
}

/** Everything before it has arrived when this has: pushes come in the order of the log. */
async function flush(...sockets: TestSocket[]): Promise<void> {
  const { id } = await write({ title: 'the end', status: 'public' }, cast.admin);
  for (const socket of sockets) await socket.waitFor(({ logged }) => logged.some((push) => push.id === id), 'the end');
}

function updates(socket: TestSocket, { id }: Json): string[] {
  return socket
    .of('kb.update')
    .filter((push) => push.id === id)
    .map(({ event }) => event);
}

async function log(caller: Person, { id }: Json): Promise<Json[]> {
  await app.settled();
  const events: Json[] = [];
  for (let after = ''; ;) {
    const { body } = await caller.get<Json>(`/api/events?types=kb_article.*&limit=200&after=${after}`);
    events.push(...body.items.filter((event: Json) => event.data.id === id));
    if (body.items.length === 0) return events;
    after = body.next_cursor;
  }
}

async function logged(caller: Person, article: Json): Promise<string[]> {
  return (await log(caller, article)).map(({ type }) => type);
}

async function inbox(caller: Person, { id }: Json): Promise<Json[]> {
  await app.settled();
  const { body } = await caller.get<Json>('/api/notifications?limit=200&type=kb_article_created');
  return body.items.filter((row: Json) => row.related_id === id);
}

async function unread(caller: Person): Promise<number> {
  await app.settled();
  return (await caller.get<Json>('/api/notifications/unread-count')).body.unread_count;
}

/** The same by every door: live, replayed from before it all, and over REST. */
async function expectSeen(
  article: Json,
  seen: { staff: string[]; customers: string[] },
  before: string,
): Promise<void> {
  for (const [caller, types] of [
    [cast.admin, seen.staff],
    [cast.requester, seen.customers],
    [cast.stranger, seen.customers],
  ] as const) {
    const replayed = await listen(caller, before);
    await replayed.waitFor((socket) => socket.of('replayed').length > 0);
    expect(updates(replayed, article)).toEqual(types);
    expect(await logged(caller, article)).toEqual(types);
  }
}

describe('a change of an article', () => {
  it('reaches everyone while it is public, with the entity and its changes', async () => {
    const sockets = await Promise.all([cast.agent, cast.requester, cast.stranger].map((caller) => listen(caller)));
    const article = await write({ status: 'public' });
    const edited = await change(article, { body: 'second' });
    await cast.admin.delete(`${ARTICLES}/${article.id}`);
    await flush(...sockets);
    for (const socket of sockets) {
      expect(updates(socket, article)).toEqual([CREATED, PUBLISHED, UPDATED, DELETED]);
      const [created, , updated, deleted] = socket.of('kb.update').filter(({ id }) => id === article.id);
      expect(Object.keys(created)).toEqual(['event', 'id', 'data', 'actor', 'cursor']);
      expect(created).toMatchObject({ id: article.id, data: article, actor: { id: cast.agent.id } });
      expect(updated.data).toEqual(edited);
      expect(deleted.data).toEqual({
        id: article.id,
        author_id: cast.agent.id,
        deleted: true,
        deleted_at: expect.any(String),
      });
    }
    const [, , updated] = await log(cast.requester, article);
    expect(updated).toMatchObject({ category: 'SUPPORT', changes: { body: ['first', 'second'] } });
    expect(await logged(cast.requester, article)).toEqual([CREATED, PUBLISHED, UPDATED, DELETED]);
  });

  it.each(['draft', 'internal', 'archived'])(
    'stays visible only to staff when it is %s, on every channel',
    async (status) => {
      const [agent, requester] = [await listen(cast.agent), await listen(cast.requester)];
      const before = requester.of('ready')[0].cursor;
      const article = await write({ status });
      await change(article, { body: 'second' });
      await cast.admin.delete(`${ARTICLES}/${article.id}`);
      await flush(agent, requester);
      const types = [CREATED, ...(status === 'internal' ? [PUBLISHED] : []), UPDATED, DELETED];
      expect(updates(agent, article)).toEqual(types);
      expect(updates(requester, article)).toEqual([]);
      await expectSeen(article, { staff: types as string[], customers: [] }, before);
    },
  );

  it('reaches customers when the article becomes public, without its draft', async () => {
    const [admin, requester] = [await listen(cast.admin), await listen(cast.requester)];
    const before = requester.of('ready')[0].cursor;
    const article = await write({ title: 'Some plans', body: 'top secret', category: 'secret' });
    await change(article, { status: 'public', title: 'For all', body: 'clean', category: null });
    await flush(admin, requester);
    expect(updates(admin, article)).toEqual([CREATED, UPDATED, PUBLISHED]);
    expect(updates(requester, article)).toEqual([CREATED, PUBLISHED]);
    const seen = { staff: [CREATED, UPDATED, PUBLISHED] as string[], customers: [CREATED, PUBLISHED] as string[] };
    await expectSeen(article, seen, before);
    const told = [requester.pushes, await log(cast.requester, article), await inbox(cast.requester, article)];
    expect(JSON.stringify(told)).not.toContain('secret');
    expect(JSON.stringify(told)).toContain('For all');
  });

  it.each(['draft', 'internal', 'archived'])('removes the article for customers when it becomes %s', async (status) => {
    const article = await write({ status: 'public' });
    await flush(await listen(cast.admin));
    const [admin, requester] = [await listen(cast.admin), await listen(cast.requester)];
    await change(article, { status, body: 'not for you' });
    await change(article, { body: 'nor this' });
    await flush(admin, requester);
    expect(updates(admin, article)).toEqual([UPDATED, UPDATED]);
    expect(updates(requester, article)).toEqual([DELETED]);
    expect(requester.of('kb.update')[0].data).toMatchObject({ id: article.id, deleted: true });
    // What was said while it was public is not repeated by now.
    expect(await logged(cast.requester, article)).toEqual([DELETED]);
    expect(JSON.stringify(await log(cast.requester, article))).not.toContain('not for you');
    expect((await inbox(cast.requester, article)).map(({ data }) => data)).toEqual([null]);
    await change(article, { status: 'public' });
    expect(await logged(cast.requester, article)).toEqual([CREATED, PUBLISHED, DELETED, CREATED]);
  });

  it('is not pushed to sockets outside its rooms', async () => {
    const socket = await app.connect(cast.requester, { rooms: ['tickets'] });
    const listening = await listen(cast.requester);
    await write({ status: 'public' });
    await flush(listening);
    expect(socket.of('kb.update')).toEqual([]);
  });
});

describe('the notification of a published article', () => {
  it('goes to every active user except the author, once, for a public one', async () => {
    const gone = await desk.person('user');
    await cast.admin.post(`/api/users/${gone.id}/deactivate`);
    const before = await unread(cast.requester);
    const article = await write({ status: 'public' });
    for (const caller of [cast.admin, cast.manager, cast.requester, cast.watcher, cast.stranger]) {
      const rows = await inbox(caller, article);
      expect(rows).toMatchObject([
        { type: 'kb_article_created', message: 'New article: Fire', related_type: 'kb_article', data: article },
      ]);
    }
    expect(await inbox(cast.agent, article)).toEqual([]);
    expect(await unread(cast.requester)).toBe(before + 1);
    const sql = 'SELECT count(*)::int AS count FROM notifications WHERE related_id = $1 AND user_id = $2';
    expect(await app.dataSource.query(sql, [article.id, gone.id])).toEqual([{ count: 0 }]);
    for (const status of ['archived', 'draft', 'internal', 'public']) await change(article, { status });
    expect(await inbox(cast.requester, article)).toHaveLength(1);
    expect(await inbox(cast.admin, article)).toHaveLength(1);
  });

  it('goes to staff for an internal one, and to others when it becomes public', async () => {
    const before = await unread(cast.requester);
    const article = await write({ status: 'internal' });
    expect(await inbox(cast.admin, article)).toHaveLength(1);
    for (const caller of [cast.agent, cast.manager, cast.requester]) expect(await inbox(caller, article)).toEqual([]);
    expect(await unread(cast.requester)).toBe(before);
    await change(article, { status: 'public' });
    expect(await inbox(cast.admin, article)).toHaveLength(1);
    for (const caller of [cast.manager, cast.requester]) expect(await inbox(caller, article)).toHaveLength(1);
  });

  it('goes to no one for a draft or an archived one', async () => {
    const articles = [await write(), await write({ status: 'archived' })];
    for (const caller of [cast.admin, cast.requester]) {
      for (const article of articles) expect(await inbox(caller, article)).toEqual([]);
    }
  });

  it('respects the preferences of each person', async () => {
    const quiet = await desk.person('user');
    const hidden = await desk.person('user');
    const prefer = (caller: Person, channels: object) =>
      desk.call('PUT /api/users/me/preferences', {
        as: { access_token: caller.token },
        body: { types: { kb_article_created: channels } },
      });
    await prefer(quiet, { inbox: false, socket: false, webhook: false });
    await prefer(hidden, { inbox: false });
    const sockets = await Promise.all([quiet, hidden].map((caller) => listen(caller)));
    const article = await write({ status: 'public' });
    await flush(...sockets);
    expect(await inbox(quiet, article)).toEqual([]);
    expect(await inbox(hidden, article)).toEqual([]);
    expect(await unread(hidden)).toBe(0);
    const pushed = sockets.map((socket) => socket.of('notification').filter((push) => push.related_id === article.id));
    expect(pushed).toMatchObject([
      [],
      [{ event: 'notification.created', type: 'kb_article_created', unread_count: 0 }],
    ]);
  });
});
