import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { wrongFields, type Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { postText, signedHeaders, storedNotification } from '../support/signed-posts.js';

const RECEIVER = '/api/notifications/webhooks/notifications';

let running: RunningApp;
let person: Account;
let secret: string;
let id: string;

beforeAll(async () => {
  running = await startApp({ RATE_LIMIT: '50', WEBHOOK_WORKER_CONCURRENCY: '0' });
  person = await running.accounts.person('user');
  const answer = await running.accounts.call('PUT /api/users/me/webhook', {
    as: person,
    body: { webhook_url: RECEIVER },
  });
  secret = answer.body.secret;
  id = await storedNotification(running, person);
});
afterAll(() => running.close());

function bodyOf(notificationId = id, fields: object = {}): string {
  const notification = {
    id: notificationId,
    type: 'webhook_test',
    message: 'Héllo',
    created_at: '2026-11-24T00:00:00Z',
  };
  return JSON.stringify({ event: 'notification.created', notification, data: { message: 'Héllo' }, ...fields });
}

function post(headers: Record<string, string>, body: string, path = RECEIVER) {
  return postText(`${running.url}${path}`, headers, body);
}

describe('the built-in receiver', () => {
  it.each([RECEIVER, '/api/webhooks/notifications'])('takes what was signed with the secret, at %s', async (path) => {
    const body = bodyOf();
    const answer = await post(signedHeaders({ id, secret, body }), body, path);
    expect([answer.status, answer.body]).toEqual([200, { status: 'received' }]);
  });

  it('takes a repeat, and never tells anybody of anything', async () => {
    const count = async () => [
      await running.accounts.count('event_bodies'),
      await running.accounts.count('notifications'),
      await running.accounts.count('webhook_deliveries'),
    ];
    const before = await count();
    const body = bodyOf();
    for (let time = 0; time < 3; time++) {
      expect((await post(signedHeaders({ id, secret, body }), body)).status).toBe(200);
    }
    expect(await count()).toEqual(before);
  });

  it('takes a signature of the X-Webhook family alone', async () => {
    const body = bodyOf();
    const all = Object.entries(signedHeaders({ id, secret, body }));
    const headers = Object.fromEntries(all.filter(([name]) => !name.startsWith('webhook-')));
    expect((await post(headers, body)).status).toBe(200);
    expect((await post({ ...headers, 'X-Webhook-Signature': '00'.repeat(32) }, body)).status).toBe(401);
  });

  it('takes both secrets during a rotation', async () => {
    const one = await running.accounts.person('user');
    const set = (body: object) => running.accounts.call('PUT /api/users/me/webhook', { as: one, body });
    const old = (await set({ webhook_url: RECEIVER })).body.secret;
    const own = await storedNotification(running, one);
    const fresh = (await set({ rotate_secret: true })).body.secret;
    const body = bodyOf(own);
    for (const secret of [old, fresh]) {
      expect((await post(signedHeaders({ id: own, secret, body }), body)).status).toBe(200);
    }
    await running.dataSource.query('UPDATE webhook_endpoints SET previous_secret_expires_at = now()');
    expect((await post(signedHeaders({ id: own, secret: old, body }), body)).status).toBe(401);
  });

  it('is not limited per address: all deliveries come from one', async () => {
    const body = bodyOf();
    const headers = signedHeaders({ id, secret, body });
    const answers = await Promise.all(Array.from({ length: 80 }, () => post(headers, body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('it answers 401', () => {
  const json = { 'content-type': 'application/json' };

  it('to what is not signed', async () => {
    const answer = await post(json, bodyOf());
    expect([answer.status, answer.body.code]).toEqual([401, 'bad_signature']);
    expect((await post({ ...json, 'webhook-id': id }, bodyOf())).status).toBe(401);
    expect((await post(json, 'no JSON')).status).toBe(401);
    expect((await post(json, '')).status).toBe(401);
  });

  it('to another secret, a changed byte, an old or a future timestamp', async () => {
    const body = bodyOf();
    const now = Math.floor(Date.now() / 1_000);
    const attempts: [Record<string, string>, string][] = [
      [signedHeaders({ id, secret: 'another', body }), body],
      [signedHeaders({ id, secret, body }), `${body} `],
      [signedHeaders({ id, secret, body, timestampSeconds: now - 400 }), body],
      [signedHeaders({ id, secret, body, timestampSeconds: now + 400 }), body],
      [{ ...signedHeaders({ id, secret, body }), 'webhook-id': newId() }, body],
    ];
    for (const [headers, text] of attempts) expect((await post(headers, text)).status).toBe(401);
  });

  it('to a notification that does not exist, and to somebody else’s', async () => {
    const other = await running.accounts.person('user');
    await running.accounts.call('PUT /api/users/me/webhook', { as: other, body: { webhook_url: RECEIVER } });
    const others = await storedNotification(running, other);
    for (const foreign of [newId(), others, 'x', `${id}' OR true --`]) {
      const body = bodyOf(foreign);
      expect((await post(signedHeaders({ id: foreign, secret, body }), body)).status).toBe(401);
    }
  });

  it('to the secret of an endpoint that does not point here', async () => {
    const elsewhere = await running.accounts.person('user');
    const answer = await running.accounts.call('PUT /api/users/me/webhook', {
      as: elsewhere,
      body: { webhook_url: 'https://hooks.example.com/' },
    });
    const own = await storedNotification(running, elsewhere);
    const body = bodyOf(own);
    expect((await post(signedHeaders({ id: own, secret: answer.body.secret, body }), body)).status).toBe(401);
  });
});

describe('it answers 400', () => {
  it('to a signed body of the wrong shape, with every field', async () => {
    const signed = (body: string) => post(signedHeaders({ id, secret, body }), body);
    expect(wrongFields(await signed('{}'))).toEqual(['data', 'event', 'notification']);
    expect(wrongFields(await signed('[]'))).toEqual(['body']);
    expect(wrongFields(await signed('no JSON'))).toEqual(['body']);
    expect(wrongFields(await signed(bodyOf(id, { event: 'x', notification: {} })))).toEqual([
      'event',
      'notification.created_at',
      'notification.id',
      'notification.message',
      'notification.type',
    ]);
    expect(wrongFields(await signed(bodyOf(newId())))).toEqual(['notification.id']);
  });
});
