import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;
let accounts: Accounts;
let admin: Person;
let agent: Person;
let manager: Person;
let user: Person;
let company: string;

beforeAll(async () => {
  running = await Stage.start();
  accounts = running.accounts;
  company = (await accounts.company()).id;
  admin = await accounts.person('admin');
  agent = await accounts.person('agent');
  manager = await accounts.person('manager', { companyId: company });
  user = await accounts.person('user', { companyId: company });
});
afterAll(() => running.close());

const PROJECT = { type: 'project.created', data: { id: 'p-1', name: 'Apollo' } };

function post(body: object, as: Person = agent, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return accounts.call('POST /api/events', { as, body, headers });
}

async function stored(id: string) {
  const [row] = await running.dataSource.query<Record<string, string | null>[]>(
    'SELECT * FROM event_bodies WHERE id = $1',
    [id],
  );
  return row;
}

describe('a custom event', () => {
  it('is accepted, and logged as it was sent', async () => {
    const data = { id: 'p-1', name: 'Apollo', zeta: 1, alpha: { b: [1.5, null], a: 'ü' } };
    const { status, body } = await post({ type: 'project.created', data, user_id: user.id });
    expect(status).toBe(202);
    expect(await stored(body.id)).toMatchObject({
      data: JSON.stringify(data),
      source: 'external',
      category: 'CUSTOM',
      user_id: user.id,
      ordering_key: 'p-1',
    });
    await until(async () => {
      const { items } = (await accounts.call('GET /api/events?limit=200', { as: user })).body;
      return items.some((item: { id: string }) => item.id === body.id);
    });
    const { items } = (await accounts.call('GET /api/events?limit=200', { as: manager })).body;
    expect(items.map((item: { id: string }) => item.id)).not.toContain(body.id);
  });

  it('may have any name, also in the older spelling, and gets the category of its noun', async () => {
    const categories = { 'server.state_changed': 'GAME_SERVER', 'payment.failed': 'BILLING', 'pizza.baked': 'CUSTOM' };
    for (const [eventType, category] of Object.entries(categories)) {
      const { status, body } = await post({ eventType, data: {}, userId: user.id, companyId: company });
      expect([eventType, status]).toEqual([eventType, 202]);
      expect(await stored(body.id)).toMatchObject({
        category,
        user_id: user.id,
        company_id: company,
        ordering_key: null,
      });
    }
    const { body } = await post({ ...PROJECT, category: 'SECURITY', ordering_key: 'mine' });
    expect(await stored(body.id)).toMatchObject({ category: 'SECURITY', ordering_key: 'mine' });
  });

  it('reaches the endpoints of the people it names', async () => {
    await running.settled();
    const receiver = await Receiver.start();
    try {
      const url = (name: string) => `${receiver.url}/${name}`;
      const make = (as: Person, name: string) =>
        accounts.call('POST /api/webhooks', { as, body: { url: url(name), events: ['project.*'] } });
      await make(user, 'user');
      await make(manager, 'company');
      await make(admin, 'system');
      await make(await accounts.person('user'), 'stranger');
      await post({ ...PROJECT, user_id: user.id });
      await post({ ...PROJECT, company_id: company });
      const requests = await receiver.received(4);
      const names = requests.map((request) => String(request.url.split('/').at(-1)));
      expect(names.sort()).toEqual(['company', 'system', 'system', 'user']);
      expect(requests[0]?.body).toMatchObject({ type: 'project.created', data: PROJECT.data });
    } finally {
      await receiver.stop();
    }
  });

  it('names each wrong field', async () => {
    const wrong = {
      type: 'Project',
      eventType: 1,
      data: [],
      user_id: 'x',
      companyId: 5,
      category: 'x',
      ordering_key: '',
    };
    expect(wrongFields(await post({ ...wrong, idempotency_key: 7, more: 1 }))).toEqual(
      [...Object.keys(wrong), 'idempotency_key', 'more'].sort(),
    );
    expect(wrongFields(await post({ data: {} }))).toEqual(['type']);
    expect(wrongFields(await post({ type: 'payment.failed', data: { amount: '5', currency: 5, other: [] } }))).toEqual([
      'data.amount',
      'data.currency',
    ]);
    expect((await post({ type: 'payment.failed', data: { amount: null } })).status).toBe(202);
    expect(wrongFields(await post({ ...PROJECT, user_id: newId(), company_id: newId() }))).toEqual([
      'company_id',
      'user_id',
    ]);
    expect((await accounts.call('POST /api/events', { body: PROJECT })).status).toBe(401);
  });

  it('accepts each spelling of a field, and refuses two that differ', async () => {
    for (const spelling of ['type', 'event_type', 'eventType']) {
      expect((await post({ [spelling]: 'project.created', data: {} })).status).toBe(202);
    }
    expect((await post({ ...PROJECT, event_type: PROJECT.type, eventType: PROJECT.type })).status).toBe(202);
    const differing = { event_type: 'project.deleted', eventType: 'project.updated' };
    const ids = { user_id: user.id, userId: agent.id, company_id: company, companyId: newId() };
    const answer = await post({ ...PROJECT, ...differing, ...ids });
    expect(wrongFields(answer)).toEqual(['companyId', 'eventType', 'event_type', 'userId']);
  });

  it('is limited to 256 KiB', async () => {
    const big = await post({ type: 'project.created', data: { text: 'x'.repeat(262_144) } });
    expect([big.status, big.body.code]).toEqual([413, 'payload_too_large']);
    expect((await post({ type: 'project.created', data: { text: 'x'.repeat(261_000) } })).status).toBe(202);
  });
});

