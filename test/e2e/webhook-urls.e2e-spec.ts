import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { HOSTILE_LITERALS, HOSTILE_NAMES, HOSTILE_RELATIVES, MALFORMED_URLS } from '../unit/webhooks/hostile-urls.js';

let running: Stage;
let person: Person;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_ALLOWED_NETWORKS: '', WEBHOOK_WORKER_CONCURRENCY: '0' });
  person = await running.accounts.person('user');
});
afterAll(() => running.close());

async function put(url: string) {
  return running.accounts.call('PUT /api/users/me/webhook', { as: person, body: { webhook_url: url } });
}

// "" is no URL but the way to clear one.
const HOSTILE = [...HOSTILE_LITERALS, ...HOSTILE_NAMES, ...HOSTILE_RELATIVES, ...MALFORMED_URLS].filter(
  (url) => url !== '',
);

describe('a webhook URL that targets an internal address', () => {
  it(`is refused in each of ${HOSTILE.length} spellings, and nothing is stored`, async () => {
    const taken: unknown[] = [];
    for (const template of HOSTILE) {
      const url = template.replace('PORT', new URL(running.url).port);
      const { status, body } = await put(url);
      const isRefused = status === 400 && body.errors.length === 1 && body.errors[0].field === 'webhook_url';
      if (!isRefused || body.errors[0].message === '') taken.push({ url, status, body });
    }
    expect(taken).toEqual([]);
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
    expect(await running.accounts.count('webhook_endpoints')).toBe(0);
  });

  it('is refused with a reason and advice', async () => {
    const { body } = await put('http://0x7f.1/');
    expect(body.errors[0].message).toMatch(/loopback address.*WEBHOOK_ALLOWED_NETWORKS/);
  });
});

describe('a webhook URL with a public target', () => {
  it.each(['https://hooks.example.com/x?y=1', 'http://203.0.114.9:8080/', '/api/notifications/webhooks/notifications'])(
    '%s is accepted unchanged',
    async (url) => {
      const answer = await put(url);
      expect([answer.status, answer.body.webhook_url]).toEqual([200, url]);
    },
  );
});

describe('with WEBHOOK_REQUIRE_HTTPS', () => {
  it('plain http is refused except for allowed networks', async () => {
    const strict = await Stage.start({
      WEBHOOK_REQUIRE_HTTPS: 'true',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1/32,bot.internal',
      WEBHOOK_WORKER_CONCURRENCY: '0',
    });
    try {
      const as = await strict.accounts.person('user');
      const status = async (webhook_url: string) =>
        (await strict.accounts.call('PUT /api/users/me/webhook', { as, body: { webhook_url } })).status;
      expect(await status('http://hooks.example.com/')).toBe(400);
      expect(await status('https://hooks.example.com/')).toBe(200);
      expect(await status('http://127.0.0.1:4000/')).toBe(200);
      expect(await status('http://127.0.0.2:4000/')).toBe(400);
      expect(await status('http://bot.internal/')).toBe(200);
    } finally {
      await strict.close();
    }
  });
});
