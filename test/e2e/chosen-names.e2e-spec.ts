import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpAnswer, Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

const PARALLEL = 20;

let server: Stage;
let admin: Person;

beforeAll(async () => {
  server = await Stage.start();
  admin = await server.accounts.person('admin');
});
afterAll(() => server.close());

function createAll(path: string, body: object): Promise<HttpAnswer[]> {
  const create = () => server.accounts.call(`POST /api/${path}`, { as: admin, body });
  return Promise.all(Array.from({ length: PARALLEL }, create));
}

describe('a name that the server chooses', () => {
  it('is unique for slugs of articles with one title', async () => {
    const answers = await createAll('kb/articles', { title: 'Printer on fire' });
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: PARALLEL }, () => 201));
    expect(new Set(answers.map(({ body }) => body.slug)).size).toBe(PARALLEL);
  });

  it('is unique for names of webhooks with one host', async () => {
    const answers = await createAll('webhooks', { url: 'https://example.com/hook', events: ['*'] });
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: PARALLEL }, () => 201));
    expect(new Set(answers.map(({ body }) => body.name)).size).toBe(PARALLEL);
  });

  it('is replaced when another webhook takes it at the same moment', async () => {
    const other = { url: 'https://example.org/', events: ['*'], name: 'Other' };
    const { body: existing } = await server.accounts.call('POST /api/webhooks', { as: admin, body: other });
    const lock = {
      sql: 'UPDATE webhook_endpoints SET name = $2 WHERE id = $1',
      parameters: [existing.id, 'example.org'],
      waiters: 1,
    };
    const create = () =>
      server.accounts.call('POST /api/webhooks', { as: admin, body: { url: 'https://example.org/', events: ['*'] } });
    const answer = await server.accounts.whileHolding(lock, create);
    expect([answer.status, answer.body.name]).toEqual([201, 'example.org 2']);
  });
});

describe('the older webhook API', () => {
  it('links from each page of a bare array to the next', async () => {
    const user = await server.accounts.person('user');
    for (let number = 0; number < 5; number += 1) {
      const body = { url: 'https://example.com/hook', events: ['*'] };
      expect((await server.accounts.call('POST /v1/webhooks', { as: user, body })).status).toBe(201);
    }
    const found: string[] = [];
    let path: string | undefined = '/v1/webhooks?limit=2';
    while (path !== undefined) {
      const answer: HttpAnswer = await server.accounts.call(`GET ${path}`, { as: user });
      expect(answer.body.length).toBeLessThanOrEqual(2);
      found.push(...answer.body.map(({ name }: { name: string }) => name));
      path = /^<(\/v1\/webhooks\?[^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual(['example.com 5', 'example.com 4', 'example.com 3', 'example.com 2', 'example.com']);
  });
});