describe('an idempotency key', () => {
  it('returns the same event, by field and by header, whatever the order of the fields', async () => {
    const first = await post({ ...PROJECT, idempotency_key: 'one' });
    const again = await post({ data: { name: 'Apollo', id: 'p-1' }, type: 'project.created' }, agent, {
      'idempotency-key': 'one',
    });
    expect([first.status, again.status, again.body.id]).toEqual([202, 200, first.body.id]);
    const other = await post({ ...PROJECT, data: { id: 'p-2' }, idempotency_key: 'one' });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_conflict']);
    expect((await post({ ...PROJECT, idempotency_key: 'one' }, admin)).status).toBe(202);
    expect(wrongFields(await post({ ...PROJECT, idempotency_key: 'a' }, agent, { 'idempotency-key': 'b' }))).toEqual([
      'idempotency_key',
    ]);
  });

  it('creates one event from ten simultaneous requests', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post({ ...PROJECT, idempotency_key: 'ten' })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 202 || status === 200)).toBe(true);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await accounts.count(`event_bodies WHERE id = $1`, [answers[0]?.body.id])).toBe(1);
  });
});

describe('the target of a custom event', () => {
  it('may be anyone for staff', async () => {
    for (const as of [admin, agent]) {
      expect((await post({ ...PROJECT, user_id: user.id, company_id: company }, as)).status).toBe(202);
      expect((await post(PROJECT, as)).status).toBe(202);
    }
  });

  it('may be the own company for a manager, which is the default', async () => {
    const other = (await accounts.company('Other')).id;
    const stranger = await accounts.person('user', { companyId: other });
    for (const target of [{ company_id: other }, { user_id: stranger.id }, { user_id: newId() }]) {
      expect((await post({ ...PROJECT, ...target }, manager)).status).toBe(403);
    }
    expect((await post({ ...PROJECT, user_id: user.id }, manager)).status).toBe(202);
    const { body } = await post(PROJECT, manager);
    expect(await stored(body.id)).toMatchObject({ company_id: company, user_id: null });
  });

  it('may be only the sender for other people, which is the default', async () => {
    for (const target of [{ user_id: agent.id }, { company_id: company }, { user_id: newId() }]) {
      expect((await post({ ...PROJECT, ...target }, user)).status).toBe(403);
    }
    const { body } = await post(PROJECT, user);
    expect(await stored(body.id)).toMatchObject({ company_id: null, user_id: user.id });
  });

  it('may not be set by a key without the scope', async () => {
    const make = async (scopes: string[]): Promise<Person> => {
      const { body } = await accounts.call('POST /api/api-keys', { as: agent, body: { name: 'K', scopes } });
      return agent.with({ access_token: body.key });
    };
    expect((await post(PROJECT, await make(['read', 'write']))).status).toBe(403);
    const sent = await post(PROJECT, await make(['events:write']));
    expect(sent.status).toBe(202);
    expect(JSON.parse((await stored(sent.body.id))?.['actor'] ?? '')).toMatchObject({ id: agent.id, type: 'api_key' });
  });
});

describe('a desk event name in a custom event', () => {
  it('is restricted to admins, and creates no inbox rows and no pushes to rooms', async () => {
    const event = { type: 'ticket.created', data: { id: newId(), requester_id: user.id, title: 'Forged' } };
    for (const as of [agent, manager, user]) expect((await post(event, as)).status).toBe(403);
    expect((await post({ ...event, type: 'machine.registered' }, agent)).status).toBe(403);
    const socket: TestSocket = await running.connect(admin, { rooms: ['tickets'] });
    await socket.waitFor((self) => self.of('ready').length > 0);
    const before = await accounts.count('notifications');
    const { status, body } = await post(event, admin);
    expect(status).toBe(202);
    const ticket = (await accounts.call('POST /api/tickets', { as: user, body: { title: 'Real' } })).body;
    await socket.waitFor((self) => self.of('ticket.update').some((push) => push.id === ticket.id));
    expect(socket.of('ticket.update').map((push) => push.data.title)).toEqual(['Real']);
    expect(await accounts.count('notifications WHERE event_id = $1', [body.id])).toBe(0);
    expect(await accounts.count('notifications')).toBeGreaterThanOrEqual(before);
    socket.close();
  });
});
