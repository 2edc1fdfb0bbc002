import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';

let running: Stage;
let accounts: Accounts;
let receiver: Receiver;
let manager: Person;
let company: string;

beforeAll(async () => {
  running = await Stage.start();
  accounts = running.accounts;
  receiver = await Receiver.start();
  company = (await accounts.company()).id;
  manager = await accounts.person('manager', { companyId: company });
});
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

function call(route: string, body?: unknown, as = manager): Promise<HttpAnswer> {
  return accounts.call(route, { as, body });
}

describe('the XTSystems webhook API', () => {
  it('creates an endpoint of the caller’s company, with its own defaults', async () => {
    const { status, body } = await call('POST /v1/webhooks', {
      name: 'Bot',
      url: receiver.url,
      events: ['ticket.created'],
      secret: 'the-secret-of-the-bot',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      owner_type: 'company',
      company_id: company,
      payload_format: 'xtsystems',
      retry_count: 3,
      max_attempts: 3,
      retry_schedule: [1, 2],
      timeout_seconds: 30,
      is_active: true,
      secret: 'the-secret-of-the-bot',
    });
    const { secret: _, ...rest } = body;
    expect((await call(`GET /v1/webhooks/${body.id}`)).body).toEqual(rest);
    expect((await call('GET /v1/webhooks')).body).toEqual([rest]);
    expect((await call(`GET /api/webhooks/${body.id}`)).body).toMatchObject({ id: body.id, name: 'Bot' });
  });

  it('creates an endpoint of the system for an admin without a company, else of the person', async () => {
    const owner = async (as: Person) =>
      (await call('POST /v1/webhooks', { url: receiver.url, events: ['alert.triggered'] }, as)).body.owner_type;
    expect(await owner(await accounts.person('admin'))).toBe('system');
    expect(await owner(await accounts.person('admin', { companyId: company }))).toBe('company');
    expect(await owner(await accounts.person('manager'))).toBe('user');
    expect(await owner(await accounts.person('user', { companyId: company }))).toBe('user');
  });

  it('signs with sha256 over timestamp and body, and lists deliveries with payloads', async () => {
    const person = await accounts.person('user', { companyId: company });
    const { body } = await call('POST /v1/webhooks', {
      name: 'Signed',
      url: receiver.url,
      events: ['ticket.created'],
      secret: 'another-secret-of-the-bot',
      retry_count: 1,
    });
    await call('POST /api/tickets', { title: 'Drucker öffnet nicht' }, person);
    await until(() =>
      receiver.requests.some(({ headers, text }) => {
        const content = `${String(headers['x-xtsystems-timestamp'])}${text}`;
        const expected = createHmac('sha256', 'another-secret-of-the-bot').update(content).digest('hex');
        return headers['x-xtsystems-signature'] === `sha256=${expected}`;
      }),
    );
    await until(async () => {
      const rows = (await call(`GET /v1/webhooks/${body.id}/deliveries?limit=50`)).body;
      return rows.length === 1 && rows[0].status === 'success';
    });
    const [row] = (await call(`GET /v1/webhooks/${body.id}/deliveries?limit=50`)).body;
    expect(row).toMatchObject({ webhook_id: body.id, event_type: 'ticket.created', response_status: 200 });
    expect(row.payload).toMatchObject({ event_type: 'ticket.created', data: { title: 'Drucker öffnet nicht' } });
  });

  it('changes, switches and deletes an endpoint', async () => {
    const { id } = (await call('POST /v1/webhooks', { name: 'Old', url: receiver.url, events: ['*'] })).body;
    const changed = await call(`PUT /v1/webhooks/${id}`, { name: 'New', retry_count: 5, is_active: false });
    expect(changed.body).toMatchObject({ name: 'New', retry_count: 5, is_active: false, status: 'disabled' });
    expect((await call(`PATCH /v1/webhooks/${id}`, { is_active: true })).body).toMatchObject({
      is_active: true,
      retry_count: 5,
      timeout_seconds: 30,
    });
    const gone = await call(`DELETE /v1/webhooks/${id}`);
    expect([gone.status, gone.body]).toEqual([200, { message: 'Webhook deleted successfully' }]);
    expect((await call(`GET /v1/webhooks/${id}`)).status).toBe(404);
  });

  it.each(['agent', 'user', 'manager'] as const)('does not exist for another %s', async (role) => {
    const { id } = (await call('POST /v1/webhooks', { url: receiver.url, events: ['alert.triggered'] })).body;
    const other = await accounts.person(role);
    const routes = ['GET ', 'PUT ', 'PATCH ', 'DELETE ', 'GET /deliveries', 'POST /test'];
    for (const route of routes) {
      const [method, suffix = ''] = route.split(' ');
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await call(`${method} /v1/webhooks/${id}${suffix}`, body, other);
      expect([route, answer.status]).toEqual([route, 404]);
    }
    const listed = (await call('GET /v1/webhooks', undefined, other)).body;
    expect(listed.map((item: { id: string }) => item.id)).not.toContain(id);
    expect((await accounts.call('GET /v1/webhooks')).status).toBe(401);
  });

  it('names each wrong field', async () => {
    const wrong = {
      url: 'http://10.0.0.1/',
      events: ['*'],
      retry_count: 0,
      is_active: 1,
      secret: null,
      owner_type: 'user',
    };
    expect(wrongFields(await call('POST /v1/webhooks', wrong))).toEqual([
      'is_active',
      'owner_type',
      'retry_count',
      'secret',
      'url',
    ]);
  });
});
