import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { newId } from '../../src/common/ids.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type TestSocket } from '../support/sockets/socket.js';

describe('JSON of any form', () => {
  const SEED = 20_261_125;
  const HOSTILE = `{"constructor":{"prototype":{"polluted":1},"name":"x"},"__proto__":{"polluted":2},"valueOf":7,
  "hasOwnProperty":null,"toString":["a",{"__proto__":[1],"constructor":"c"}],"then":"t","toJSON":{"a":1},"":0,
  "length":-1,"é😀":"\\u2028","n":9007199254740992,"small":5e-324,"nested":{"isPrototypeOf":{"valueOf":[[[{}]]]}}}`;

  let server: Stage;
  let admin: Person;
  let receiver: Receiver;
  let socket: TestSocket;

  beforeAll(async () => {
    server = await Stage.start();
    admin = await server.accounts.person('admin');
    receiver = await Receiver.start();
    const body = { url: receiver.url, events: ['project.created', 'alert.triggered'] };
    expect((await server.accounts.call('POST /api/webhooks', { as: admin, body })).status).toBe(201);
    socket = await server.connect(admin);
  });
  afterAll(async () => {
    closeSockets();
    await receiver.stop();
    await server.close();
  });

  /** As bytes: `JSON.stringify` of a test would not show a key that is there twice, or a number that no double holds. */
  async function post(path: string, text: string) {
    const response = await fetch(`${server.url}/api/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.access_token}`, 'content-type': 'application/json' },
      body: text,
    });
    const body = (await response.json()) as { id: string; errors?: { field: string }[] };
    return { status: response.status, headers: response.headers, body };
  }

  const event = (data: string, more = '') => `{"type":"project.created","user_id":"${admin.id}","data":${data}${more}}`;

  async function loggedData(id: string): Promise<string> {
    await server.settled();
    const answer = await server.accounts.call('GET /api/events?types=project.created&limit=200', { as: admin });
    const found = answer.body.items.find((item: { id: string }) => item.id === id);
    return JSON.stringify(found?.data);
  }

  describe('free-form JSON', () => {
    it('reaches log, receiver and socket verbatim', async () => {
      const { status, body } = await post('events', event(HOSTILE));
      expect(status).toBe(202);
      const sent = JSON.stringify(JSON.parse(HOSTILE));
      expect(await loggedData(body.id)).toBe(sent);
      const requests = await receiver.received(1);
      expect(requests.at(-1)?.text).toContain(`"data":${sent}`);
      await socket.waitFor((self) => self.of('event').length > 0, 'the event');
      expect(JSON.stringify(socket.of('event')[0].data)).toBe(sent);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });

    it('of a batch is kept verbatim', async () => {
      const { status, body } = await post('events/batch', `{"events":[${event(HOSTILE)}]}`);
      expect(status).toBe(202);
      const id = (body as unknown as { items: { id: string }[] }).items[0]?.id ?? '';
      expect(await loggedData(id)).toBe(JSON.stringify(JSON.parse(HOSTILE)));
    });

    it('of an alert is kept verbatim', async () => {
      const alert = `{"message":"m","alert_type":"disk","severity":"low","details":${HOSTILE}}`;
      const { status, body } = await post('alerts', alert);
      expect(status).toBe(201);
      const { body: page } = await server.accounts.call('GET /api/alerts', { as: admin });
      const kept = page.items.find(({ id }: { id: string }) => id === body.id).details;
      expect(JSON.stringify(kept)).toBe(JSON.stringify(JSON.parse(HOSTILE)));
      expect(Object.hasOwn(kept, '__proto__')).toBe(true);
    });

    it('is compared verbatim for idempotency', async () => {
      const key = ',"idempotency_key":"k1"';
      expect((await post('events', event('{"constructor":1}', key))).status).toBe(202);
      expect((await post('events', event('{"constructor":1}', key))).status).toBe(200);
      expect((await post('events', event('{"constructor":2}', key))).status).toBe(409);
      expect((await post('events', event('{}', key))).status).toBe(409);
    });

    it('that cannot be stored is refused with its path', async () => {
      const faults = '{"a":9007199254740993,"b":[1e400],"c":"\\u0000","d":"\\ud800","e":1,"e":2,"f":1e-400}';
      const { status, body } = await post('events', event(faults));
      expect(status).toBe(400);
      expect(body.errors?.map(({ field }) => field)).toEqual([
        'data.a',
        'data.b.0',
        'data.c',
        'data.d',
        'data.e',
        'data.f',
      ]);
      const deep = await post('events', event('['.repeat(100_000) + ']'.repeat(100_000)));
      expect(deep.status).toBe(400);
      expect(JSON.stringify(deep.body).length).toBeLessThan(20_000);
    });

    it('is returned unchanged, whatever it contains', async () => {
      const key = fc.oneof(
        fc.constantFrom('constructor', '__proto__', 'toJSON', 'id', 'x'),
        fc.string({ unit: 'grapheme' }),
      );
      const leaf = fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.maxSafeInteger(),
        fc.double({ noNaN: true, max: 1e15, min: -1e15 }),
        fc.constantFrom(null, true),
      );
      const object = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, leaf)), { maxKeys: 8 });
      const property = fc.asyncProperty(fc.array(object, { minLength: 20, maxLength: 20 }), async (list) => {
        const texts = list
          .map((data) => JSON.stringify({ id: 'p', list: data }))
          .filter((text) => !text.includes('\\u0000'));
        const { status, body } = await post('events/batch', `{"events":[${texts.map((text) => event(text)).join()}]}`);
        expect(status).toBe(202);
        await server.settled();
        const ids = (body as unknown as { items: { id: string }[] }).items.map(({ id }) => id);
        const rows = await server.dataSource.query<{ id: string; data: string }[]>(
          'SELECT id, data::text AS data FROM event_bodies WHERE id = ANY($1)',
          [ids],
        );
        const stored = new Map(rows.map(({ id, data }) => [id, data]));
        expect(ids.map((id) => stored.get(id))).toEqual(texts);
      });
      await fc.assert(property, { seed: SEED, numRuns: 10 });
    });
  });

  describe('headers of an endpoint', () => {
    it('named like members of JavaScript objects are stored and sent', async () => {
      const own = await Receiver.start();
      const headers = '{"constructor":"a","valueOf":"b","__proto__":"c","x-plain":"d"}';
      const answer = await post('webhooks', `{"url":"${own.url}","events":["project.created"],"headers":${headers}}`);
      expect(answer.status).toBe(201);
      await post('events', event('{}'));
      const [request] = await own.received(1);
      const names = ['constructor', 'valueof', '__proto__', 'x-plain'];
      const sent = new Map(Object.entries(request?.headers ?? {}));
      expect(names.map((name) => sent.get(name) ?? (name === '__proto__' ? 'c' : undefined))).toEqual([
        'a',
        'b',
        'c',
        'd',
      ]);
      await own.stop();
    });
  });

  it('an idempotency key in a header is refused if it has characters outside ASCII', async () => {
    const headers = { 'idempotency-key': 'caf\u00e9' };
    const answer = await server.accounts.call('POST /api/events', {
      as: admin,
      headers,
      body: { type: 'a.b', data: {} },
    });
    expect(wrongFields(answer)).toEqual(['Idempotency-Key']);
  });
});

