import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LockingSession } from '../support/database/locking-session.js';
import type { HttpAnswer, Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { until } from '../support/until.js';

const SEED_SQL = `
  INSERT INTO tickets (id, title, description, status, priority, tags, requester_id, version)
  SELECT gen_random_uuid(), 'Walrus ' || n, repeat('walrus in the harbour of word' || n || ' ', 1500), 'open', 'normal', '{}', $1, 1
    FROM generate_series(1, 400) n`;

let running: Stage;
let owner: Person;
let other: Person;

const get = (path: string, as: Person): Promise<HttpAnswer> => running.accounts.call(`GET ${path}`, { as });

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now();
  return { result: await work(), ms: performance.now() - began };
}

beforeAll(async () => {
  running = await Stage.start({ SEARCH_TIMEOUT: '3s' });
  [owner, other] = [await running.accounts.person('user'), await running.accounts.person('user')];
  await running.dataSource.query(SEED_SQL, [owner.id]);
  await running.dataSource.query('ANALYZE');
}, 60_000);
afterAll(() => running.close());

describe('a search over 400 own tickets of 45 kB', () => {
  it('answers within its time-out, for a word that occurs in all of them', async () => {
    const { result, ms } = await timed(() => get('/api/search?q=walrus', owner));
    expect(result.status).toBe(200);
    expect(result.body.items).toHaveLength(50);
    expect(ms).toBeLessThan(3_000);
  });

  it('is limited by name when thirty run at once, and delays no one else', async () => {
    const searches: Promise<HttpAnswer>[] = [];
    const answers: HttpAnswer[] = [];
    // Searches wait for the lock, as they would for a busy disk, so that all thirty are under way together.
    await running.dataSource.transaction(async (holder) => {
      await holder.query('LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE');
      for (let count = 0; count < 30; count += 1) {
        searches.push(
          get('/api/search?q=harbour', owner).then((answer) => {
            answers.push(answer);
            return answer;
          }),
        );
      }
      await until(() => answers.length === 26);
      const { result: me, ms } = await timed(() => get('/api/auth/me', other));
      expect([me.status, ms < 2_000]).toEqual([200, true]);
    });
    await Promise.all(searches);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(26);
    expect(refused[0]?.body).toMatchObject({ code: 'rate_limited', limit: 'search_concurrency' });
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    const foreign = await get('/api/search?q=harbour', other);
    expect([foreign.status, foreign.body.items]).toEqual([200, []]);
  });

  it('shares its limit with searched lists only', async () => {
    const lists = await Promise.all(Array.from({ length: 12 }, () => get('/api/tickets?limit=1', owner)));
    expect(lists.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    const searched = await Promise.all(Array.from({ length: 12 }, () => get('/api/tickets?q=walrus', owner)));
    expect(searched.some(({ status, body }) => status === 429 && body.limit === 'search_concurrency')).toBe(true);
  });
});

describe('a statement that times out', () => {
  let limited: Stage;
  let person: Person;

  beforeAll(async () => {
    limited = await Stage.start({ SEARCH_TIMEOUT: '500ms', STATEMENT_TIMEOUT: '1s' });
    person = await limited.accounts.person('agent');
  });
  afterAll(() => limited.close());

  /** What a request is answered while another session, which has no limits, holds locks that it waits for. */
  async function whileLocked(lock: string, work: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const session = await LockingSession.open(limited.database.url);
    try {
      await session.query('BEGIN');
      await session.query(lock);
      return await work();
    } finally {
      await session.end();
    }
  }

  it.each([
    ['search?q=walrus', 'kb_articles'],
    ['kb/articles?q=walrus', 'kb_articles'],
    ['tickets?q=walrus', 'tickets'],
    ['companies?q=walrus', 'companies'],
    ['assets?q=walrus', 'assets'],
    ['machines?q=walrus', 'machines'],
  ])('is answered 503 with its code, not 500: GET /api/%s', async (path, table) => {
    const list = () => limited.accounts.call(`GET /api/${path}`, { as: person });
    const answer = await whileLocked(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`, list);
    expect([answer.status, answer.body.code]).toEqual([503, 'query_timeout']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await list()).status).toBe(200);
  });

  it('is answered likewise for a write that waits for a lock, and nothing is written', async () => {
    const ticket = await limited.accounts.call('POST /api/tickets', { as: person, body: { title: 'Before' } });
    const path = `/api/tickets/${ticket.body.id}`;
    const answer = await whileLocked('SELECT FROM tickets FOR UPDATE', () =>
      limited.accounts.call(`PATCH ${path}`, { as: person, body: { title: 'After' } }),
    );
    expect([answer.status, answer.body.code]).toEqual([503, 'query_timeout']);
    expect((await limited.accounts.call(`GET ${path}`, { as: person })).body.title).toBe('Before');
    const comments = `${path}/comments`;
    const comment = await whileLocked('SELECT FROM tickets FOR UPDATE', () =>
      limited.accounts.call(`POST ${comments}`, { as: person, body: { content: 'Too late' } }),
    );
    expect([comment.status, comment.body.code]).toEqual([503, 'query_timeout']);
    expect((await limited.accounts.call(`GET ${comments}`, { as: person })).body.items).toEqual([]);
    const created = `SELECT 1 FROM event_bodies WHERE type = 'comment.created'`;
    expect(await limited.dataSource.query(created)).toEqual([]);
  });

  it('a transaction that goes on no more, as in a frozen process, gives up its locks after 2 s', async () => {
    const ticket = await limited.accounts.call('POST /api/tickets', { as: person, body: { title: 'Before' } });
    // A connection of the application's own pool, as requests use it.
    const frozen = limited.dataSource.createQueryRunner();
    try {
      await frozen.startTransaction();
      await frozen.query("UPDATE tickets SET title = 'Frozen' WHERE id = $1", [ticket.body.id]);
      const path = `/api/tickets/${ticket.body.id}`;
      const change = () => limited.accounts.call(`PATCH ${path}`, { as: person, body: { title: 'After' } });
      await until(async () => (await change()).status === 200);
      expect((await limited.accounts.call(`GET ${path}`, { as: person })).body.title).toBe('After');
      await expect(frozen.commitTransaction()).rejects.toThrow();
    } finally {
      await frozen.release();
    }
  });
});

it('a request waits for a connection of the pool for a bounded time, then gets a 503', async () => {
  const small = await Stage.start({ DATABASE_POOL_SIZE: '1' });
  try {
    const person = await small.accounts.person('user');
    const runner = small.dataSource.createQueryRunner();
    await runner.connect();
    const { result, ms } = await timed(() => small.accounts.call('GET /api/auth/me', { as: person }));
    await runner.release();
    expect([result.status, result.body.code]).toEqual([503, 'database_busy']);
    expect(result.headers.get('retry-after')).not.toBeNull();
    expect(ms).toBeLessThan(7_000);
    expect((await small.accounts.call('GET /api/auth/me', { as: person })).status).toBe(200);
  } finally {
    await small.close();
  }
});

describe('a search in text without spaces', () => {
  const TEXTS = [
    ['Chinese', '我们的打印机坏了，请尽快修理', ['打印', '打印机', '坏了', '机', '"打印机坏了"'], ['打机', '印打']],
    ['Japanese', '東京都のプリンターが故障しました', ['京都', 'プリンター', '故障', 'しま'], ['都京']],
    ['Korean', '프린터가고장났습니다', ['고장', '프린터'], ['장고']],
    ['Thai', 'เครื่องพิมพ์เสียแล้ว', ['พิมพ์', 'เสีย'], ['เสียพิมพ์']],
  ] as const;

  it.each(TEXTS)('finds %s words inside it, for people who may see it', async (_name, text, words, absent) => {
    const { accounts } = running;
    const agent = await accounts.person('agent');
    const [person, stranger] = [await accounts.person('user'), await accounts.person('user')];
    const ticket = (await accounts.call('POST /api/tickets', { as: person, body: { title: text } })).body;
    await accounts.call(`POST /api/tickets/${ticket.id}/comments`, { as: person, body: { content: `VPN: ${text}` } });
    const article = { title: `About ${text}`, body: 'x', status: 'internal' };
    const { id } = (await accounts.call('POST /api/kb/articles', { as: agent, body: article })).body;
    const found = async (path: string, q: string, as: Person) =>
      (await get(`${path}q=${encodeURIComponent(q)}`, as)).body.items.map((item: { id: string }) => item.id);
    for (const q of words) {
      expect([q, await found('/api/tickets?', q, person)]).toEqual([q, [ticket.id]]);
      expect([q, await found('/api/kb/articles?', q, agent)]).toEqual([q, [id]]);
      expect([q, (await found('/api/search?', q, person)).length]).toEqual([q, 2]);
      expect(await found('/api/search?', q, stranger)).toEqual([]);
      expect(await found('/api/kb/articles?', q, person)).toEqual([]);
    }
    for (const q of absent) expect(await found('/api/search?', q, person)).toEqual([]);
  });

  it('highlights one match, without a trace of how it is stored', async () => {
    const agent = await running.accounts.person('agent');
    const body = { title: 'Mixed', description: '打印机 on floor 3: 打印机坏了' };
    await running.accounts.call('POST /api/tickets', { as: agent, body });
    const q = encodeURIComponent('打印机坏');
    const [first] = (await get(`/api/search?q=${q}&types=ticket`, agent)).body.items.filter(
      ({ title }: { title: string }) => title === 'Mixed',
    );
    expect(first.highlight).toContain('<mark>打印机坏</mark>');
    // oxlint-disable-next-line no-control-regex
    expect(first.highlight).not.toMatch(/[\u0000-\u001f]/);
  });

  it('supports minus and other words as usual', async () => {
    const { accounts } = running;
    const person = await accounts.person('user');
    for (const title of ['打印机 VPN', '打印机 mail'])
      await accounts.call('POST /api/tickets', { as: person, body: { title } });
    const titles = async (q: string) =>
      (await get(`/api/tickets?q=${encodeURIComponent(q)}`, person)).body.items.map(
        (item: { title: string }) => item.title,
      );
    expect(await titles('打印 vpn')).toEqual(['打印机 VPN']);
    expect(await titles('mail -打印')).toEqual([]);
    expect(await titles('打印 -vpn')).toEqual(['打印机 mail']);
  });
});
