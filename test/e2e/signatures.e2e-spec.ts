import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver, type ReceivedRequest } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;
let receiver: Receiver;
let owner: Person;
let endpoint: Json;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '30ms,30ms' });
});
afterAll(() => running.close());

beforeEach(async () => {
  receiver = await Receiver.start();
  owner = await running.accounts.person('user');
  endpoint = (await call('POST /api/webhooks', { url: receiver.url, events: ['ticket.created'] })).body;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await receiver.stop();
});

function call(route: string, body?: unknown): Promise<HttpAnswer> {
  return running.accounts.call(route, { as: owner, body });
}

/** One more ticket; resolves when so many more requests have come. */
async function send(requests = 1): Promise<ReceivedRequest[]> {
  const before = receiver.requests.length;
  await call('POST /api/tickets', { title: 'Дверь не закрывается 🚪' });
  return (await receiver.received(before + requests)).slice(before);
}

async function rotated(overlap?: string): Promise<string> {
  const body = overlap === undefined ? {} : { overlap };
  return (await call(`POST /api/webhooks/${endpoint.id}/regenerate-secret`, body)).body.secret;
}

async function settled(): Promise<Json[]> {
  let items: Json[] = [];
  await until(async () => {
    items = (await call(`GET /api/webhooks/${endpoint.id}/deliveries`)).body.items;
    return items.every(({ status }) => status === 'success' || status === 'failed');
  });
  return items;
}

