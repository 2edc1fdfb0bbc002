import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acceptKeys } from '../../src/key-agreement.js';
import { SecretBox } from '../../src/webhooks/signing/secret-box.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage, testConfig } from '../support/servers/stage.js';
import { createDatabase } from '../support/database/database.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';
import { deliveries } from '../support/receivers/webhooks.js';

const HEADERS = { Authorization: 'Bearer of-the-first-host', 'X-Team': 'desk' };

describe('the custom headers of an endpoint', () => {
  let running: Stage;
  let first: Receiver;
  let second: Receiver;
  let owner: Person;
  let other: Person;
  let endpoint: { id: string };

  beforeAll(async () => {
    running = await Stage.start();
  });
  afterAll(() => running.close());
  beforeEach(async () => {
    [first, second] = await Promise.all([Receiver.start(), Receiver.start()]);
    const company = await running.accounts.company();
    owner = await running.accounts.person('manager', { companyId: company.id });
    other = await running.accounts.person('manager', { companyId: company.id });
    const made = await call(owner, 'POST /api/webhooks', { url: first.url, events: ['*'], headers: HEADERS });
    endpoint = made.body;
  });
  afterEach(() => Promise.all([first.stop(), second.stop()]));

  function call(as: Person, route: string, body?: unknown): Promise<HttpAnswer> {
    return running.accounts.call(route, { as, body });
  }

  const sent = async (receiver: Receiver) => {
    await call(other, `POST /api/webhooks/${endpoint.id}/test`, {});
    const { authorization, 'x-team': team } = receiver.requests.at(-1)?.headers ?? {};
    return { authorization, team };
  };

  it.each([
    ['PATCH', 'api/webhooks'],
    ['PUT', 'api/webhooks'],
    ['PATCH', 'v1/webhooks'],
    ['PUT', 'v1/webhooks'],
  ])('are dropped when another manager moves it to another host by %s /%s', async (method, path) => {
    const moved = await call(other, `${method} /${path}/${endpoint.id}`, { url: second.url });
    expect(moved).toMatchObject({ status: 200, body: { url: second.url, headers: {} } });
    expect(await sent(second)).toEqual({});
    await call(other, `${method} /${path}/${endpoint.id}`, { url: first.url });
    expect(await sent(first)).toEqual({});
  });

  it('are kept for another path of the same origin, and for changes of anything else', async () => {
    await call(other, `PATCH /api/webhooks/${endpoint.id}`, {
      url: `${first.url}/elsewhere?x=1`,
      description: 'moved',
    });
    expect(await sent(first)).toEqual({ authorization: HEADERS.Authorization, team: 'desk' });
  });

  it('are those given with the new host; a mask stands for none', async () => {
    const masked = { url: second.url, headers: { Authorization: '••••', 'X-Team': 'mine' } };
    const refused = await call(other, `PATCH /api/webhooks/${endpoint.id}`, masked);
    expect(refused.status).toBe(400);
    expect(wrongFields(refused)).toEqual(['headers']);
    expect(await sent(first)).toEqual({ authorization: HEADERS.Authorization, team: 'desk' });
    const complete = { url: second.url, headers: { Authorization: 'Bearer new' } };
    expect((await call(other, `PATCH /api/webhooks/${endpoint.id}`, complete)).status).toBe(200);
    expect(await sent(second)).toEqual({ authorization: 'Bearer new' });
  });
});

describe('an endpoint with internal comments whose owner leaves staff', () => {
  let running: Stage;

  beforeAll(async () => {
    running = await Stage.start();
  });
  afterAll(() => running.close());

  it('stays visible to its owner, reports that it lost internal comments, and gets none', async () => {
    const { accounts } = running;
    const admin = await accounts.person('admin');
    const agent = await accounts.person('agent');
    const receiver = await Receiver.start();
    const call = (as: Person, route: string, body?: unknown) => accounts.call(route, { as, body });
    const made = await call(agent, 'POST /api/webhooks', {
      url: receiver.url,
      events: ['comment.created'],
      owner_type: 'user',
      include_internal: true,
    });
    expect(made).toMatchObject({ status: 201, body: { include_internal: true } });
    const ticket = (await call(admin, 'POST /api/tickets', { title: 'Printer', requester_id: agent.id })).body;
    const comment = (content: string, internal: boolean) =>
      call(admin, `POST /api/tickets/${ticket.id}/comments`, { content, internal });
    await comment('among us', true);
    await receiver.received(1);

    expect((await call(admin, `PATCH /api/users/${agent.id}`, { role: 'user' })).status).toBe(200);
    const seen = await call(agent, `GET /api/webhooks/${made.body.id}`);
    expect(seen.status).toBe(200);
    expect((await call(agent, 'GET /api/webhooks')).body.items).toHaveLength(1);
    await comment('still among us', true);
    await comment('for all', false);
    await receiver.received(2);
    await running.settled();
    expect(receiver.requests.map(({ body }) => body.data.content)).toEqual(['among us', 'for all']);
    await until(async () => (await call(agent, `GET /api/webhooks/${made.body.id}`)).body.include_internal === false);
    expect((await call(agent, `PATCH /api/webhooks/${made.body.id}`, { include_internal: true })).status).toBe(403);
    expect((await call(agent, `DELETE /api/webhooks/${made.body.id}`)).status).toBe(204);
    await receiver.stop();
  });

  it('is hidden from other non-staff', async () => {
    const company = await running.accounts.company();
    const [admin, manager] = await Promise.all([
      running.accounts.person('admin'),
      running.accounts.person('manager', { companyId: company.id }),
    ]);
    const body = { url: 'https://example.com/', events: ['*'], company_id: company.id, include_internal: true };
    const made = await running.accounts.call('POST /api/webhooks', { as: admin, body });
    expect((await running.accounts.call(`GET /api/webhooks/${made.body.id}`, { as: manager })).status).toBe(404);
    expect((await running.accounts.call('GET /api/webhooks', { as: manager })).body.items).toEqual([]);
  });
});

