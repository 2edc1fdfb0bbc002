import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let sender: Stage;
/** Another process's worth of application on the same database; it delivers nothing itself. */
let listener: Stage;
let receiver: Receiver;
let people: Record<'owner' | 'stranger' | 'admin' | 'agent' | 'manager' | 'foreign', Person>;
let companyId: string;

beforeAll(async () => {
  sender = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '500ms' });
  listener = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' }, { database: sender.database });
  receiver = await Receiver.start();
  const { accounts } = sender;
  const admin = await accounts.person('admin');
  const company = async (name: string): Promise<string> =>
    (await accounts.call('POST /api/companies', { as: admin, body: { name } })).body.id;
  companyId = await company('Acme');
  people = {
    admin,
    owner: await accounts.person('user'),
    stranger: await accounts.person('user'),
    agent: await accounts.person('agent'),
    manager: await accounts.person('manager', { companyId }),
    foreign: await accounts.person('manager', { companyId: await company('Other') }),
  };
});
afterEach(closeSockets);
afterAll(async () => {
  await listener.close();
  await sender.close();
  await receiver.stop();
});

type Name = keyof typeof people;

async function watch(names: readonly Name[], app = listener): Promise<Map<Name, TestSocket>> {
  const sockets = new Map<Name, TestSocket>();
  for (const name of names) {
    sockets.set(name, await app.connect(people[name], { rooms: ['webhooks'] }));
  }
  await until(async () => {
    const rows = await sender.dataSource.query<unknown[]>('SELECT 1 FROM live_watchers WHERE until > now()');
    return rows.length > 0;
  });
  return sockets;
}

