import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { newId } from '../../src/common/ids.js';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';

let running: Stage;
let accounts: Accounts;
let receiver: Receiver;
let owner: Person;
let endpoint: { id: string; secret: string };

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  accounts = running.accounts;
});
afterAll(() => running.close());

beforeEach(async () => {
  receiver = await Receiver.start();
  owner = await accounts.person('user');
  const headers = { 'X-Tenant': 'acme' };
  endpoint = (await call('POST /api/webhooks', { url: receiver.url, events: ['ticket.*'], headers })).body;
});
afterEach(() => receiver.stop());

function call(route: string, body?: unknown, as = owner): Promise<HttpAnswer> {
  return accounts.call(route, { as, body });
}

describe('a test delivery', () => {
  it('is sent now, signed like any delivery, and logged', async () => {
    const { status, body } = await call(`POST /api/webhooks/${endpoint.id}/test`, {});
    expect([status, body]).toEqual([200, expect.objectContaining({ success: true, status: 200 })]);
    const [request] = receiver.requests;
    if (request === undefined) throw new Error('nothing came');
    const headers = request.headers as Record<string, string>;
    expect(new Webhook(endpoint.secret).verify(request.text, headers)).toMatchObject({
      type: 'webhook.test',
      data: { message: expect.any(String), timestamp: expect.any(String), webhook_id: endpoint.id },
    });
    expect(headers).toMatchObject({ 'x-webhook-event': 'webhook.test', 'x-tenant': 'acme' });

    const path = `GET /api/webhooks/${endpoint.id}/deliveries`;
    const [logged] = (await call(path)).body.items;
    expect(logged).toMatchObject({ id: body.delivery_id, event_type: 'webhook.test', status: 'success', attempts: 1 });
    const detail = (await call(`${path}/${logged.id}`)).body;
    expect(detail.payload).toEqual(request.body);
    expect(detail.attempt_log).toMatchObject([
      { number: 1, response_status: 200, timings: { total_ms: expect.any(Number) } },
    ]);
  });

  it('carries the example of the requested event', async () => {
    await call(`POST /api/webhooks/${endpoint.id}/test`, { type: 'ticket.created' });
    await call(`POST /api/webhooks/${endpoint.id}/test`, { type: 'project.created' });
    expect(receiver.requests.map(({ body }) => body.type)).toEqual(['ticket.created', 'project.created']);
    expect(receiver.requests[0]?.body.data).toHaveProperty('title');
  });

  it('reports the failure, and is not retried', async () => {
    receiver.reply = 500;
    const { body } = await call(`POST /api/webhooks/${endpoint.id}/test`, {});
    expect(body).toMatchObject({ success: false, status: 500, error: 'The receiver answered 500.' });
    await receiver.stop();
    const refused = await call(`POST /api/webhooks/${endpoint.id}/test`, {});
    expect(refused.body).toMatchObject({ success: false, status: null, error: expect.any(String) });
    receiver = await Receiver.start();
    const { items } = (await call(`GET /api/webhooks/${endpoint.id}/deliveries`)).body;
    expect(items.map((item: { status: string }) => item.status)).toEqual(['failed', 'failed']);
  });

  it('reaches a disabled endpoint, and refuses an unknown event', async () => {
    await call(`POST /api/webhooks/${endpoint.id}/disable`);
    expect((await call(`POST /api/webhooks/${endpoint.id}/test`, {})).body.success).toBe(true);
    expect(wrongFields(await call(`POST /api/webhooks/${endpoint.id}/test`, { type: 'Nonsense' }))).toEqual(['type']);
  });

  it('does not make the caller wait for a slow receiver, and is logged afterwards', async () => {
    await call(`PATCH /api/webhooks/${endpoint.id}`, { timeout_seconds: 60 });
    const held = new Promise<() => void>((resolve) => {
      receiver.reply = (response) => resolve(() => void response.writeHead(200).end());
    });
    const { status, body } = await call(`POST /api/webhooks/${endpoint.id}/test`, {});
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ success: false, status: null, duration_ms: 10_000 }),
    ]);
    expect(body.error).toContain('within 10 s');
    const path = `GET /api/webhooks/${endpoint.id}/deliveries/${body.delivery_id}`;
    expect((await call(path)).status).toBe(404);
    (await held)();
    await until(async () => (await call(path)).body.status === 'success');
  }, 30_000);

  it('uses the XTSystems API', async () => {
    const path = `POST /v1/webhooks/${endpoint.id}/test`;
    expect((await call(path)).body).toEqual({ success: true, message: 'Test webhook sent' });
    receiver.reply = 500;
    expect((await call(path)).body).toEqual({ success: false, message: 'Test webhook sent' });
  });
});

