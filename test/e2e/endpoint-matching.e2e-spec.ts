import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { finished, plant, type EndpointFields } from '../support/receivers/webhooks.js';

let office: Office;
let receiver: Receiver;
let admin: Person;
let agent: Person;
let requester: Person;
let other: Person;

beforeEach(async () => {
  office = await Office.open({ WEBHOOK_RATE_LIMIT: '0' });
  ({ admin, agent, requester, other } = office.people);
  receiver = await Receiver.start();
});

afterEach(async () => {
  await office.close();
  await receiver.stop();
});

const endpoint = (name: string, fields: EndpointFields) =>
  plant(office, { events: ['*'], ...fields, name, url: `${receiver.url}/${name}` });

/** Event types by the endpoint that got them, in their order. */
async function got(): Promise<Record<string, string[]>> {
  await finished(office);
  const result: Record<string, string[]> = {};
  const sorted = receiver.requests.toSorted((a, b) => a.body.sequence - b.body.sequence);
  for (const { url, body } of sorted) (result[url.split('/').at(-1) ?? ''] ??= []).push(body.type);
  return result;
}

describe('an endpoint gets', () => {
  it('events of three levels by a pattern for either of the first two', async () => {
    for (const group of ['app.build.*', 'app.*', 'app.builds.*']) {
      await endpoint(group.replaceAll(/[.*]/g, ''), { owner_type: 'system', events: [group] });
    }
    await admin.call('POST /api/events', { type: 'app.build.finished', data: {} });
    expect(await got()).toEqual({ appbuild: ['app.build.finished'], app: ['app.build.finished'] });
    const log = await admin.call('GET /api/events?types=app.build.*');
    expect([log.items.length, log.warnings]).toEqual([1, [expect.objectContaining({ field: 'types' })]]);
    const typo = await admin.call('GET /api/events?types=tickets.created,ticket.updated');
    expect(typo.warnings).toMatchObject([{ suggestion: 'ticket.created' }]);
    expect((await admin.call('GET /api/events?types=ticket.created')).warnings).toBeUndefined();
  });

  it('the names, patterns and categories it subscribes to, if its filter accepts them', async () => {
    const system = { owner_type: 'system' };
    await endpoint('name', { ...system, events: ['ticket.created'] });
    await endpoint('pattern', { ...system, events: ['ticket.*'] });
    await endpoint('category', { ...system, categories: ['SECURITY'] });
    await endpoint('both', { ...system, events: ['ticket.*'], categories: ['SECURITY'] });
    await endpoint('filter', { ...system, filter: 'has(data.priority) && data.priority in ["high", "urgent"]' });
    await endpoint('changes', { ...system, filter: 'has(changes.status)' });
    await endpoint('throws', { ...system, filter: 'data.nothing == 1' });
    const ticket = await agent.call('POST /api/tickets', { title: 'A', priority: 'urgent' });
    await office.comment(ticket, agent);
    await agent.call(`PATCH /api/tickets/${ticket.id}`, { status: 'pending' });
    await admin.call('POST /api/users', { email: 'new@example.com', name: 'New', role: 'user' });
    expect(await got()).toEqual({
      name: ['ticket.created'],
      pattern: ['ticket.created', 'ticket.updated'],
      category: ['user.created'],
      filter: ['ticket.created', 'ticket.updated'],
      changes: ['ticket.updated'],
    });
  });

  it('of a company: only that company; of a person: what the person may see, own actions included', async () => {
    const company = await office.accounts.company('Acme');
    const elsewhere = await office.accounts.company('Other');
    await admin.call(`PATCH /api/users/${requester.id}`, { company_id: company.id });
    await office.settled();
    await endpoint('company', { owner_type: 'company', company_id: company.id, events: ['ticket.*', 'comment.*'] });
    await endpoint('elsewhere', { owner_type: 'company', company_id: elsewhere.id });
    await endpoint('mine', { user_id: requester.id, events: ['ticket.*', 'comment.*'] });
    await endpoint('stranger', { user_id: other.id, events: ['ticket.*', 'comment.*'] });
    const ticket = await requester.call('POST /api/tickets', { title: 'A' });
    await office.comment(ticket, requester);
    await office.comment(ticket, agent, { internal: true });
    await agent.call('POST /api/tickets', { title: 'not theirs' });
    const all = ['ticket.created', 'comment.created'];
    expect(await got()).toEqual({ company: all, mine: all });
  });

  it('internal comments only if it includes them, else one half of a change of visibility', async () => {
    const fields = { owner_type: 'system', events: ['comment.*'] };
    await endpoint('public', fields);
    await endpoint('internal', { ...fields, include_internal: true });
    await endpoint('agent', { user_id: agent.id, events: ['comment.*'] });
    const ticket = await requester.call('POST /api/tickets', { title: 'A' });
    await office.comment(ticket, agent, { internal: true });
    const comment = await office.comment(ticket, agent);
    await finished(office);
    await agent.call(`PATCH /api/comments/${comment.id}`, { internal: true });
    expect(await got()).toEqual({
      public: ['comment.created', 'comment.deleted'],
      internal: ['comment.created', 'comment.created', 'comment.updated'],
      agent: ['comment.created', 'comment.deleted'],
    });
    expect(JSON.stringify(receiver.requests.filter(({ url }) => !url.endsWith('/internal')))).not.toContain(
      '"internal":true',
    );
  });

  it('in the XTSystems format: names and notes, and a comment as an update of its ticket', async () => {
    await endpoint('xt', { owner_type: 'system', payload_format: 'xtsystems', events: ['ticket.*'] });
    const ticket = await requester.call('POST /api/tickets', { title: 'A' });
    await office.comment(ticket, agent, { internal: true, content: 'secret' });
    for (const content of ['1', '2', '3', '4']) await office.comment(ticket, agent, { content });
    await finished(office);
    const bodies = receiver.requests.map(({ body }) => body);
    expect(bodies.map(({ event_type }: Json) => event_type)).toEqual([
      'ticket.created',
      ...Array<string>(4).fill('ticket.updated'),
    ]);
    const { data, timestamp } = bodies.at(-1);
    expect(timestamp).toEqual(Math.floor(timestamp));
    expect(data).toMatchObject({
      id: ticket.id,
      created_by: expect.any(String),
      updated_by: expect.any(String),
      company_name: null,
    });
    expect(data.notes.map(({ content }: Json) => content)).toEqual(['2', '3', '4']);
    expect(receiver.requests[0]?.headers).toMatchObject({
      'x-xtsystems-timestamp': expect.stringMatching(/^\d+$/),
      'x-xtsystems-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    });
  });
});