describe('errors that name every field', () => {
  let server: Stage;
  let admin: Person;

  beforeAll(async () => {
    server = await Stage.start();
    admin = await server.accounts.person('admin');
  });
  afterAll(() => server.close());

  const post = (path: string, body: unknown) => server.accounts.call(`POST /api/${path}`, { as: admin, body });

  describe('one response names every invalid field', () => {
    it('of a new webhook, whichever check fails', async () => {
      const webhook = {
        name: 7,
        url: 'ftp://example.com',
        filter: 'data.',
        template: '{{ unclosed',
        headers: { host: 'x' },
        retry_schedule: ['soon'],
        secret: 'short',
        max_attempts: 21,
        no_such_field: 1,
        constructor: 1,
        owner_type: 'user',
        company_id: newId(),
      };
      const fields = [...Object.keys(webhook), 'events'].filter((field) => field !== 'owner_type').sort();
      expect(wrongFields(await post('webhooks', webhook))).toEqual(fields);
      const unknownOwner = { url: 'http://10.0.0.1/', events: ['*'], user_id: newId() };
      expect(wrongFields(await post('webhooks', unknownOwner))).toEqual(['url', 'user_id']);
    });

    it('of a changed webhook', async () => {
      const { body } = await post('webhooks', { url: 'http://127.0.0.1:9/', events: ['*'] });
      const change = { url: 'nowhere', filter: '1 +', name: '', active: 'yes' };
      const answer = await server.accounts.call(`PATCH /api/webhooks/${body.id}`, { as: admin, body: change });
      expect(wrongFields(answer)).toEqual(['active', 'filter', 'name', 'url']);
    });

    it('of a webhook in the older API', async () => {
      const webhook = { url: 'nowhere', filter: '1 +', retry_count: 0, name: '' };
      const answer = await server.accounts.call('POST /v1/webhooks', { as: admin, body: webhook });
      expect(wrongFields(answer)).toEqual(['events', 'filter', 'name', 'retry_count', 'url']);
    });

    it('of a personal webhook, a preview, a secret and a recovery', async () => {
      const personal = { webhook_url: 'ftp://x', rotate_secret: 1 };
      const call = (route: string, body: unknown) => server.accounts.call(route, { as: admin, body });
      expect(wrongFields(await call('PUT /api/users/me/webhook', personal))).toEqual(['rotate_secret', 'webhook_url']);
      const preview = { payload_format: 'template', filter: '1 +', json_style: 'x' };
      expect(wrongFields(await post('webhooks/preview', preview))).toEqual(['filter', 'json_style', 'template']);
      const secret = { overlap: '31d', secret: 'short' };
      expect(wrongFields(await post(`webhooks/${newId()}/regenerate-secret`, secret))).toEqual(['overlap', 'secret']);
      const recovery = { since: '2999-01-01T00:00:00Z', until: '1969-01-01T00:00:00Z', dry_run: 'no' };
      expect(wrongFields(await post(`webhooks/${newId()}/recover`, recovery))).toEqual(['dry_run', 'since', 'until']);
    });

    it('of an event: shape, types of its data, embed, notice, target and query', async () => {
      const event = {
        type: 'payment.failed',
        data: { amount: 'ten', list: [] },
        embed: {},
        notify: { message: 'm' },
        company_id: newId(),
        ordering_key: 7,
        toString: 'x',
      };
      const fields = wrongFields(await post('events?wait=1y&x=1', event));
      expect(fields).toEqual(
        ['company_id', 'data.amount', 'embed', 'notify', 'ordering_key', 'toString', 'wait', 'x'].sort(),
      );
    });

    it('of a batch, each with its index', async () => {
      const good = { type: 'project.created', data: {} };
      const events = [
        good,
        { ...good, type: 'x' },
        { ...good, data: 1 },
        { ...good, embed: {} },
        { type: 'payment.failed', data: { amount: 'x' } },
        7,
        {},
      ];
      expect(wrongFields(await post('events/batch', { events }))).toEqual([
        'events.1.type',
        'events.2.data',
        'events.3.embed',
        'events.4.data.amount',
        'events.5',
        'events.6.data',
        'events.6.type',
      ]);
    });

    it('of a batch of millions, quickly', async () => {
      const answer = await post('events/batch', { events: Array.from({ length: 1_500_000 }, () => 0) });
      expect(wrongFields(answer)).toEqual(['events', 'events.0']);
    });

    it('of a ticket with people who do not exist', async () => {
      const ticket = { title: '', assignee_id: newId(), requester_id: newId(), priority: 'x' };
      expect(wrongFields(await post('tickets', ticket))).toEqual(['assignee_id', 'priority', 'requester_id', 'title']);
    });

    it('of a ticket from a caller who may not name people, without revealing who exists', async () => {
      const user = await server.accounts.person('user');
      const body = { title: '', assignee_id: admin.id, requester_id: newId() };
      expect(wrongFields(await server.accounts.call('POST /api/tickets', { as: user, body }))).toEqual(['title']);
    });

    it('of preferences', async () => {
      const body = { types: { constructor: {}, new_ticket: { inbox: 1, toString: true } }, auto_watch: 'x' };
      const answer = await server.accounts.call('PUT /api/users/me/preferences', { as: admin, body });
      expect(wrongFields(answer)).toEqual([
        'auto_watch',
        'types.constructor',
        'types.new_ticket.inbox',
        'types.new_ticket.toString',
      ]);
    });

    it('of a query', async () => {
      const query = 'status=x&priority=y&assignee_id=z&limit=0&cursor=a&cursor=b&__proto__=1&q=%ff';
      const answer = await server.accounts.call(`GET /api/tickets?${query}`, { as: admin });
      expect(wrongFields(answer)).toEqual(['__proto__', 'assignee_id', 'cursor', 'limit', 'priority', 'q', 'status']);
    });
  });

  describe('fields named like members of JavaScript objects', () => {
    it('are refused by every kind of body, at every level that is not free-form', async () => {
      for (const name of Object.getOwnPropertyNames(Object.prototype)) {
        const body = JSON.parse(`{"name":"x","${name}":1}`) as object;
        expect([name, wrongFields(await post('companies', body))]).toEqual([name, [name]]);
      }
      const embed = JSON.parse(
        '{"title":"x","__proto__":{},"fields":[{"name":"a","value":"b","valueOf":1}]}',
      ) as object;
      const answer = await post('events', { type: 'project.created', data: {}, embed });
      expect(wrongFields(answer)).toEqual(['embed.__proto__', 'embed.fields.0.valueOf']);
    });
  });
});