describe('a probe of an endpoint', () => {
  it.each([
    [200, false],
    [401, true],
    [403, true],
    [500, null],
  ])('answered by %i reports: %s', async (reply, checks) => {
    receiver.reply = reply;
    const { body } = await call(`POST /api/webhooks/${endpoint.id}/probe`);
    expect(body).toMatchObject({ checks_signatures: checks, status: reply, verdict: expect.any(String) });
    const [request] = receiver.requests;
    const headers = (request?.headers ?? {}) as Record<string, string>;
    expect(() => new Webhook(endpoint.secret).verify(request?.text ?? '', headers)).toThrow();
  });
});

describe('a preview of a delivery', () => {
  it('equals the delivery, without sending it', async () => {
    const { status, body } = await call('POST /api/webhooks/preview', {
      type: 'ticket.created',
      payload_format: 'template',
      template: '{{ event.type }}: {{ data.title }}',
      filter: 'has(data.title)',
    });
    expect([status, body.matches]).toEqual([200, true]);
    expect(body.body).toMatch(/^ticket\.created: ./);
    expect(body.headers).toMatchObject({ 'webhook-signature': expect.stringMatching(/^v1,/) });
    expect(receiver.requests).toEqual([]);
  });

  it('of a past event is shown only to people who may see it', async () => {
    const ticket = (await call('POST /api/tickets', { title: 'Mine' })).body;
    const [event] = await running.dataSource.query<{ id: string }[]>(
      `SELECT id FROM event_bodies WHERE entity_id = $1`,
      [ticket.id],
    );
    const input = { event_id: event?.id, payload_format: 'standard', filter: 'data.nothing == 1' };
    const { body } = await call('POST /api/webhooks/preview', input);
    expect(body).toMatchObject({ matches: false, fault: expect.any(String) });
    expect(JSON.parse(body.body).data).toMatchObject({ title: 'Mine' });
    const other = await accounts.person('user');
    expect((await call('POST /api/webhooks/preview', input, other)).status).toBe(404);
  });

  it('names each wrong field', async () => {
    const wrong = {
      type: 5,
      event_id: 'x',
      payload_format: 'xml',
      template: 1,
      filter: 1,
      json_style: 'x',
      signatures: 'x',
      more: 1,
    };
    expect(wrongFields(await call('POST /api/webhooks/preview', wrong))).toEqual(Object.keys(wrong).sort());
    const broken = { payload_format: 'template', filter: 'data.' };
    expect(wrongFields(await call('POST /api/webhooks/preview', broken))).toEqual(['filter', 'template']);
  });
});

