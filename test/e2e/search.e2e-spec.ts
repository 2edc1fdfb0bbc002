import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import type { Json } from '../support/sockets/socket.js';

let running: Stage;
let people: Record<'admin' | 'agent' | 'manager' | 'foreign' | 'requester' | 'stranger', Person>;
let ticket: Json;
let other: Json;

const call = async (route: string, as: Person, body?: unknown): Promise<Json> => {
  const answer = await running.accounts.call(route, { as, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const search = (as: Person, query: string): Promise<Json> => call(`GET /api/search?${query}`, as);
const found = async (as: Person, q: string, more = ''): Promise<string[]> => {
  const { items } = await search(as, `q=${encodeURIComponent(q)}${more}`);
  return items.map(({ type, title }: Json) => `${type} ${title}`);
};

beforeAll(async () => {
  running = await Stage.start();
  const { accounts } = running;
  const admin = await accounts.person('admin');
  const companyId = (await call('POST /api/companies', admin, { name: 'Acme' })).id;
  people = {
    admin,
    agent: await accounts.person('agent'),
    manager: await accounts.person('manager', { companyId }),
    foreign: await accounts.person('manager'),
    requester: await accounts.person('user', { companyId }),
    stranger: await accounts.person('user'),
  };
  const { agent, requester, stranger } = people;
  ticket = await call('POST /api/tickets', requester, {
    title: 'Walrus on the printer',
    description: 'It does not move.',
  });
  other = await call('POST /api/tickets', stranger, {
    title: 'Nothing special',
    description: 'A walrus once, walrus twice',
  });
  await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'Feed the walrus herring' });
  await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'The walrus is ours', internal: true });
  const gone = await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'A deleted walrus' });
  await running.accounts.call(`DELETE /api/comments/${gone.id}`, { as: agent });
  await call('POST /api/kb/articles', agent, { title: 'Care of a walrus', body: 'Daily.', status: 'public' });
  await call('POST /api/kb/articles', agent, { title: 'Walrus, internally', body: 'Secret.', status: 'internal' });
  await call('POST /api/kb/articles', agent, { title: 'Walrus draft', body: 'Later.', status: 'draft' });
});
afterAll(() => running.close());

describe('a search', () => {
  const ON_TICKET = ['comment Walrus on the printer', 'ticket Walrus on the printer'];
  const PUBLIC = 'kb_article Care of a walrus';
  const EVERYTHING = [
    ...ON_TICKET,
    'comment Walrus on the printer',
    'ticket Nothing special',
    PUBLIC,
    'kb_article Walrus draft',
    'kb_article Walrus, internally',
  ];

  it.each([
    ['admin', EVERYTHING],
    ['agent', EVERYTHING],
    ['manager', [...ON_TICKET, PUBLIC]],
    ['requester', [...ON_TICKET, PUBLIC]],
    ['foreign', [PUBLIC]],
    ['stranger', [PUBLIC, 'ticket Nothing special']],
  ] as const)('finds for the %s what REST would show, and nothing deleted', async (name, expected) => {
    expect((await found(people[name], 'walrus')).toSorted()).toEqual([...expected].toSorted());
  });

  it('requires a signed-in user', async () => {
    expect((await running.accounts.call('GET /api/search?q=walrus')).status).toBe(401);
  });

  it('ranks by frequency, and can be narrowed to types', async () => {
    const { agent } = people;
    expect((await found(agent, 'walrus'))[0]).toBe('ticket Nothing special');
    const tickets = await found(agent, 'walrus', '&types=ticket');
    expect(tickets.toSorted()).toEqual(['ticket Nothing special', 'ticket Walrus on the printer']);
    expect(await found(agent, 'herring', '&types=ticket,kb_article')).toEqual([]);
  });

  it('supports quotes, minus and OR, and prefixes of the last word only', async () => {
    const { requester } = people;
    expect(await found(requester, '"walrus herring"')).toEqual(['comment Walrus on the printer']);
    expect(await found(requester, 'walrus -printer')).not.toContain('ticket Walrus on the printer');
    expect(await found(requester, 'herring OR daily')).toHaveLength(2);
    expect(await found(requester, 'herr')).toEqual(['comment Walrus on the printer']);
    expect(await found(requester, '"herr"')).toEqual([]);
    expect(await found(requester, 'herr walrus')).toEqual([]);
  });

  it('accepts any input', async () => {
    for (const q of [`'`, `"`, `a' OR 1=1 --`, ':*', '!!!', '&|!()', `x':*`, '\\', '%', '- -', '🚀', 'a'.repeat(200)]) {
      expect(await found(people.requester, q)).toEqual(expect.any(Array));
    }
  });

  it('names every invalid parameter', async () => {
    const wrong = async (query: string) =>
      wrongFields(await running.accounts.call(`GET /api/search?${query}`, { as: people.agent }));
    expect(await wrong('')).toEqual(['q']);
    expect(await wrong('q=%20')).toEqual(['q']);
    expect(await wrong(`q=${'a'.repeat(201)}&types=user&limit=0`)).toEqual(['limit', 'q', 'types']);
    expect(await wrong('q=a&cursor=x')).toEqual(['cursor']);
    expect(await wrong(`q=a&cursor=${Buffer.from('["x","y"]').toString('base64url')}`)).toEqual(['cursor']);
  });

  it('returns matches in HTML that is safe to embed', async () => {
    const { stranger } = people;
    const comment = await call(`POST /api/tickets/${other.id}/comments`, stranger, { content: 'walnut' });
    // Control characters are refused today; rows of before may have them.
    const content = `<script>alert("walnut")</script> \u0002forged\u0003 <mark>walnut</mark> & 'more'`;
    await running.dataSource.query('UPDATE comments SET content = $2 WHERE id = $1', [comment.id, content]);
    const { items } = await search(stranger, 'q=walnut');
    const { highlight } = items[0];
    expect(highlight).toContain('<mark>walnut</mark>');
    expect(highlight.replaceAll('<mark>walnut</mark>', '')).not.toMatch(/[<>"']/);
    expect(highlight.includes('\u0002') || highlight.includes('\u0003')).toBe(false);
    expect(highlight).not.toContain('<mark>forged');
  });

  it('returns everything once over its pages', async () => {
    const { agent } = people;
    for (let count = 0; count < 25; count += 1) {
      await call('POST /api/tickets', agent, { title: `Narwhal ${'narwhal '.repeat(count % 3)}` });
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await search(agent, `q=narwhal&limit=4${cursor}`);
      seen.push(...page.items.map(({ id }: Json) => id));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    const { items } = await search(agent, 'q=narwhal&limit=100');
    expect(seen).toEqual(items.map(({ id }: Json) => id));
    expect(new Set(seen).size).toBe(25);
    const ranks = items.map(({ rank }: Json) => rank);
    expect(ranks).toEqual(ranks.toSorted((a: number, b: number) => b - a));
  });
});
