import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { PASSWORD, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';

const ALERT = { message: 'The disk is full.', alert_type: 'disk', severity: 'high' };
const SETTINGS = '/api/admin/settings';

let running: Stage;
let receiver: Receiver;
let admin: Person;
let agent: Person;
let manager: Person;
let user: Person;

beforeAll(async () => {
  running = await Stage.start();
  receiver = await Receiver.start();
  const { accounts } = running;
  const { id: companyId } = await accounts.company();
  [admin, agent] = [await accounts.person('admin', { name: 'Alan Admin' }), await accounts.person('agent')];
  manager = await accounts.person('manager', { companyId });
  user = await accounts.person('user', { companyId });
});
afterEach(closeSockets);
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

async function statuses(route: string, body?: object): Promise<number[]> {
  const result = [];
  for (const as of [admin, agent, manager, user])
    result.push((await running.accounts.call(route, { as, body })).status);
  return result;
}

async function trigger(fields: object = {}): Promise<Json> {
  const answer = await running.accounts.call('POST /api/alerts', { as: agent, body: { ...ALERT, ...fields } });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function logged(as: Person, types: string): Promise<Json[]> {
  await running.settled();
  const events: Json[] = [];
  for (let after = ''; ;) {
    const { body } = await running.accounts.call(`GET /api/events?limit=200&types=${types}&after=${after}`, { as });
    events.push(...body.items);
    if (body.items.length === 0) return events;
    after = body.next_cursor;
  }
}

function change(body: object, as = admin) {
  return running.accounts.call(`PATCH ${SETTINGS}`, { as, body });
}

describe('/api/alerts', () => {
  it('is restricted to staff', async () => {
    const { id } = await trigger();
    expect(await statuses('GET /api/alerts')).toEqual([200, 200, 403, 403]);
    expect(await statuses(`GET /api/alerts/${id}`)).toEqual([200, 200, 404, 404]);
    expect(await statuses('POST /api/alerts', ALERT)).toEqual([201, 201, 403, 403]);
    for (const as of [manager, user]) {
      expect((await running.accounts.call(`POST /api/alerts/${id}/resolve`, { as })).status).toBe(404);
    }
    expect((await running.accounts.call(`GET /api/alerts/${id}`, { as: agent })).body.status).toBe('active');
  });

  it('resolves an alert once, and reports it to the room, the log and system endpoints', async () => {
    await running.settled();
    const hook = { url: receiver.url, events: ['alert.*'] };
    expect((await running.accounts.call('POST /api/webhooks', { as: admin, body: hook })).status).toBe(201);
    const socket = await running.connect(agent, { rooms: ['alerts'] });
    const details = { zeta: 1, alpha: { used_percent: 93 } };
    const alert = await trigger({ source: 'backup-3', details });
    expect(alert).toMatchObject({ ...ALERT, source: 'backup-3', status: 'active', resolved_by: null });
    const route = `POST /api/alerts/${alert.id}/resolve`;
    expect((await running.accounts.call(route, { as: admin })).body).toMatchObject({
      status: 'resolved',
      resolved_by: 'Alan Admin',
      resolved_at: expect.any(String),
    });
    const again = await running.accounts.call(route, { as: agent });
    expect([again.status, again.body.code]).toEqual([409, 'already_resolved']);
    await socket.waitFor(() => socket.of('alert.update').length === 2);
    expect(socket.of('alert.update').map(({ event, id }) => [event, id])).toEqual([
      ['alert.triggered', alert.id],
      ['alert.resolved', alert.id],
    ]);
    const requests = await receiver.received(2);
    expect(requests.map(({ body }) => body.type)).toEqual(['alert.triggered', 'alert.resolved']);
    expect(JSON.stringify(requests[1]?.body.data.details)).toBe(JSON.stringify(details));
    const events = await logged(agent, 'alert.*');
    expect(events.slice(-2)).toMatchObject([
      { type: 'alert.triggered', category: 'SECURITY' },
      { type: 'alert.resolved', actor: { name: 'Alan Admin' } },
    ]);
    for (const as of [manager, user]) expect(await logged(as, 'alert.*')).toEqual([]);
  });

  it('lists alerts newest first, in pages, with filters', async () => {
    const [one, two] = [await trigger({ source: 'listed' }), await trigger({ source: 'listed', severity: 'info' })];
    const list = async (query: string) =>
      (await running.accounts.call(`GET /api/alerts?source=listed&${query}`, { as: agent })).body;
    const ids = ({ items }: Json) => items.map(({ id }: Json) => id);
    const first = await list('limit=1');
    expect(ids(first)).toEqual([two.id]);
    expect(ids(await list(`limit=1&cursor=${first.next_cursor}`))).toEqual([one.id]);
    expect(ids(await list('severity=high,critical&alert_type=disk&status=active'))).toEqual([one.id]);
    expect(ids(await list('status=resolved'))).toEqual([]);
  });

  it.each([
    [{}, ['alert_type', 'message', 'severity']],
    [{ ...ALERT, severity: 'huge', details: [], source: '' }, ['details', 'severity', 'source']],
    [{ ...ALERT, status: 'resolved' }, ['status']],
    [{ ...ALERT, details: { a: ['x\u0000'] } }, ['details.a.0']],
  ])('refuses %j', async (body, fields) => {
    expect(wrongFields(await running.accounts.call('POST /api/alerts', { as: agent, body }))).toEqual(fields);
  });

  it('answers 404 for an unknown id', async () => {
    expect((await running.accounts.call(`POST /api/alerts/${newId()}/resolve`, { as: agent })).status).toBe(404);
  });
});

describe('/api/admin/settings', () => {
  it('is restricted to admins', async () => {
    expect(await statuses(`GET ${SETTINGS}`)).toEqual([200, 403, 403, 403]);
    for (const as of [agent, manager, user]) expect((await change({ site_name: 'Mine' }, as)).status).toBe(403);
    expect((await running.accounts.call(`PATCH ${SETTINGS}`, { body: {} })).status).toBe(401);
    const { body } = await running.accounts.call(`GET ${SETTINGS}`, { as: admin });
    expect(body.site_name).not.toBe('Mine');
  });

  it('reports changed fields to admins and system endpoints, only when a field changed', async () => {
    const hooks = await Receiver.start();
    const hook = { url: hooks.url, events: ['system.settings_updated'] };
    expect((await running.accounts.call('POST /api/webhooks', { as: admin, body: hook })).status).toBe(201);
    expect((await running.accounts.call('POST /api/webhooks', { as: manager, body: hook })).status).toBe(201);
    const changed = await change({ site_name: 'Help', support_email: 'help@example.com' });
    expect(changed.body).toMatchObject({ site_name: 'Help', support_email: 'help@example.com', registration: null });
    expect((await change({ site_name: 'Help', default_ticket_priority: 'normal' })).status).toBe(200);
    expect((await change({})).status).toBe(200);
    const events = await logged(admin, 'system.*');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'system.settings_updated',
      category: 'SYSTEM',
      actor: { name: 'Alan Admin' },
      data: { changed_fields: ['site_name', 'support_email'], site_name: 'Help', updated_by: 'Alan Admin' },
      changes: { site_name: ['Carillon', 'Help'], support_email: [null, 'help@example.com'] },
    });
    const [request] = await hooks.received(1);
    expect(request?.body.data.changed_fields).toEqual(['site_name', 'support_email']);
    for (const as of [agent, manager, user]) expect(await logged(as, 'system.*')).toEqual([]);
    expect(hooks.requests).toHaveLength(1);
    await hooks.stop();
  });

  it('sets the priority of new tickets', async () => {
    await change({ default_ticket_priority: 'high' });
    const open = (fields: object) =>
      running.accounts.call('POST /api/tickets', { as: user, body: { title: 'Printer', ...fields } });
    expect((await open({})).body.priority).toBe('high');
    expect((await open({ priority: 'low' })).body.priority).toBe('low');
    await change({ default_ticket_priority: 'normal' });
  });

  it('closes and opens registration, overriding the environment', async () => {
    const register = () => {
      const body = { email: `${newId()}@example.com`, password: PASSWORD, name: 'New' };
      return running.accounts.call('POST /api/auth/register', { body });
    };
    await change({ registration: 'closed' });
    expect((await register()).status).toBe(403);
    await change({ registration: null });
    expect((await register()).status).toBe(201);
  });

  it.each([
    [{ site_name: null, support_email: 'nobody' }, ['site_name', 'support_email']],
    [
      { default_ticket_priority: 'huge', registration: 'maybe', secret: 1 },
      ['default_ticket_priority', 'registration', 'secret'],
    ],
  ])('refuses %j', async (body, fields) => {
    expect(wrongFields(await change(body))).toEqual(fields);
  });
});