describe('a filter tried on recent events', () => {
  const recent = 'POST /api/webhooks/preview/recent';

  it('reports matches newest first, with the input of each', async () => {
    for (const priority of ['low', 'urgent', 'high']) {
      await running.accounts.call('POST /api/tickets', { as: owner, body: { title: priority, tags: [priority] } });
    }
    await running.settled();
    const filter = 'data.tags.exists(tag, tag == "urgent") || data.vip';
    const { status, body } = await call(recent, { events: ['ticket.created'], filter });
    expect([status, body.found, body.tried, body.matched]).toEqual([200, 3, 3, 1]);
    expect(body.items).toMatchObject([
      {
        type: 'ticket.created',
        category: 'SUPPORT',
        actor_name: 'Some user',
        matches: false,
        fault: expect.any(String),
      },
      {
        matches: true,
        values: [
          { path: 'data.tags', value: ['urgent'] },
          { path: 'data.vip', found: false },
        ],
      },
      {
        matches: false,
        values: [
          { path: 'data.tags', value: ['low'] },
          { path: 'data.vip', found: false },
        ],
      },
    ]);
    const shown = { event_id: body.items[1].event_id, payload_format: 'standard' };
    expect(JSON.parse((await call('POST /api/webhooks/preview', shown)).body.body).data.title).toBe('urgent');
    expect((await call(recent, { limit: 2 })).body).toMatchObject({ found: 2, matched: 2 });
    expect((await call(recent, { events: ['comment.*'] })).body).toMatchObject({ found: 0, tried: 0, items: [] });
    expect((await call(recent, { categories: ['BILLING'] })).body.found).toBe(0);
  });

  it('shows nothing that the caller may not see', async () => {
    await call('POST /api/tickets', { title: 'Secret plan' });
    await running.settled();
    const other = await accounts.person('user');
    const { body } = await call(recent, { events: ['ticket.*'], filter: 'data.title != ""' }, other);
    expect(body).toEqual({ found: 0, tried: 0, matched: 0, items: [] });
    const input = { as: owner, body: { name: 'Writer', scopes: ['webhooks:write'] } };
    const { body: key } = await accounts.call('POST /api/api-keys', input);
    const refused = await call(recent, {}, owner.with({ access_token: key.key }));
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  });

  it('names each wrong field, and the position of a fault', async () => {
    const wrong = { events: ['Nonsense'], categories: ['X'], filter: 5, limit: 51, more: 1 };
    expect(wrongFields(await call(recent, wrong))).toEqual(Object.keys(wrong).sort());
    const { body } = await call(recent, { filter: 'data.' });
    expect(body.errors).toMatchObject([{ field: 'filter', message: expect.stringMatching(/^at character \d+: /) }]);
  });
});

describe('the event type of a test or a preview', () => {
  it('is accepted as type and as event_type, and returned as both', async () => {
    const preview = { payload_format: 'standard' };
    for (const name of [{ type: 'comment.created' }, { event_type: 'comment.created' }]) {
      const { body } = await call('POST /api/webhooks/preview', { ...preview, ...name });
      expect(JSON.parse(body.body).type).toBe('comment.created');
    }
    const both = { type: 'comment.created', event_type: 'ticket.created' };
    expect(wrongFields(await call('POST /api/webhooks/preview', { ...preview, ...both }))).toEqual(['event_type']);
    expect(wrongFields(await call(`POST /api/webhooks/${endpoint.id}/test`, both))).toEqual(['event_type']);
    await call(`POST /api/webhooks/${endpoint.id}/test`, { event_type: 'comment.created' });
    const path = `/api/webhooks/${endpoint.id}/deliveries`;
    for (const query of ['type=comment.created', 'event_type=comment.created']) {
      const [item] = (await call(`GET ${path}?${query}`)).body.items;
      expect([item.type, item.event_type]).toEqual(['comment.created', 'comment.created']);
    }
    expect((await call(`GET ${path}?event_type=ticket.deleted`)).body.items).toEqual([]);
    expect(wrongFields(await call(`GET ${path}?type=a.b&event_type=c.d`))).toEqual(['event_type']);
    const [known] = (await call('GET /api/event-types')).body.items;
    expect(known.type).toBe(known.name);
  });
});