describe('the signature of a delivery', () => {
  it('is valid for the first request and for every retry, each with its own time', async () => {
    receiver.next.push(500, 500);
    const requests = await send(3);
    for (const request of requests) expect(request.verify(endpoint.secret)).toEqual(JSON.parse(request.text));
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(requests.map(({ text }) => text)).size).toBe(1);
  });

  it('is valid with both secrets during a rotation, and afterwards only with the new one', async () => {
    const fresh = await rotated();
    const [request] = await send();
    if (request === undefined) throw new Error('no request');
    expect(fresh).not.toBe(endpoint.secret);
    for (const secret of [endpoint.secret, fresh]) expect(() => request.verify(secret)).not.toThrow();
    const last = await rotated('0s');
    const [later] = await send();
    if (later === undefined) throw new Error('no request');
    expect(() => later.verify(last)).not.toThrow();
    for (const secret of [endpoint.secret, fresh]) expect(() => later.verify(secret)).toThrow('No matching signature');
  });

  it('is made with both secrets in every family during a rotation, whose end the API returns', async () => {
    const old = await call('POST /v1/webhooks', { url: receiver.url, events: ['ticket.created'] });
    expect(old.body.previous_secret_expires_at).toBeNull();
    const path = `/api/webhooks/${old.body.id}`;
    const before = Date.now();
    const answer = (await call(`POST ${path}/regenerate-secret`, { overlap: '2h' })).body;
    const until = answer.previous_secret_expires_at;
    expect(Date.parse(until) - before).toBeGreaterThanOrEqual(7_200_000);
    expect(Date.parse(until) - before).toBeLessThan(7_260_000);
    for (const route of [`GET ${path}`, `GET /v1/webhooks/${old.body.id}`]) {
      expect((await call(route)).body.previous_secret_expires_at).toBe(until);
    }
    const requests = await send(2);
    const request = requests.find(({ body }) => body.event_type !== undefined);
    if (request === undefined) throw new Error('no request');
    const timestamp = String(request.headers['x-webhook-timestamp']);
    const hex = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');
    expect(request.headers).toMatchObject({
      'x-webhook-signature': hex(answer.secret, `${timestamp}.${request.text}`),
      'x-webhook-signature-previous': hex(old.body.secret, `${timestamp}.${request.text}`),
      'x-xtsystems-signature': `sha256=${hex(answer.secret, timestamp + request.text)}`,
      'x-xtsystems-signature-previous': `sha256=${hex(old.body.secret, timestamp + request.text)}`,
    });
    const ended = (await call(`POST ${path}/regenerate-secret`, { overlap: '0s' })).body;
    expect(ended.previous_secret_expires_at).toBeNull();
    const later = (await send(2)).find(({ body }) => body.event_type !== undefined);
    expect(Object.keys(later?.headers ?? {}).filter((name) => name.endsWith('-previous'))).toEqual([]);
  });

  it('of a personal webhook is made with both secrets too, for 24 hours', async () => {
    const path = '/api/users/me/webhook';
    const made = (await call(`PUT ${path}`, { webhook_url: receiver.url })).body;
    expect(made.previous_secret_expires_at).toBeNull();
    const fresh = (await call(`PUT ${path}`, { rotate_secret: true })).body;
    const hours = (Date.parse(fresh.previous_secret_expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    expect((await call(`GET ${path}`)).body.previous_secret_expires_at).toBe(fresh.previous_secret_expires_at);
    await call('POST /api/notifications/webhooks/test');
    const [request] = await receiver.received(1);
    if (request === undefined) throw new Error('no request');
    const content = `${String(request.headers['x-webhook-timestamp'])}.${request.text}`;
    const signature = createHmac('sha256', made.secret).update(content).digest('hex');
    expect(request.headers['x-webhook-signature-previous']).toBe(signature);
  });

  it('is valid for manual retries and for recoveries', async () => {
    receiver.reply = 500;
    const since = new Date(Date.now() - 1_000).toISOString();
    await send(3);
    const [{ id }] = await settled();
    receiver.reply = 200;
    await call(`POST /api/webhooks/${endpoint.id}/deliveries/${id}/retry`);
    await receiver.received(4);
    receiver.reply = 500;
    await send(3);
    await settled();
    receiver.reply = 200;
    const fresh = await rotated();
    await call(`POST /api/webhooks/${endpoint.id}/recover`, { since });
    const again = (await receiver.received(8)).slice(7);
    const [first, byHand] = [receiver.requests[0], receiver.requests[3]];
    expect(byHand?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    for (const request of receiver.requests) expect(() => request.verify(endpoint.secret)).not.toThrow();
    for (const request of again) expect(() => request.verify(fresh)).not.toThrow();
  });

  it('is invalid with another secret, for another byte, or 301 seconds late', async () => {
    const [request] = await send();
    if (request === undefined) throw new Error('no request');
    const stranger = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(() => request.verify(stranger)).toThrow('No matching signature');
    expect(() => request.verify(endpoint.secret, request.text.replace('Дверь', 'дверь'))).toThrow(
      'No matching signature',
    );
    const sentAt = Number(request.headers['webhook-timestamp']) * 1_000;
    const clock = jest.spyOn(Date, 'now');
    clock.mockReturnValue(sentAt + 300_000);
    expect(() => request.verify(endpoint.secret)).not.toThrow();
    clock.mockReturnValue(sentAt + 301_000);
    expect(() => request.verify(endpoint.secret)).toThrow('Message timestamp too old');
  });
});

describe('the signature families of an endpoint', () => {
  const ID = ['webhook-id'];
  const STANDARD = [...ID, 'webhook-signature', 'webhook-timestamp'];
  const X_WEBHOOK = ['x-webhook-event', 'x-webhook-id', 'x-webhook-signature', 'x-webhook-timestamp'];
  const XTSYSTEMS = ['x-xtsystems-signature', 'x-xtsystems-timestamp'];
  const FAMILIES = [
    ['standard', STANDARD, []],
    ['x-webhook', [...ID, ...X_WEBHOOK], ['x-webhook-signature-previous']],
    ['xtsystems', [...ID, ...XTSYSTEMS], ['x-xtsystems-signature-previous']],
  ] as const;

  const signed = ({ headers }: ReceivedRequest) =>
    Object.keys(headers)
      .filter((name) => /^(webhook|x-webhook|x-xtsystems)-/.test(name))
      .sort();

  /** By each secret in turn, whether it made one of the signatures that came. */
  function madeBy(family: string, { headers, text }: ReceivedRequest, secrets: readonly string[]): boolean[] {
    const given = (name: string) => String(headers[name] ?? '');
    const hmac = (key: string | Buffer, content: string) => createHmac('sha256', key).update(content);
    return secrets.map((secret) => {
      if (family === 'standard') {
        const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
        const content = `${given('webhook-id')}.${given('webhook-timestamp')}.${text}`;
        return given('webhook-signature')
          .split(' ')
          .includes(`v1,${hmac(key, content).digest('base64')}`);
      }
      const isDotted = family === 'x-webhook';
      const prefix = isDotted ? 'x-webhook' : 'x-xtsystems';
      const hex = hmac(secret, given(`${prefix}-timestamp`) + (isDotted ? '.' : '') + text).digest('hex');
      const expected = isDotted ? hex : `sha256=${hex}`;
      return [`${prefix}-signature`, `${prefix}-signature-previous`].some((name) => given(name) === expected);
    });
  }

  async function stored(id: string): Promise<unknown> {
    const sql = 'SELECT signatures FROM webhook_endpoints WHERE id = $1';
    return (await running.dataSource.query<{ signatures: unknown }[]>(sql, [id]))[0]?.signatures;
  }

  it.each(FAMILIES)(
    '%s alone is all that events, tests and retries carry, rotated or not',
    async (family, names, previous) => {
      const path = `/api/webhooks/${endpoint.id}`;
      expect((await call(`PATCH ${path}`, { signatures: [family] })).body.signatures).toEqual([family]);
      receiver.next.push(500);
      const requests = await send(2);
      await call(`POST ${path}/test`, {});
      const [test] = (await receiver.received(3)).slice(2);
      if (test === undefined) throw new Error('no test');
      for (const request of [...requests, test]) {
        expect(signed(request)).toEqual([...names].sort());
        expect(madeBy(family, request, [endpoint.secret, 'another'])).toEqual([true, false]);
      }
      expect(new Set(requests.map(({ id }) => id)).size).toBe(1);

      const fresh = await rotated();
      const [during] = await send();
      if (during === undefined) throw new Error('no request');
      expect(signed(during)).toEqual([...names, ...previous].sort());
      expect(madeBy(family, during, [endpoint.secret, fresh])).toEqual([true, true]);
      const last = await rotated('0s');
      const [later] = await send();
      if (later === undefined) throw new Error('no request');
      expect(signed(later)).toEqual([...names].sort());
      expect(madeBy(family, later, [endpoint.secret, fresh, last])).toEqual([false, false, true]);
    },
  );

  it('are those of its format until others are chosen, and again after null', async () => {
    const path = `/api/webhooks/${endpoint.id}`;
    const change = async (body: object) => (await call(`PATCH ${path}`, body)).body.signatures;
    const sent = async () => signed((await send())[0] as ReceivedRequest);
    expect([endpoint.signatures, await stored(endpoint.id)]).toEqual([['standard', 'x-webhook'], null]);
    expect(await sent()).toEqual([...STANDARD, ...X_WEBHOOK].sort());
    expect(await change({ payload_format: 'xtsystems' })).toEqual(['standard', 'x-webhook', 'xtsystems']);
    expect(await sent()).toEqual([...STANDARD, ...X_WEBHOOK, ...XTSYSTEMS].sort());
    expect(await change({ signatures: ['xtsystems', 'standard'] })).toEqual(['standard', 'xtsystems']);
    expect(await sent()).toEqual([...STANDARD, ...XTSYSTEMS].sort());
    expect(await change({ payload_format: 'cloudevents' })).toEqual(['standard', 'xtsystems']);
    expect(await change({ signatures: null })).toEqual(['standard', 'x-webhook']);
    expect(await change({ signatures: ['x-webhook', 'standard'] })).toEqual(['standard', 'x-webhook']);
    expect(await stored(endpoint.id)).toBeNull();
    const legacy = await call('POST /v1/webhooks', {
      url: receiver.url,
      events: ['ticket.*'],
      signatures: ['xtsystems'],
    });
    expect([legacy.status, legacy.body.signatures]).toEqual([201, ['xtsystems']]);
  });

  it('sign for chat services, too, which look at none', async () => {
    await call(`PATCH /api/webhooks/${endpoint.id}`, { payload_format: 'slack', signatures: ['standard'] });
    const [request] = await send();
    expect([signed(request as ReceivedRequest), request?.body.attachments]).toEqual([
      STANDARD.toSorted(),
      expect.any(Array),
    ]);
  });

  it('of a personal webhook are chosen with it, kept when only the URL changes, and reset by null', async () => {
    const path = '/api/users/me/webhook';
    const put = async (body: object) => (await call(`PUT ${path}`, body)).body;
    expect((await call(`GET ${path}`)).body.signatures).toBeNull();
    const made = await put({ webhook_url: receiver.url, signatures: ['x-webhook'] });
    expect(made.signatures).toEqual(['x-webhook']);
    expect((await put({ webhook_url: `${receiver.url}/moved` })).signatures).toEqual(['x-webhook']);
    await call('POST /api/notifications/webhooks/test');
    const [request] = await receiver.received(1);
    if (request === undefined) throw new Error('no request');
    expect(signed(request)).toEqual([...ID, ...X_WEBHOOK].sort());
    expect(madeBy('x-webhook', request, [made.secret])).toEqual([true]);
    expect((await put({ signatures: null })).signatures).toEqual(['standard', 'x-webhook']);
    expect(await stored(made.id)).toBeNull();
  });

  it.each([
    [[]],
    ['standard'],
    [['standard', 'none']],
    [['standard', 'standard']],
    [[null]],
    [{ standard: true }],
    [1],
  ])('are refused when they are %j, and nothing changes', async (signatures) => {
    const path = `/api/webhooks/${endpoint.id}`;
    const body = { url: receiver.url, events: ['ticket.*'], signatures };
    await call('PUT /api/users/me/webhook', { webhook_url: receiver.url });
    for (const answer of [
      await call('POST /api/webhooks', body),
      await call(`PATCH ${path}`, { signatures }),
      await call('POST /v1/webhooks', body),
      await call('PUT /api/users/me/webhook', { signatures }),
      await call('POST /api/webhooks/preview', { payload_format: 'standard', signatures }),
    ]) {
      expect([answer.status, wrongFields(answer)]).toEqual([400, ['signatures']]);
    }
    expect((await call(`GET ${path}`)).body.signatures).toEqual(['standard', 'x-webhook']);
  });

  it('are not changed by another person', async () => {
    const path = `/api/webhooks/${endpoint.id}`;
    for (const role of ['user', 'agent'] as const) {
      const as = await running.accounts.person(role);
      const answer = await running.accounts.call(`PATCH ${path}`, { as, body: { signatures: ['xtsystems'] } });
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
    expect((await call(`GET ${path}`)).body.signatures).toEqual(['standard', 'x-webhook']);
  });

  it('cannot be emptied in the database either', async () => {
    for (const signatures of [[], ['none'], ['standard', null]]) {
      const sql = 'UPDATE webhook_endpoints SET signatures = $2 WHERE id = $1';
      await expect(running.dataSource.query(sql, [endpoint.id, signatures])).rejects.toThrow(
        'webhook_endpoints_signatures',
      );
    }
  });

  it.each(FAMILIES)(
    '%s alone is shown by previews, and verified by request bins and the built-in receiver',
    async (family, names, _previous) => {
      const preview = await call('POST /api/webhooks/preview', { payload_format: 'standard', signatures: [family] });
      const shown = Object.keys(preview.body.headers).map((name) => name.toLowerCase());
      expect(shown.filter((name) => /^(webhook|x-webhook|x-xtsystems)-/.test(name)).sort()).toEqual([...names].sort());

      const bin = (await call('POST /api/bins', {})).body;
      await call(`PATCH /api/webhooks/${endpoint.id}`, { url: `/bin/${bin.id}`, signatures: [family] });
      await call(`POST /api/webhooks/${endpoint.id}/test`, {});
      const { items } = (await call(`GET /api/bins/${bin.id}/requests`)).body;
      expect(items[0].signature).toMatchObject({ state: 'valid', webhook_id: endpoint.id });
      await call(`POST /api/webhooks/${endpoint.id}/probe`, {});
      const [probed] = (await call(`GET /api/bins/${bin.id}/requests`)).body.items;
      expect(probed.signature).toMatchObject({ state: 'invalid', webhook_id: endpoint.id });

      const own = { webhook_url: '/api/notifications/webhooks/notifications', signatures: [family] };
      const { id } = (await call('PUT /api/users/me/webhook', own)).body;
      await call('POST /api/notifications/webhooks/test');
      await until(async () => {
        const deliveries = (await call(`GET /api/webhooks/${id}/deliveries`)).body.items;
        return deliveries.length === 1 && deliveries[0].status === 'success';
      });
    },
  );
});