async function make(as: Person, fields: object = {}): Promise<string> {
  const body = { name: `Hook ${Math.random()}`, url: receiver.url, events: ['project.created'], ...fields };
  const answer = await sender.accounts.call('POST /api/webhooks', { as, body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

/** Tests, until each of these sockets has heard of one: the sender looks for watchers once a second. */
async function testUntilHeard(as: Person, id: string, heard: readonly (TestSocket | undefined)[]): Promise<void> {
  await until(async () => {
    await sender.accounts.call(`POST /api/webhooks/${id}/test`, { as, body: {} });
    return heard.every((socket) => updatesOf(socket, id).length > 0);
  });
}

function updatesOf(socket: TestSocket | undefined, id: string): Json[] {
  return (socket?.of('delivery.update') ?? []).filter(({ webhook_id }: Json) => webhook_id === id);
}

async function heardBy(as: Name, fields: object, sure: readonly Name[]): Promise<string[]> {
  const sockets = await watch(Object.keys(people) as Name[]);
  const id = await make(people[as], fields);
  await testUntilHeard(
    people[as],
    id,
    sure.map((name) => sockets.get(name)),
  );
  return [...sockets].filter(([, socket]) => updatesOf(socket, id).length > 0).map(([name]) => name);
}

describe('a delivery attempt', () => {
  it('is pushed to people who may see the endpoint, from every process, and to no others', async () => {
    expect(await heardBy('owner', {}, ['owner', 'admin'])).toEqual(['admin', 'owner']);
    expect(await heardBy('manager', {}, ['manager', 'admin'])).toEqual(['admin', 'manager']);
    expect(await heardBy('admin', {}, ['admin'])).toEqual(['admin']);
    expect(
      await heardBy('admin', { owner_type: 'company', company_id: companyId, include_internal: true }, ['admin']),
    ).toEqual(['admin']);
  });

  it('is pushed each time as it is listed, with a growing cursor that can be resumed', async () => {
    const { owner } = people;
    const socket = (await watch(['owner'], sender)).get('owner');
    let tries = 0;
    receiver.reply = (response, { url, body }) => {
      const isFirst = url.endsWith('?flaky') && body.type === 'project.created' && (tries += 1) === 1;
      response.writeHead(isFirst ? 500 : 200).end();
    };
    const id = await make(owner, { url: `${receiver.url}?flaky` });
    await testUntilHeard(owner, id, [socket]);
    const event = { type: 'project.created', data: { id: 'p-1' }, user_id: owner.id };
    const { body } = await sender.accounts.call('POST /api/events', { as: owner, body: event });
    await socket?.waitFor((self) =>
      updatesOf(self, id).some(({ data }) => data.status === 'success' && data.attempts === 2),
    );
    const [first, second] = updatesOf(socket, id).filter(({ data }) => data.event_id === body.id);
    expect(first.data).toMatchObject({ status: 'sending', attempts: 1, response_status: 500 });
    const list = (await sender.accounts.call(`GET /api/deliveries?event_id=${body.id}`, { as: owner })).body;
    const listed = list.items.find((item: Json) => item.id === second.id);
    const { response_body: _, ...summary } = listed;
    expect(second).toEqual({
      event: 'delivery.update',
      id: listed.id,
      webhook_id: id,
      data: summary,
      cursor: expect.any(String),
    });
    const cursors =
      socket?.pushes.map((push) => push.body?.cursor).filter((cursor) => typeof cursor === 'string') ?? [];
    expect(cursors).toEqual([...new Set(cursors)].toSorted());
    const again = await sender.connect(owner, { rooms: ['webhooks'], after: second.cursor });
    expect(again.of('resync')).toEqual([]);
    expect(again.of('replayed')).toHaveLength(1);
  });

  it('of a personal webhook is pushed only to its owner', async () => {
    const { owner } = people;
    const sockets = await watch(['owner', 'admin', 'manager']);
    const answer = await sender.accounts.call('PUT /api/users/me/webhook', {
      as: owner,
      body: { webhook_url: receiver.url },
    });
    const { id } = answer.body;
    await until(async () => {
      await sender.accounts.call('POST /api/notifications/webhooks/test', { as: owner });
      return updatesOf(sockets.get('owner'), id).length > 0;
    });
    // The admin's socket is at the same position: later pushes are about something else.
    const other = await make(people.admin);
    await testUntilHeard(people.admin, other, [sockets.get('admin')]);
    expect(updatesOf(sockets.get('admin'), id)).toEqual([]);
    expect(updatesOf(sockets.get('manager'), id)).toEqual([]);
  });

  it('is no longer pushed to a former admin', async () => {
    const demoted = await sender.accounts.person('admin');
    const socket = await listener.connect(demoted, { rooms: ['webhooks', 'users'] });
    const id = await make(people.admin);
    await testUntilHeard(people.admin, id, [socket]);
    const route = `PATCH /api/users/${demoted.id}`;
    await sender.accounts.call(route, { as: people.admin, body: { role: 'agent' } });
    const isTold = ({ data }: Json) => data.id === demoted.id && data.role === 'agent';
    await socket.waitFor((self) => self.of('user.update').some(isTold));
    const sure = (await watch(['admin'])).get('admin');
    const next = await make(people.admin);
    await testUntilHeard(people.admin, next, [sure]);
    expect(updatesOf(socket, next)).toEqual([]);
  });
});

describe('a recovery', () => {
  it('is pushed step by step to people who may see the endpoint, and to no others', async () => {
    receiver.reply = 200;
    const sockets = await watch(['owner', 'stranger', 'admin', 'foreign'], sender);
    const id = await make(people.owner);
    const recover = `POST /api/webhooks/${id}/recover`;
    const toldOf = (name: Name): Json[] =>
      (sockets.get(name)?.of('recovery.update') ?? []).filter(({ webhook_id }: Json) => webhook_id === id);
    let jobId = '';
    // The sender looks for watchers once a second.
    await until(async () => {
      const started = await sender.accounts.call(recover, { as: people.owner, body: { since: '1h' } });
      jobId = started.body.job_id;
      return (['owner', 'admin'] as const).every((name) => toldOf(name).some(({ data }) => data.status === 'done'));
    });
    const read = { as: people.owner };
    const { body: job } = await sender.accounts.call(`GET /api/webhooks/${id}/recover/${jobId}`, read);
    const done = (): Json => toldOf('owner').find(({ id: about, data }) => about === jobId && data.status === 'done');
    // Earlier ones may have been told before it.
    await until(() => done() !== undefined);
    expect(done()).toMatchObject({ event: 'recovery.update', webhook_id: id, data: { count: job.count } });
    expect([...toldOf('stranger'), ...toldOf('foreign')]).toEqual([]);
  });
});