describe('an explanation of a delivery', () => {
  it('explains rule by rule why an endpoint did or did not get an event', async () => {
    const ticket = (await call('POST /api/tickets', { title: 'Mine' })).body;
    const sql = `SELECT id FROM event_bodies WHERE entity_id = $1`;
    const [event] = await running.dataSource.query<{ id: string }[]>(sql, [ticket.id]);
    const path = `GET /api/webhooks/${endpoint.id}/explain/${event?.id}`;
    const { status, body } = await call(path);
    expect([status, body.matches]).toEqual([200, true]);
    expect(body.rules.map(({ rule }: { rule: string }) => rule)).toEqual([
      'existed',
      'event',
      'category',
      'audience',
      'right',
      'filter',
    ]);
    await call(`PATCH /api/webhooks/${endpoint.id}`, { filter: 'data.priority == "urgent"', events: ['comment.*'] });
    const after = (await call(path)).body;
    expect(after.matches).toBe(false);
    const failing = after.rules.filter(({ holds }: { holds: boolean }) => !holds);
    expect(failing.map(({ rule }: { rule: string }) => rule)).toEqual(['event', 'filter']);
  });

  it('shows the values that the filter read, and which were missing', async () => {
    const ticket = (await call('POST /api/tickets', { title: 'Seen', description: 'x'.repeat(3_000), tags: ['a'] }))
      .body;
    const sql = `SELECT id FROM event_bodies WHERE entity_id = $1`;
    const [event] = await running.dataSource.query<{ id: string }[]>(sql, [ticket.id]);
    const filter =
      'data.priority == "urgent" || data.tags.exists(t, t == data.title) || has(data.vip) || data.description == "y"';
    await call(`PATCH /api/webhooks/${endpoint.id}`, { filter, events: ['ticket.*'] });
    const path = `GET /api/webhooks/${endpoint.id}/explain/${event?.id}`;
    const { body } = await call(path);
    expect([body.type, body.event_type]).toEqual(['ticket.created', 'ticket.created']);
    const rule = body.rules.find((one: { rule: string }) => one.rule === 'filter');
    expect(rule).toMatchObject({ holds: false, reason: filter });
    const text = `"${'x'.repeat(499)}…`;
    expect(rule.values).toEqual([
      { path: 'data.priority', found: true, value: 'normal', truncated: false },
      { path: 'data.tags', found: true, value: ['a'], truncated: false },
      { path: 'data.title', found: true, value: 'Seen', truncated: false },
      { path: 'data.vip', found: false, value: null, truncated: false },
      { path: 'data.description', found: true, value: text, truncated: true },
    ]);
    // The very values of the event's own view.
    const { items } = (await call('GET /api/events?types=ticket.created&limit=200')).body;
    const seen = items.find((one: { id: string }) => one.id === event?.id);
    expect([seen.data.priority, seen.data.tags]).toEqual(['normal', ['a']]);
    const preview = { payload_format: 'standard', event_id: event?.id, filter: 'data.vip == true' };
    expect((await call('POST /api/webhooks/preview', preview)).body).toMatchObject({
      matches: false,
      fault: expect.any(String),
      values: [{ path: 'data.vip', found: false }],
    });
    // Who may not see the event sees no value of it, not even with an endpoint that it would go to.
    const other = await accounts.person('user');
    const own = { name: 'Other', url: 'https://hooks.example.com/other', events: ['*'], filter };
    const theirs = (await call('POST /api/webhooks', own, other)).body;
    const hidden = await call(`GET /api/webhooks/${theirs.id}/explain/${event?.id}`, undefined, other);
    expect([hidden.status, JSON.stringify(hidden.body).includes('Seen')]).toEqual([404, false]);
    const blind = await call('POST /api/webhooks/preview', preview, other);
    expect([blind.status, blind.body.values]).toEqual([404, undefined]);
  });

  it('requires the right to see both the event and the endpoint', async () => {
    const other = await accounts.person('user');
    const ticket = (await call('POST /api/tickets', { title: 'Not yours' }, other)).body;
    const sql = `SELECT id FROM event_bodies WHERE entity_id = $1`;
    const [event] = await running.dataSource.query<{ id: string }[]>(sql, [ticket.id]);
    for (const id of [event?.id, newId(), 'x']) {
      expect((await call(`GET /api/webhooks/${endpoint.id}/explain/${id}`)).status).toBe(404);
    }
    expect((await call(`GET /api/webhooks/${endpoint.id}/explain/${event?.id}`, undefined, other)).status).toBe(404);
  });
});

it('the event catalogue is also listed at /api/webhooks/events', async () => {
  const { body } = await call('GET /api/webhooks/events');
  expect(body).toEqual((await call('GET /api/event-types')).body);
  expect(body.items.length).toBeGreaterThan(5);
});
