import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { ArticleAnswer, ArticlePage } from '../../src/kb/articles.answers.js';
import { type Cast } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

const ARTICLES = '/api/kb/articles';
const STATUSES = ['draft', 'internal', 'public', 'archived'] as const;

let app: Stage;
let cast: Cast;
let staff: Person[];
let customers: Person[];

beforeAll(async () => {
  app = await Stage.start();
  cast = await app.accounts.cast();
  staff = [cast.admin, cast.agent];
  customers = [cast.manager, cast.requester, cast.stranger];
});

afterAll(() => app?.close());

async function write(fields: object = {}): Promise<ArticleAnswer> {
  const answer = await cast.agent.post<ArticleAnswer>(ARTICLES, { title: 'Fire', ...fields });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function ids(caller: Person, query: string): Promise<string[]> {
  const answer = await caller.get<ArticlePage>(`${ARTICLES}?${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ id }) => id);
}

describe('writing an article', () => {
  it('returns the whole article, by default a draft of the author', async () => {
    const answer = await cast.agent.post<ArticleAnswer>(ARTICLES, { title: ' Put out a Prïnter! ' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toEqual({
      id: expect.any(String),
      title: 'Put out a Prïnter!',
      slug: 'put-out-a-printer',
      body: '',
      status: 'draft',
      category: null,
      author_id: cast.agent.id,
      author_name: 'Ada Agent',
      version: 1,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      published_at: null,
    });
    expect((await cast.admin.get(`${ARTICLES}/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it('is restricted to staff', async () => {
    for (const caller of customers) {
      expect((await caller.post(ARTICLES, { title: 'Mine' })).body.code).toBe('forbidden');
    }
    for (const caller of staff) expect((await caller.post(ARTICLES, { title: 'Ours' })).status).toBe(201);
    expect((await fetch(`${app.url}${ARTICLES}`)).status).toBe(401);
  });

  it('numbers equal slugs, for simultaneous requests too, and never changes a slug', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => write({ title: 'Same name' })));
    expect(answers.map(({ slug }) => slug).sort()).toEqual(['same-name', 'same-name-2', 'same-name-3', 'same-name-4']);
    expect((await write({ title: '日本' })).slug).toBe('article');
    const { id, slug } = await write({ title: 'Before' });
    const renamed = await cast.agent.patch<ArticleAnswer>(`${ARTICLES}/${id}`, { title: 'After' });
    expect(renamed.body).toMatchObject({ title: 'After', slug });
    expect(wrongFields(await cast.agent.patch(`${ARTICLES}/${id}`, { slug: 'other' }))).toEqual(['slug']);
  });

  it('refuses a slug in use', async () => {
    await write({ slug: 'taken' });
    const again = await cast.agent.post(ARTICLES, { title: 'Other', slug: 'taken' });
    expect([again.status, again.body.code]).toEqual([409, 'slug_taken']);
  });

  it('names every wrong field', async () => {
    const wrong = { title: '', body: 1, status: 'lost', category: '', slug: 'No Slug', author_id: newId() };
    const fields = ['author_id', 'body', 'category', 'slug', 'status', 'title'];
    expect(wrongFields(await cast.agent.post(ARTICLES, wrong)).sort()).toEqual(fields);
    const { id } = await write();
    const nulls = { title: null, body: null, status: null };
    expect(wrongFields(await cast.agent.patch(`${ARTICLES}/${id}`, nulls)).sort()).toEqual(['body', 'status', 'title']);
    expect(wrongFields(await cast.agent.post(ARTICLES, { title: 'x', body: 'x'.repeat(100_001) }))).toEqual(['body']);
  });

  it('accepts long bodies of many different words', async () => {
    const body = Array.from({ length: 49_000 }, (_, index) => String.fromCharCode(0x4e00 + (index % 20_000))).join(' ');
    expect((await write({ body })).body).toBe(body);
  });
});

