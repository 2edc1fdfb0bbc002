import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { HttpAnswer, Person } from '../support/people/person.js';
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
