import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { type ReceivedRequest, Receiver } from '../support/receivers/receiver.js';
import { postText, signedHeaders, storedNotification } from '../support/receivers/signed-posts.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

describe('receivers that verify in other ways', () => {
  /** What tells one JSON writer from another. */
  const DATA = [
    {
      id: 'p-1',
      name: 'Grüße, 東京 – 🚀',
      quote: '"\\/\b\f\n\r\t\u2028\u007f',
      nested: { list: [1, [2, []], {}], none: null },
    },
    {
      id: 'p-2',
      floats: [0.1, 1.5, 1e-7, 1e21, 123456789.125, -0.5, 5e-324, 1.7976931348623157e308, 100, 0.0001, 0.00001],
    },
    { id: 'p-3', integers: [0, -1, 9007199254740991, 9007199254740992], yes: true, no: false, empty: '' },
    { id: 'p-4', '2': 'keys', '1': 'like numbers', ключ: 'й', __proto: 'x', html: '<script>&amp;</script>' },
  ];

  let running: Stage;
  let receiver: Receiver;
  let admin: Person;

  beforeAll(async () => {
    running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '20ms' });
    admin = await running.accounts.person('admin');
  });
  afterAll(() => running.close());
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.stop());

  const call = (route: string, body?: unknown): Promise<HttpAnswer> =>
    running.accounts.call(route, { as: admin, body });
  const hex = (secret: string, content: string) => createHmac('sha256', secret).update(content).digest('hex');
  const header = ({ headers }: ReceivedRequest, name: string) => String(headers[name]);

  type Check = (secret: string, request: ReceivedRequest) => boolean;

  /** Sends all of it to a receiver that takes only what it can verify in its own way. @returns the deliveries' status */
  async function accepted(fields: Json, check: Check): Promise<string[]> {
    let secret = '';
    receiver.reply = (response, request) => response.writeHead(check(secret, request) ? 200 : 401).end();
    const hook = (await call('POST /api/webhooks', { url: receiver.url, events: ['project.*'], ...fields })).body;
    secret = hook.secret;
    if (fields.secret !== undefined) expect(secret).toBe(fields.secret);
    for (const data of DATA) {
      const answer = await call('POST /api/events', { type: 'project.updated', data });
      expect(answer.status).toBe(202);
    }
    let items: Json[] = [];
    await until(async () => {
      items = (await call(`GET /api/webhooks/${hook.id}/deliveries`)).body.items;
      return items.length === DATA.length && items.every(({ status }) => status === 'success' || status === 'failed');
    });
    await call(`DELETE /api/webhooks/${hook.id}`);
    return items.map(({ status, attempts }) => `${status} ${attempts}`);
  }

  const ALL = DATA.map(() => 'success 1');

  /** As `json.dumps(json.loads(body))` does it; null: there is no Python here. */
  function asPythonWrites(text: string): string | null {
    const script = 'import json,sys; sys.stdout.write(json.dumps(json.loads(sys.stdin.buffer.read().decode("utf-8"))))';
    const { stdout, error } = spawnSync('python3', ['-c', script], { input: text, encoding: 'utf8' });
    return error === undefined ? stdout : null;
  }

  describe('a receiver that verifies', () => {
    it.each(['standard', 'cloudevents', 'xtsystems'])(
      'hex over timestamp, dot and body accepts everything: %s',
      async (format) => {
        const check: Check = (secret, request) =>
          header(request, 'x-webhook-signature') ===
          hex(secret, `${header(request, 'x-webhook-timestamp')}.${request.text}`);
        expect(await accepted({ payload_format: format }, check)).toEqual(ALL);
      },
    );

    it('sha256= over timestamp and body accepts everything', async () => {
      const check: Check = (secret, request) =>
        header(request, 'x-xtsystems-signature') ===
        `sha256=${hex(secret, `${header(request, 'x-xtsystems-timestamp')}${request.text}`)}`;
      expect(await accepted({ payload_format: 'xtsystems', secret: 'a secret of the bot’s own' }, check)).toEqual(ALL);
    });

    it.each(['standard', 'cloudevents', 'xtsystems'])(
      'the JSON.stringify output of the parsed body accepts everything: %s',
      async (format) => {
        const check: Check = (secret, request) => {
          const body = JSON.stringify(JSON.parse(request.text));
          return (
            header(request, 'x-webhook-signature') === hex(secret, `${header(request, 'x-webhook-timestamp')}.${body}`)
          );
        };
        expect(await accepted({ payload_format: format }, check)).toEqual(ALL);
      },
    );

    const withPython = asPythonWrites('{}') !== null ? it : it.skip;
    withPython.each(['standard', 'xtsystems'])(
      'what Python’s json.dumps makes of the parsed body takes everything: %s',
      async (format) => {
        const check: Check = (secret, request) => {
          const body = asPythonWrites(request.text) ?? '';
          const timestamp = header(request, 'x-webhook-timestamp');
          return (
            request.text === body && header(request, 'x-webhook-signature') === hex(secret, `${timestamp}.${body}`)
          );
        };
        expect(await accepted({ payload_format: format, json_style: 'python' }, check)).toEqual(ALL);
      },
    );

    it('with another secret accepts nothing', async () => {
      const check: Check = (_secret, request) =>
        header(request, 'x-webhook-signature') ===
        hex('other', `${header(request, 'x-webhook-timestamp')}.${request.text}`);
      expect(await accepted({ max_attempts: 1 }, check)).toEqual(DATA.map(() => 'failed 1'));
    });
  });
});