describe('a change of SECRETS_KEY', () => {
  const key = (letter: string) => letter.repeat(40);

  it('needs both keys until everything is sealed again; accepting another key loses only sealed secrets', async () => {
    const database = await createDatabase();
    const receiver = await Receiver.start();
    const start = (secrets: Record<string, string>) =>
      Stage.start({ ...secrets, WEBHOOK_RETRY_SCHEDULE: '10ms' }, { database });
    const before = await start({ SECRETS_KEY: key('a') });
    const owner = await before.accounts.person('user');
    const make = (on: Stage, name: string) =>
      on.accounts.call('POST /api/webhooks', {
        as: owner,
        body: { url: receiver.url, name, events: ['ticket.created'], headers: { 'X-Name': name } },
      });
    const old = (await make(before, 'old')).body;
    await before.close();

    const during = await start({ SECRETS_KEY: key('b'), SECRETS_KEY_PREVIOUS: key('a') });
    expect(
      (await during.accounts.call(`POST /api/webhooks/${old.id}/test`, { as: owner, body: {} })).body.success,
    ).toBe(true);
    const sealed = async () => {
      const [row] = await during.dataSource.query<{ secret_encrypted: string; headers_encrypted: string }[]>(
        'SELECT secret_encrypted, headers_encrypted FROM webhook_endpoints WHERE id = $1',
        [old.id],
      );
      return row;
    };
    const box = new SecretBox(key('b'));
    await until(async () => {
      const row = await sealed();
      return row !== undefined && box.canOpen(row.secret_encrypted) && box.canOpen(row.headers_encrypted);
    });
    await during.close();

    await expect(start({ SECRETS_KEY: key('c') })).rejects.toThrow('keys:accept');
    await acceptKeys(testConfig({ DATABASE_URL: database.url, SECRETS_KEY: key('c') }));
    const wrong = await start({ SECRETS_KEY: key('c') });
    const call = (route: string, body?: unknown) => wrong.accounts.call(route, { as: owner, body });
    const fresh = (await make(wrong, 'fresh')).body;
    const { status, body: list } = await call('GET /api/webhooks');
    expect(status).toBe(200);
    expect(list.items.map(({ name }: { name: string }) => name)).toEqual(['fresh', 'old']);
    expect(list.items[0]).toMatchObject({ status: 'active', disabled_reason: null, headers: { 'X-Name': '••••' } });
    const reason = expect.stringContaining('SECRETS_KEY');
    expect(list.items[1]).toMatchObject({ status: 'failing', disabled_reason: reason, headers: {} });
    expect((await call(`GET /api/webhooks/${old.id}/stats`)).status).toBe(200);
    expect(await call(`POST /api/webhooks/${old.id}/test`, {})).toMatchObject({
      status: 409,
      body: { code: 'secret_unreadable' },
    });
    receiver.requests.length = 0;
    await call('POST /api/tickets', { title: 'Printer' });
    await receiver.received(1);
    const waiting = async () =>
      (await deliveries(wrong)).find((row) => row.endpoint_id === old.id && row.state === 'pending');
    await until(async () => (await waiting())?.error !== undefined && (await waiting())?.error !== null);
    await until(async () => {
      const { items } = (await call(`GET /api/webhooks/${fresh.id}/deliveries`)).body;
      return items[0]?.status === 'success';
    });

    // Without knowing the old secret, by entering everything again.
    expect((await call(`POST /api/webhooks/${old.id}/regenerate-secret`, {})).status).toBe(200);
    const headers = { headers: { 'X-Name': 'mended' } };
    expect((await call(`PATCH /api/webhooks/${old.id}`, headers)).body).toMatchObject({
      status: 'active',
      disabled_reason: null,
    });
    expect((await call(`POST /api/webhooks/${old.id}/test`, {})).body.success).toBe(true);
    await wrong.close();

    const after = await start({ SECRETS_KEY: key('c') });
    await until(() => receiver.requests.filter(({ headers: sent }) => sent['x-name'] === 'mended').length >= 2, {
      timeoutMs: 20_000,
    });
    await after.close();
    await receiver.stop();
    await database.drop();
  }, 120_000);
});