describe('reading articles', () => {
  it('shows public articles to everyone and the rest only to staff; for others they do not exist', async () => {
    for (const status of STATUSES) {
      const { id } = await write({ status });
      for (const caller of staff) expect((await caller.get(`${ARTICLES}/${id}`)).status).toBe(200);
      for (const caller of customers) {
        const expected = status === 'public' ? 200 : 404;
        expect([status, (await caller.get(`${ARTICLES}/${id}`)).status]).toEqual([status, expected]);
      }
    }
    expect((await cast.agent.get(`${ARTICLES}/${newId()}`)).status).toBe(404);
    expect((await cast.agent.get(`${ARTICLES}/nonsense`)).status).toBe(404);
  });

  it('lists, filters and searches only visible articles', async () => {
    const word = `w${newId().slice(-12)}`;
    const made: Record<string, string> = {};
    for (const status of STATUSES) {
      made[status] = (await write({ status, body: `All about ${word}`, category: word })).id;
    }
    const everything = STATUSES.map((status) => made[status]).toReversed();
    for (const query of [`q=${word}`, `category=${word}`]) {
      for (const caller of staff) expect(await ids(caller, query)).toEqual(everything);
      for (const caller of customers) expect(await ids(caller, query)).toEqual([made['public']]);
    }
    expect(await ids(cast.agent, `q=${word}&status=draft,internal`)).toEqual([made['internal'], made['draft']]);
    expect(await ids(cast.requester, `q=${word}&status=draft,internal`)).toEqual([]);
    expect(await ids(cast.agent, `q=${word}+missing`)).toEqual([]);
    const { slug } = (await cast.agent.get<ArticleAnswer>(`${ARTICLES}/${made['draft']}`)).body;
    expect(await ids(cast.agent, `slug=${slug}`)).toEqual([made['draft']]);
    expect(await ids(cast.requester, `slug=${slug}`)).toEqual([]);
  });

  it('pages through all, newest first, and refuses a foreign cursor', async () => {
    const category = newId();
    for (let index = 0; index < 5; index += 1) await write({ category, status: index % 2 ? 'draft' : 'public' });
    for (const [caller, count] of [
      [cast.agent, 5],
      [cast.requester, 3],
    ] as const) {
      const seen: string[] = [];
      let cursor = '';
      for (;;) {
        const { body } = await caller.get<ArticlePage>(`${ARTICLES}?category=${category}&limit=2${cursor}`);
        seen.push(...body.items.map(({ id }) => id));
        if (body.next_cursor === null) break;
        cursor = `&cursor=${body.next_cursor}`;
      }
      expect(seen).toEqual([...new Set(seen)].sort().toReversed());
      expect(seen).toHaveLength(count);
    }
    expect(wrongFields(await cast.agent.get(`${ARTICLES}?cursor=nonsense`))).toEqual(['cursor']);
    expect(wrongFields(await cast.agent.get(`${ARTICLES}?status=lost`))).toEqual(['status']);
  });
});

describe('changing an article', () => {
  it('is restricted to staff: 403 for readers, 404 for others', async () => {
    for (const status of STATUSES) {
      const { id } = await write({ status });
      const expected = status === 'public' ? 403 : 404;
      for (const caller of customers) {
        expect((await caller.patch(`${ARTICLES}/${id}`, { title: 'Mine' })).status).toBe(expected);
        expect((await caller.delete(`${ARTICLES}/${id}`)).status).toBe(expected);
      }
      const answer = await cast.admin.get<ArticleAnswer>(`${ARTICLES}/${id}`);
      expect(answer.body).toMatchObject({ title: 'Fire', version: 1 });
    }
  });

  it('counts versions, respects If-Match, and writes nothing when nothing changes', async () => {
    const path = `${ARTICLES}/${(await write()).id}`;
    const second = await cast.admin.patch<ArticleAnswer>(path, { body: 'More' }, { 'if-match': '"1"' });
    expect([second.status, second.headers.get('etag'), second.body.version]).toEqual([200, '"2"', 2]);
    expect((await cast.admin.patch(path, { body: 'Late' }, { 'if-match': '1' })).status).toBe(412);
    expect((await cast.admin.delete(path, { 'if-match': '1' })).status).toBe(412);
    expect((await cast.admin.patch<ArticleAnswer>(path, { body: 'More' })).body).toEqual(second.body);
    const cleared = await cast.admin.patch<ArticleAnswer>(path, { category: null });
    expect(cleared.body.version).toBe(2);
    const all = await Promise.all(
      [1, 2, 3].map((number) => cast.agent.patch<ArticleAnswer>(path, { title: `${number}` })),
    );
    expect(all.map(({ body }) => body.version).sort((a, b) => a - b)).toEqual([3, 4, 5]);
    expect((await cast.agent.delete(path)).status).toBe(204);
    expect((await cast.agent.get(path)).status).toBe(404);
    expect((await cast.agent.delete(path)).status).toBe(404);
  });

  it('keeps the time of its first publication', async () => {
    const path = `${ARTICLES}/${(await write()).id}`;
    const first = (await cast.agent.patch<ArticleAnswer>(path, { status: 'internal' })).body.published_at;
    expect(first).toEqual(expect.any(String));
    for (const status of ['draft', 'public', 'archived', 'public']) {
      expect((await cast.agent.patch<ArticleAnswer>(path, { status })).body).toMatchObject({
        status,
        published_at: first,
      });
    }
  });
});