describe('the built-in receiver', () => {
  const RECEIVER = '/api/notifications/webhooks/notifications';

  let running: Stage;
  let person: Person;
  let secret: string;
  let id: string;

  beforeAll(async () => {
    running = await Stage.start({ RATE_LIMIT: '50', WEBHOOK_WORKER_CONCURRENCY: '0' });
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
    it.each([RECEIVER, '/api/webhooks/notifications'])('accepts a body signed with the secret, at %s', async (path) => {
      const body = bodyOf();
      const answer = await post(signedHeaders({ id, secret, body }), body, path);
      expect([answer.status, answer.body]).toEqual([200, { status: 'received' }]);
    });

    it('accepts a repeat, and never sends notifications', async () => {
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

    it('accepts a signature of the X-Webhook family alone', async () => {
      const body = bodyOf();
      const all = Object.entries(signedHeaders({ id, secret, body }));
      const headers = Object.fromEntries(all.filter(([name]) => !name.startsWith('webhook-')));
      expect((await post(headers, body)).status).toBe(200);
      expect((await post({ ...headers, 'X-Webhook-Signature': '00'.repeat(32) }, body)).status).toBe(401);
    });

    it('accepts both secrets during a rotation', async () => {
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

    it('is not limited per address, because all deliveries share one', async () => {
      const body = bodyOf();
      const headers = signedHeaders({ id, secret, body });
      const answers = await Promise.all(Array.from({ length: 80 }, () => post(headers, body)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    });
  });

  describe('the built-in receiver answers 401', () => {
    const json = { 'content-type': 'application/json' };

    it('to an unsigned request', async () => {
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

    it('to an unknown notification, and to one of another person', async () => {
      const other = await running.accounts.person('user');
      await running.accounts.call('PUT /api/users/me/webhook', { as: other, body: { webhook_url: RECEIVER } });
      const others = await storedNotification(running, other);
      for (const foreign of [newId(), others, 'x', `${id}' OR true --`]) {
        const body = bodyOf(foreign);
        expect((await post(signedHeaders({ id: foreign, secret, body }), body)).status).toBe(401);
      }
    });

    it('to the secret of an endpoint with another URL', async () => {
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

  describe('the built-in receiver answers 400', () => {
    it('to a signed body of the wrong shape, naming every field', async () => {
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
});
