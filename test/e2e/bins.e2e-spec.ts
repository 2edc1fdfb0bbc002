import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { BinCleanup } from '../../src/webhooks/receiver/bin-cleanup.js';

let server: Stage;
/** Another process's worth of application on the same database. */
let other: Stage;
let people: Record<'owner' | 'stranger' | 'admin', Person>;
let bin: Json;

beforeAll(async () => {
  server = await Stage.start();
  other = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' }, { database: server.database });
  const { accounts } = server;
  people = {
    owner: await accounts.person('user'),
    stranger: await accounts.person('user'),
    admin: await accounts.person('admin'),
  };
  bin = await make(people.owner);
});
afterEach(closeSockets);
afterAll(async () => {
  await other.close();
  await server.close();
});

async function make(as: Person, settings: object = {}): Promise<Json> {
  const answer = await server.accounts.call('POST /api/bins', { as, body: settings });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

function send(id: string, init: RequestInit = {}, url = server.url): Promise<Response> {
  return fetch(`${url}/bin/${id}`, init);
}

async function taken(id: string, as = people.owner): Promise<Json[]> {
  return (await server.accounts.call(`GET /api/bins/${id}/requests`, { as })).body.items;
}

describe('a request bin', () => {
  it('is created with an unguessable id, its URL and its expiry, and is listed', async () => {
    expect(bin).toMatchObject({ status: 200, delay_ms: 0, body: '' });
    expect(bin.id).toMatch(/^[0-9a-f]{32}$/);
    expect(bin.url.endsWith(`/bin/${bin.id}`)).toBe(true);
    const hours = (Date.parse(bin.expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    const { body } = await server.accounts.call('GET /api/bins', { as: people.owner });
    expect(body).toEqual({ items: [bin], next_cursor: null });
    expect((await server.accounts.call(`GET /api/bins/${bin.id}`, { as: people.owner })).body).toEqual(bin);
  });

  it('accepts every method and any bytes, and shows them unchanged', async () => {
    const { id } = await make(people.owner);
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    const text = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await send(id, { ...text, body: '{"a": 1,}' });
    await send(id, { method: 'PUT', body: bytes, headers: { 'content-type': 'multipart/form-data' } });
    for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND']) await send(id, { method });
    const requests = await taken(id);
    expect(requests.map(({ method }) => method)).toEqual([
      'PROPFIND',
      'PATCH',
      'OPTIONS',
      'DELETE',
      'HEAD',
      'GET',
      'PUT',
      'POST',
    ]);
    expect(requests.at(-1)).toMatchObject({
      path: `/bin/${id}`,
      content_type: 'application/json',
      body: '{"a": 1,}',
      body_encoding: 'utf8',
      size: 9,
      response_status: 200,
    });
    expect(requests.at(-2)).toMatchObject({ body: bytes.toString('base64'), body_encoding: 'base64', size: 3 });
    expect(
      (await server.accounts.call(`GET /api/bins/${id}/requests/${requests[0].id}`, { as: people.owner })).body,
    ).toEqual(requests[0]);
  });

  it('masks credentials in headers before it stores them', async () => {
    const { id } = await make(people.owner);
    const headers = { authorization: 'Bearer very-secret', cookie: 'a=very-secret', 'x-note': 'plain' };
    await send(id, { headers });
    const [request] = await taken(id);
    const values = Object.fromEntries(request.headers.map(({ name, value }: Json) => [name, value]));
    expect(values).toMatchObject({ authorization: 'Bearer ••••', cookie: '••••', 'x-note': 'plain' });
    const stored = await server.dataSource.query<Json[]>('SELECT headers FROM bin_requests WHERE bin_id = $1', [id]);
    expect(JSON.stringify(stored)).not.toContain('very-secret');
  });

  it('answers as configured, JSON as JSON and anything else as plain text', async () => {
    const { id } = await make(people.owner);
    const set = (body: object) => server.accounts.call(`PATCH /api/bins/${id}`, { as: people.owner, body });
    await set({ status: 503, body: '{"later":true}', delay_ms: 300 });
    const started = performance.now();
    const json = await send(id, { method: 'POST' });
    expect(performance.now() - started).toBeGreaterThan(290);
    expect([json.status, json.headers.get('content-type'), await json.json()]).toEqual([
      503,
      'application/json; charset=utf-8',
      { later: true },
    ]);
    const changed = await set({ body: '<script>alert(1)</script>', delay_ms: 0 });
    expect(changed.body).toMatchObject({ status: 503, delay_ms: 0 });
    const text = await send(id);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await text.text()).toBe('<script>alert(1)</script>');
  });

  it('refuses invalid settings, naming each', async () => {
    const answer = await server.accounts.call(`PATCH /api/bins/${bin.id}`, {
      as: people.owner,
      body: { status: 199, delay_ms: 30_001, body: 'é'.repeat(32_769), color: 'red' },
    });
    expect(wrongFields(answer)).toEqual(['body', 'color', 'delay_ms', 'status']);
  });

  it('refuses a body above 256 KiB and keeps the last 100 requests', async () => {
    const { id } = await make(people.owner);
    const large = await send(id, { method: 'POST', body: 'x'.repeat(262_145) });
    expect([large.status, ((await large.json()) as Json).code]).toEqual([413, 'payload_too_large']);
    expect((await send(id, { method: 'POST', body: 'x'.repeat(262_144) })).status).toBe(200);
    for (let batch = 0; batch < 5; batch += 1) {
      await Promise.all(Array.from({ length: 20 }, () => send(id).then((answer) => answer.text())));
    }
    const requests = await server.accounts.call(`GET /api/bins/${id}/requests?limit=200`, { as: people.owner });
    expect(requests.body.items).toHaveLength(100);
    expect(requests.body.items.every(({ method }: Json) => method === 'GET')).toBe(true);
    expect(await server.accounts.count('bin_requests WHERE bin_id = $1', [id])).toBe(100);
    const first = await server.accounts.call(`GET /api/bins/${id}/requests?limit=60`, { as: people.owner });
    const next = `GET /api/bins/${id}/requests?limit=60&cursor=${first.body.next_cursor}`;
    const rest = (await server.accounts.call(next, { as: people.owner })).body;
    expect([...first.body.items, ...rest.items]).toEqual(requests.body.items);
    expect(rest.next_cursor).toBe(null);
  });

  it('is private: others, admins too, get 404 and cannot join its room', async () => {
    const { id } = await make(people.owner);
    await send(id);
    const [request] = await taken(id);
    for (const as of [people.stranger, people.admin]) {
      const routes = [`GET /api/bins/${id}`, `GET /api/bins/${id}/requests`, `DELETE /api/bins/${id}`];
      for (const route of [...routes, `GET /api/bins/${id}/requests/${request.id}`]) {
        expect((await server.accounts.call(route, { as })).status).toBe(404);
      }
      expect((await server.accounts.call(`PATCH /api/bins/${id}`, { as, body: { status: 500 } })).status).toBe(404);
      const socket = await server.connect(as, { rooms: [`bin:${id}`] });
      await socket.waitFor((self) => self.of('join.refused').length > 0);
      expect(socket.of('join.refused')[0]).toMatchObject({ room: `bin:${id}`, error: { code: 'not_found' } });
      expect((await socket.send('join', { room: `bin:${id}` })).error.code).toBe('not_found');
      expect((await socket.send('join', { room: 'bin:x' })).error.code).toBe('unknown_room');
    }
    expect((await server.accounts.call('GET /api/bins', { as: people.stranger })).body.items).toEqual([]);
    expect((await send('0'.repeat(32))).status).toBe(404);
  });

  it('pushes requests to its owner’s sockets in every process, as a summary, and to no other', async () => {
    const { id } = await make(people.owner);
    const room = `bin:${id}`;
    const here = await server.connect(people.owner, { rooms: [room] });
    const there = await other.connect(people.owner);
    expect(await there.send('join', { room })).toMatchObject({ ok: true, room });
    const wrong = await other.connect(people.stranger, { rooms: [room, 'tickets'] });
    const query = `?q=${'x'.repeat(8_000)}`;
    await send(`${id}${query}`, { method: 'POST', body: 'x'.repeat(100_000) });
    for (const socket of [here, there]) {
      await socket.waitFor((self) => self.of('bin.request').length > 0);
      const [push] = socket.of('bin.request');
      expect(push).toMatchObject({ event: 'bin.request', bin_id: id, data: { method: 'POST', size: 100_000 } });
      expect(push.data.path).toHaveLength(500);
      expect((await taken(id))[0]).toMatchObject({ id: push.id, path: `/bin/${id}${query}` });
    }
    expect(await there.send('leave', { room })).toMatchObject({ ok: true });
    await send(id);
    await here.waitFor((self) => self.of('bin.request').length > 1);
    expect(there.of('bin.request')).toHaveLength(1);
    expect(wrong.of('bin.request')).toEqual([]);
  });

  it('is limited to ten per person, and is deleted with its requests', async () => {
    const person = await server.accounts.person('user');
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => server.accounts.call('POST /api/bins', { as: person, body: {} })),
    );
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(tries.filter(({ status }) => status === 409)).toHaveLength(2);
    expect(tries.find(({ status }) => status === 409)?.body.code).toBe('too_many_bins');
    const pages: Json[] = [];
    for (let cursor = ''; ;) {
      const { body } = await server.accounts.call(`GET /api/bins?limit=4${cursor}`, { as: person });
      pages.push(...body.items);
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(new Set(pages.map(({ id }) => id)).size).toBe(10);
    const { id } = pages[0];
    await send(id);
    expect((await server.accounts.call(`DELETE /api/bins/${id}`, { as: person })).status).toBe(204);
    expect((await send(id)).status).toBe(404);
    expect(await server.accounts.count('bin_requests WHERE bin_id = $1', [id])).toBe(0);
    const erasure = await server.accounts.call(`DELETE /api/subjects/${person.id}`, { as: people.admin });
    expect(erasure.status).toBe(200);
    expect(await server.accounts.count('bins WHERE user_id = $1', [person.id])).toBe(0);
  });

  it('expires a day after its last use, and is deleted', async () => {
    const { id } = await make(people.owner);
    await send(id);
    await server.dataSource.query(`UPDATE bins SET expires_at = now() + interval '1 h' WHERE id = $1`, [id]);
    await send(id);
    const left = (await server.accounts.call(`GET /api/bins/${id}`, { as: people.owner })).body.expires_at;
    expect(Date.parse(left) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const old = `UPDATE bin_requests SET received_at = now() - interval '25 h' WHERE bin_id = $1`;
    await server.dataSource.query(old, [id]);
    expect(await taken(id)).toEqual([]);
    await server.dataSource.query(`UPDATE bins SET expires_at = now() - interval '1 s' WHERE id = $1`, [id]);
    expect((await send(id)).status).toBe(404);
    await server.get(BinCleanup).deleteExpired();
    expect(await server.accounts.count('bins WHERE id = $1', [id])).toBe(0);
  });
});

describe('a request bin that is the URL of a webhook', () => {
  async function deliver(as: Person, fields: object): Promise<string> {
    const made = await server.accounts.call('POST /api/webhooks', {
      as,
      body: { name: `Hook ${Math.random()}`, events: ['project.created'], ...fields },
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const tested = await server.accounts.call(`POST /api/webhooks/${made.body.id}/test`, { as, body: {} });
    expect(tested.body).toMatchObject({ success: true, status: 200 });
    return made.body.id;
  }

  it('accepts its deliveries and reports a valid signature, for relative and public URLs', async () => {
    const { owner, admin } = people;
    const relative = await make(owner);
    const webhookId = await deliver(owner, { url: `/bin/${relative.id}` });
    const valid = { state: 'valid', webhook_id: webhookId };
    expect((await taken(relative.id))[0]).toMatchObject({ method: 'POST', signature: valid });
    const listening = await make(admin);
    await deliver(admin, { url: `${server.url}/bin/${listening.id}` });
    expect((await taken(listening.id, admin))[0].signature.state).toBe('valid');
    const event = { type: 'project.created', data: { id: 'p-1' }, user_id: owner.id };
    const { body } = await server.accounts.call('POST /api/events', { as: owner, body: event });
    await until(async () => (await taken(relative.id)).length > 1);
    const [first] = await taken(relative.id);
    expect(first.signature).toMatchObject(valid);
    expect(JSON.parse(first.body)).toMatchObject({ id: body.id, type: 'project.created', data: { id: 'p-1' } });
  });

  it('explains a wrong signature', async () => {
    const { owner } = people;
    const { id } = await make(owner);
    const webhookId = await deliver(owner, { url: `/bin/${id}` });
    await server.accounts.call(`POST /api/webhooks/${webhookId}/probe`, { as: owner });
    expect((await taken(id))[0].signature).toMatchObject({ state: 'invalid', webhook_id: webhookId });
    await send(id, { method: 'POST', body: '{}' });
    expect((await taken(id))[0].signature).toMatchObject({ state: 'unsigned', webhook_id: webhookId });
    const stale = { 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AA==' };
    await send(id, { method: 'POST', body: '{}', headers: stale });
    expect((await taken(id))[0].signature.reason).toContain('5 minutes old');
  });

  it('does not check the secret of a webhook that the owner may not see', async () => {
    const { owner, admin } = people;
    const { id } = await make(owner);
    await deliver(admin, { url: `/bin/${id}` });
    const [request] = await taken(id);
    expect(request.signature).toMatchObject({ state: 'unknown', webhook_id: null, webhook_name: null });
  });
});
