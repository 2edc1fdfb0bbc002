import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { finished, plant } from '../support/receivers/webhooks.js';

let running: Stage;
let receiver: Receiver;
let admin: Person;
let agent: Person;
let acme: { id: string };
let bolt: { id: string };
let ofAcme: Person;
let ofBolt: Person;

beforeAll(async () => {
  running = await Stage.start();
  receiver = await Receiver.start();
  const { accounts } = running;
  [acme, bolt] = [await accounts.company('Acme'), await accounts.company('Bolt')];
  [admin, agent] = [await accounts.person('admin'), await accounts.person('agent')];
  ofAcme = await accounts.person('manager', { companyId: acme.id });
  ofBolt = await accounts.person('manager', { companyId: bolt.id });
});
afterEach(closeSockets);
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

async function call(route: string, as: Person, body?: unknown): Promise<Json> {
  const answer = await running.accounts.call(route, { as, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const statusOf = async (route: string, as: Person, body?: unknown) =>
  (await running.accounts.call(route, { as, body })).status;
const change = (person: Person, fields: object) => call(`PATCH /api/users/${person.id}`, admin, fields);
const member = () => running.accounts.person('user', { companyId: acme.id });

describe('a requester who changes company', () => {
  it('takes the tickets along: the old manager loses them and the new one sees all', async () => {
    const requester = await member();
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    const comment = await call(`POST /api/tickets/${ticket.id}/comments`, requester, { content: 'It smokes' });
    const attached = await upload(requester, ticket.id);
    await running.settled();
    const socket = await running.connect(ofAcme, { rooms: ['tickets', `ticket:${ticket.id}`] });

    await change(requester, { company_id: bolt.id });

    for (const [route, body] of [
      [`GET /api/tickets/${ticket.id}`, undefined],
      [`PATCH /api/tickets/${ticket.id}`, { title: 'Mine' }],
      [`GET /api/tickets/${ticket.id}/comments`, undefined],
      [`POST /api/tickets/${ticket.id}/comments`, { content: 'Still here' }],
      [`PATCH /api/comments/${comment.id}`, { content: 'Mine' }],
      [`GET /api/attachments/${attached.id}`, undefined],
      [`GET /api/tickets/${ticket.id}/history`, undefined],
      [`POST /api/tickets/${ticket.id}/watchers`, {}],
    ] as const) {
      expect([route, await statusOf(route, ofAcme, body)]).toEqual([route, 404]);
    }
    expect((await call(`GET /api/tickets?company_id=${acme.id}`, ofAcme)).items).toEqual([]);
    expect(await call(`GET /api/tickets/${ticket.id}`, ofBolt)).toMatchObject({ company_id: bolt.id, version: 2 });
    await socket.waitFor((self) => self.of('ticket.update').some(({ event }: Json) => event === 'ticket.deleted'));
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { priority: 'high' });
    await running.settled();
    const events = socket.of('ticket.update').map(({ event }: Json) => event);
    expect(events).toEqual(['ticket.deleted']);
  });

  it('appears in the log once per ticket, but not for people who lost it', async () => {
    const requester = await member();
    const ids: string[] = [];
    for (const title of ['One', 'Two', 'Three']) ids.push((await call('POST /api/tickets', requester, { title })).id);
    await change(requester, { company_id: null });
    await running.settled();
    const { items } = await call('GET /api/events?types=ticket.updated&limit=200', agent);
    const moved = items.filter(({ data, changes }: Json) => ids.includes(data.id) && 'company_id' in (changes ?? {}));
    expect(moved.map(({ changes }: Json) => changes)).toEqual(ids.map(() => ({ company_id: [acme.id, null] })));
    const seen = (await call('GET /api/events?types=ticket.updated&limit=200', ofAcme)).items;
    expect(seen.filter(({ data }: Json) => ids.includes(data.id))).toEqual([]);
  });

  it('leaves the old company’s endpoints nothing to resend', async () => {
    const requester = await member();
    const id = newId();
    await plant(running, { id, owner_type: 'company', company_id: acme.id, events: ['ticket.*'], url: receiver.url });
    const ticket = await call('POST /api/tickets', requester, { title: 'Secret later' });
    await finished(running);
    const count = () => receiver.requests.filter(({ text }) => text.includes(ticket.id)).length;
    expect(count()).toBe(1);
    const { items } = await call('GET /api/events?types=ticket.created&limit=200', agent);
    const event = items.find(({ data }: Json) => data.id === ticket.id);
    await change(requester, { company_id: bolt.id });
    await running.settled();
    expect(await call(`GET /api/webhooks/${id}/explain/${event.id}`, admin)).toMatchObject({ matches: false });
    const [row] = (await call(`GET /api/webhooks/${id}/deliveries`, admin)).items;
    await running.accounts.call(`POST /api/webhooks/${id}/deliveries/${row.id}/retry`, { as: admin });
    await finished(running);
    expect(count()).toBe(1);
    await running.dataSource.query('DELETE FROM webhook_endpoints WHERE id = $1', [id]);
  });

  it('never opens a ticket in the company that is being left', async () => {
    const requester = await member();
    const lock = { sql: 'SELECT 1 FROM users WHERE id = $1 FOR UPDATE', parameters: [requester.id], waiters: 2 };
    const [, ticket] = await running.accounts.whileHolding(lock, async () => {
      const moved = change(requester, { company_id: bolt.id });
      const opened = call('POST /api/tickets', requester, { title: 'Meanwhile' });
      return Promise.all([moved, opened]);
    });
    expect((await call(`GET /api/tickets/${ticket.id}`, agent)).company_id).toBe(bolt.id);
  });

  it('takes along more tickets than fit in one step', async () => {
    const requester = await member();
    await running.dataSource.query(
      `INSERT INTO tickets (id, title, description, status, priority, tags, requester_id, company_id, version)
       SELECT gen_random_uuid(), 'T', '', 'open', 'normal', '{}', $1, $2, 1 FROM generate_series(1, 1100)`,
      [requester.id, acme.id],
    );
    await change(requester, { company_id: bolt.id });
    const left = 'tickets WHERE requester_id = $1 AND company_id IS DISTINCT FROM $2';
    expect(await running.accounts.count(left, [requester.id, bolt.id])).toBe(0);
  });

  it('leaves the tickets with the company when the account is deleted', async () => {
    const requester = await member();
    const ticket = await call('POST /api/tickets', requester, { title: 'Stays' });
    await call(`DELETE /api/users/${requester.id}`, admin);
    expect((await call(`GET /api/tickets/${ticket.id}`, ofAcme)).company_id).toBe(acme.id);
  });
});

describe('a watch that a role created', () => {
  const watches = (person: Person, ticket: Json) =>
    running.accounts.count('ticket_watchers WHERE user_id = $1 AND ticket_id = $2', [person.id, ticket.id]);

  it('ends with the role, whatever caused it', async () => {
    const requester = await member();
    for (const begin of [
      (who: Person, id: string) => call(`POST /api/tickets/${id}/comments`, who, { content: 'On it' }),
      (who: Person, id: string) => call(`POST /api/tickets/${id}/watchers`, who, {}),
    ]) {
      const demoted = await running.accounts.person('agent');
      const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
      await begin(demoted, ticket.id);
      await change(demoted, { role: 'user' });
      expect(await watches(demoted, ticket)).toBe(0);
      expect(await statusOf(`GET /api/tickets/${ticket.id}`, demoted)).toBe(404);
    }
  });

  it('stays when staff added the person, before or after', async () => {
    const requester = await member();
    const demoted = await running.accounts.person('agent');
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    await call(`POST /api/tickets/${ticket.id}/comments`, demoted, { content: 'On it' });
    await call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: demoted.id });
    await change(demoted, { role: 'user' });
    expect(await statusOf(`GET /api/tickets/${ticket.id}`, demoted)).toBe(200);
  });

  it('ends for a manager who moves, is demoted, or whose ticket moves away', async () => {
    const { accounts } = running;
    const leave = [
      (who: Person) => change(who, { company_id: bolt.id }),
      (who: Person) => change(who, { role: 'user' }),
      (_who: Person, requester: Person) => change(requester, { company_id: bolt.id }),
    ];
    for (const end of leave) {
      const requester = await member();
      const manager = await accounts.person('manager', { companyId: acme.id });
      const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
      await call(`POST /api/tickets/${ticket.id}/comments`, manager, { content: 'Please hurry' });
      expect(await watches(manager, ticket)).toBe(1);
      await end(manager, requester);
      expect(await watches(manager, ticket)).toBe(0);
      expect(await statusOf(`GET /api/tickets/${ticket.id}`, manager)).toBe(404);
    }
  });

  it('ends when staff assign the ticket to a requester of another company', async () => {
    const requester = await member();
    const manager = await running.accounts.person('manager', { companyId: acme.id });
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    await call(`POST /api/tickets/${ticket.id}/watchers`, manager, {});
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { requester_id: ofBolt.id });
    expect(await statusOf(`GET /api/tickets/${ticket.id}`, manager)).toBe(404);
  });

  it('continues when an agent becomes an admin', async () => {
    const ticket = await call('POST /api/tickets', await member(), { title: 'Printer' });
    const promoted = await running.accounts.person('agent');
    await call(`POST /api/tickets/${ticket.id}/watchers`, promoted, {});
    await change(promoted, { role: 'admin' });
    expect(await watches(promoted, ticket)).toBe(1);
    await change(promoted, { role: 'agent' });
  });
});

describe('a company’s endpoint whose manager leaves', () => {
  it.each([
    ['is demoted', (who: Person) => change(who, { role: 'user' })],
    ['moves', (who: Person) => change(who, { company_id: bolt.id })],
    ['is deactivated', (who: Person) => call(`POST /api/users/${who.id}/deactivate`, admin)],
    ['is deleted', (who: Person) => call(`DELETE /api/users/${who.id}`, admin)],
  ])('notifies other managers and admins once: the manager %s', async (_how, leave) => {
    const leaving = await running.accounts.person('manager', { companyId: acme.id });
    const { id } = await call('POST /api/webhooks', leaving, { url: 'https://example.com/hook', events: ['ticket.*'] });
    await leave(leaving);
    await running.settled();
    await change(leaving, { name: 'Someone else' }).catch(() => undefined);
    await running.settled();
    for (const [who, expected] of [
      [ofAcme, 1],
      [admin, 1],
      [ofBolt, 0],
      [agent, 0],
    ] as const) {
      const { items } = await call('GET /api/events?types=webhook.manager_left&limit=200', who);
      const told = items.filter(({ data }: Json) => data.id === id);
      expect(told).toHaveLength(expected);
      // Carillon noticed it. The person whose request woke the dispatcher is not its author.
      for (const { actor } of told) expect(actor).toEqual({ id: null, name: 'System', type: 'system' });
    }
    expect(await call(`GET /api/webhooks/${id}`, ofAcme)).toMatchObject({ active: true, created_by: leaving.id });
  });
});

async function upload(person: Person, ticketId: string): Promise<Json> {
  const form = new FormData();
  form.append('file', new Blob(['a note']), 'note.txt');
  const headers = { authorization: `Bearer ${person.access_token}` };
  const response = await fetch(`${running.url}/api/tickets/${ticketId}/attachments`, {
    method: 'POST',
    headers,
    body: form,
  });
  return response.json();
}
