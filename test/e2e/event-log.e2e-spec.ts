import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;
let admin: Person;
let agent: Person;
let requester: Person;
let stranger: Person;

beforeAll(async () => {
  running = await Stage.start();
  admin = await running.accounts.person('admin');
  agent = await running.accounts.person('agent');
  requester = await running.accounts.person('user');
  stranger = await running.accounts.person('user');
});
afterAll(() => running.close());

async function call(route: string, as: Person, body?: unknown): Promise<Json> {
  const answer = await running.accounts.call(route, { as, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Every page, newest first. */
async function newest(viewer: Person, query: string): Promise<Json[]> {
  await running.settled();
  const items: Json[] = [];
  for (let before: string | null = ''; before !== null;) {
    const page: Json = await call(`GET /api/events?order=desc${query}${before && `&before=${before}`}`, viewer);
    items.push(...page.items);
    before = page.next_cursor;
  }
  return items;
}

const named = (items: Json[]) => items.map(({ type, data }: Json) => data.content ?? type);

async function talk(...contents: string[]): Promise<Json> {
  const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
  for (const content of contents) await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content });
  return ticket;
}

describe('the log, newest first', () => {
  it('lists events in reverse order, in pages that end with a null cursor', async () => {
    await talk('one', 'two', 'three');
    await running.settled();
    const { items } = await call('GET /api/events?limit=200', requester);
    expect(await newest(requester, '&limit=2')).toEqual(items.toReversed());
    expect(named(items).slice(-4)).toEqual(['ticket.created', 'one', 'two', 'three']);
  });

  it('continues before any cursor, such as that of an event', async () => {
    await talk('first', 'last');
    const [last, first] = await newest(requester, '&types=comment.*');
    const page = await call(`GET /api/events?order=desc&before=${last?.['cursor']}&limit=1`, requester);
    expect(page.items).toEqual([first]);
    const same = await call(`GET /api/events?order=desc&cursor=${page.next_cursor}&limit=1`, requester);
    expect(named(same.items)).toEqual(['ticket.created']);
  });

  it('hides events that the viewer may not see', async () => {
    const ticket = await talk('public');
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'secret', internal: true });
    await call('POST /api/notifications/read-all', requester);
    expect(named(await newest(agent, '')).slice(0, 2)).toEqual(['secret', 'public']);
    expect(named(await newest(requester, ''))[0]).toBe('public');
    const seen = await newest(stranger, '&limit=200');
    expect(seen.map(({ data }) => data.id)).toEqual([stranger.id]);
    expect((await newest(admin, '&types=*')).some(({ type }) => type === 'inbox.changed')).toBe(false);
  });

  it('filters by type, entity and actor', async () => {
    const ticket = await talk('a', 'b');
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { title: 'Scanner' });
    await call(`DELETE /api/tickets/${ticket.id}`, admin);
    const of = async (query: string) => named(await newest(admin, `&entity_id=${ticket.id}${query}`));
    expect(await of('')).toEqual(['ticket.deleted', 'ticket.updated', 'ticket.created']);
    expect(await of('&limit=1')).toEqual(['ticket.deleted', 'ticket.updated', 'ticket.created']);
    expect(await of(`&actor_id=${agent.id.toUpperCase()}`)).toEqual(['ticket.updated']);
    expect(await of('&types=ticket.created,%20comment.*')).toEqual(['ticket.created']);
    const byAgent = await newest(admin, `&actor_id=${agent.id}&types=comment.*&limit=2`);
    expect(named(byAgent).slice(0, 2)).toEqual(['b', 'a']);
    expect(new Set(byAgent.map(({ actor }) => actor.id))).toEqual(new Set([agent.id]));
    const { warnings } = await call('GET /api/events?order=desc&types=tickets.created', admin);
    expect(warnings).toMatchObject([{ field: 'types', suggestion: 'ticket.created' }]);
    expect(await newest(stranger, `&entity_id=${ticket.id}`)).toEqual([]);
  });

  it('filters by time', async () => {
    await talk('before');
    const [before] = await newest(requester, '&limit=1');
    const between = new Date(Date.parse(before?.['occurred_at']) + 1).toISOString();
    // Ids and times have milliseconds.
    while (new Date().toISOString() <= between) await new Promise(setImmediate);
    await talk('after');
    expect(named(await newest(requester, `&since=${between}`))).toEqual(['after', 'ticket.created']);
    expect(named(await newest(requester, `&until=${between}&limit=1`))[0]).toBe('before');
    expect(await newest(requester, '&until=1h')).toEqual([]);
    expect(named(await newest(requester, '&since=1h'))[0]).toBe('after');
  });

  it('scans a bounded part of the log per request, and says where to continue', async () => {
    await talk('far below');
    await running.settled();
    const fill = `
      WITH head AS (UPDATE log_head SET position = position + 6000 RETURNING position - 6000 AS position)
      INSERT INTO event_log (position, event_id) SELECT position + n, gen_random_uuid() FROM head, generate_series(1, 6000) n`;
    await running.dataSource.query(fill);
    const page = await call('GET /api/events?order=desc', requester);
    expect(page).toMatchObject({ items: [], next_cursor: expect.any(String) });
    const next = await call(`GET /api/events?order=desc&limit=1&before=${page.next_cursor}`, requester);
    expect(named(next.items)).toEqual(['far below']);
  });

  it('names every wrong parameter at once, and those that belong to the other order', async () => {
    const answer = (query: string) => running.accounts.call(`GET /api/events?${query}`, { as: admin });
    const wrong =
      'before=x&since=x&until=2026-02-30T00:00:00Z&entity_id=x&actor_id=1&limit=0&cursor=x&after=x&nonsense=1';
    const fields = ['actor_id', 'after', 'before', 'cursor', 'entity_id', 'limit', 'nonsense', 'since', 'until'];
    expect(wrongFields(await answer(`order=desc&${wrong}`))).toEqual(fields);
    expect(wrongFields(await answer(`order=newest&${wrong}`))).toEqual([...fields, 'order'].sort());
    const { next_cursor: cursor } = await call('GET /api/events', admin);
    const descending = `before=${cursor}&since=1h&until=1h&entity_id=${newId()}&actor_id=${newId()}`;
    expect(wrongFields(await answer(descending))).toEqual(['actor_id', 'before', 'entity_id', 'since', 'until']);
    expect(wrongFields(await answer(`order=desc&after=${cursor}`))).toEqual(['after']);
    expect(await answer(`order=desc&before=0000000000${cursor.slice(10)}`)).toMatchObject({
      status: 410,
      body: { code: 'cursor_expired', cursor: expect.any(String) },
    });
  });
});

describe('the trace of an event', () => {
  const trace = async (viewer: Person, id: string): Promise<Json> => call(`GET /api/events/${id}/trace`, viewer);
  const latest = async (type: string): Promise<string> => (await newest(admin, `&types=${type}&limit=1`))[0]?.['id'];
  const outcomes = ({ recipients }: Json) =>
    Object.fromEntries(recipients.map(({ user_id: id, outcome }: Json) => [id, outcome]));

  it('shows who was notified how, and why others were not', async () => {
    const ticket = await talk();
    const muted = await running.accounts.person('user');
    const off = await running.accounts.person('user');
    const gone = await running.accounts.person('user');
    for (const { id } of [muted, off, gone])
      await call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: id });
    await call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: agent.id });
    await call(`PUT /api/tickets/${ticket.id}/mute`, muted);
    const none = { inbox: false, socket: false, webhook: false };
    await call('PUT /api/users/me/preferences', off, { types: { comment_on_ticket: none } });
    await call(`POST /api/users/${gone.id}/deactivate`, admin);
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'traced' });
    const id = await latest('comment.created');
    const all = await trace(admin, id);
    expect(outcomes(all)).toMatchObject({
      [requester.id]: 'notified',
      [agent.id]: 'actor',
      [muted.id]: 'muted',
      [off.id]: 'switched_off',
      [gone.id]: 'inactive',
    });
    const notified = all.recipients.find(({ user_id: userId }: Json) => userId === requester.id);
    const { items } = await call('GET /api/notifications?limit=1', requester);
    expect(notified).toEqual({
      user_id: requester.id,
      name: 'Some user',
      type: 'comment_on_ticket',
      reason: 'requester',
      outcome: 'notified',
      channels: { inbox: true, socket: true, webhook: true },
      notification_id: items[0].id,
      recomputed: false,
    });
    expect(all).toMatchObject({
      event: { id, type: 'comment.created', cursor: expect.any(String) },
      recorded_at: all.event.occurred_at,
      rooms: [
        { room: 'comments', message: 'comment.update' },
        { room: `ticket:${ticket.id}`, message: 'comment.update' },
      ],
      recipients_total: all.recipients.length,
      recomputed: true,
    });
    expect(Math.abs(Date.parse(all.dispatched_at) - Date.parse(all.recorded_at))).toBeLessThan(60_000);
  });

  it('shows an internal note only to staff, and says why the requester was not notified', async () => {
    const ticket = await talk();
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'secret', internal: true });
    const id = await latest('comment.created');
    expect(outcomes(await trace(admin, id))).toMatchObject({ [requester.id]: 'no_access' });
    for (const wrong of [requester, stranger]) {
      expect((await running.accounts.call(`GET /api/events/${id}/trace`, { as: wrong })).status).toBe(404);
    }
  });

  it('shows non-admins only themselves and their webhooks', async () => {
    const url = 'https://hooks.example.com/';
    const mine = await call('POST /api/webhooks', requester, {
      name: 'Mine',
      url,
      events: ['ticket.*'],
      active: false,
    });
    const system = await call('POST /api/webhooks', admin, { name: 'All', url, events: ['*'], active: false });
    const other = await call('POST /api/webhooks', admin, { name: 'Not', url, events: ['alert.*'] });
    const late = { name: 'Filtered', url, events: ['*'], filter: 'data.priority == "urgent"' };
    const filtered = await call('POST /api/webhooks', admin, late);
    await talk('for webhooks');
    const id = await latest('comment.created');
    const byName = ({ endpoints }: Json) =>
      Object.fromEntries(endpoints.map(({ name, outcome, why }: Json) => [name, [outcome, why]]));
    expect(byName(await trace(admin, id))).toMatchObject({
      All: ['held', expect.stringContaining('disabled')],
      Not: ['not_matched', 'events is ["alert.*"], the event is comment.created'],
      Mine: ['not_matched', 'events is ["ticket.*"], the event is comment.created'],
      Filtered: ['not_matched', expect.stringContaining('filter did not match')],
    });
    const own = await trace(requester, id);
    expect(byName(own)).toEqual({ Mine: ['not_matched', expect.any(String)] });
    expect(outcomes(own)).toEqual({ [requester.id]: 'notified' });
    expect(outcomes(await trace(agent, id))).toEqual({ [agent.id]: 'actor' });
    const held = (await trace(admin, id)).endpoints.find(({ name }: Json) => name === 'All');
    expect(held).toMatchObject({
      webhook_id: system.id,
      delivery: { event_id: id },
      recomputed: false,
    });
    for (const { id: made } of [mine, system, other, filtered]) await call(`DELETE /api/webhooks/${made}`, admin);
  });

  it('stays short for an event that notified many people, and counts them', async () => {
    await call('POST /api/kb/articles', agent, { title: 'For all', slug: 'for-all', body: 'x', status: 'public' });
    await running.settled();
    const id = await latest('kb_article.published');
    const before = await trace(admin, id);
    expect(outcomes(before)).toMatchObject({ [agent.id]: 'actor', [requester.id]: 'notified' });
    const copy = `
      INSERT INTO notifications (id, user_id, event_id, position, type, reason, message, created_at)
      SELECT overlay(gen_random_uuid()::text PLACING left(n.id::text, 15) FROM 1)::uuid, gen_random_uuid(), n.event_id, n.position,
             n.type, n.reason, n.message, n.created_at
        FROM (SELECT * FROM notifications WHERE event_id = $1 LIMIT 1) n, generate_series(1, 10000)`;
    await running.dataSource.query(copy, [id]);
    const { recipients, recipients_total: total } = await trace(admin, id);
    expect([recipients.length, total]).toEqual([200, before.recipients_total + 10_000]);
    expect(outcomes(await trace(requester, id))).toEqual({ [requester.id]: 'notified' });
  });
});

describe('an event that is resent manually', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());

  const resend = (as: Person, id: string, body: object) =>
    running.accounts.call(`POST /api/events/${id}/resend`, { as, body });
  const eventOf = async (type: string): Promise<string> => (await newest(admin, `&types=${type}&limit=1`))[0]?.['id'];
  const make = (as: Person, fields: object): Promise<Json> =>
    call('POST /api/webhooks', as, { name: newId(), url: receiver.url, events: ['alert.*'], ...fields });
  const settled = (endpoint: Json) =>
    until(async () => {
      const { items } = await call(`GET /api/webhooks/${endpoint.id}/deliveries`, admin);
      return items.every(({ status }: Json) => status === 'success');
    });

  it('goes to one webhook whatever its filters, each time with the same id', async () => {
    await talk('again');
    const id = await eventOf('comment.created');
    const endpoint = await make(admin, { filter: 'false', categories: ['SECURITY'] });
    for (let count = 1; count <= 2; count += 1) {
      const { status, body } = await resend(admin, id, { webhook_id: endpoint.id });
      expect([status, body]).toMatchObject([202, { event_id: id, type: 'comment.created', id: expect.any(String) }]);
      await receiver.received(count);
      await settled(endpoint);
    }
    expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    expect(receiver.requests[0]?.body).toMatchObject({ id, data: { content: 'again' }, sequence: expect.anything() });
    const { endpoints } = await call(`GET /api/events/${id}/trace`, admin);
    const traced = endpoints.find(({ webhook_id: webhookId }: Json) => webhookId === endpoint.id);
    expect(traced).toMatchObject({ outcome: 'delivered', why: null, delivery: { status: 'success' } });
  });

  it('is not queued twice', async () => {
    await talk('once');
    const id = await eventOf('comment.created');
    const endpoint = await make(admin, {});
    let answer: (() => void) | undefined;
    receiver.next.push((response) => (answer = () => response.writeHead(200).end()));
    const [first, second] = await Promise.all([1, 2].map(() => resend(admin, id, { webhook_id: endpoint.id })));
    await until(() => answer !== undefined);
    const third = await resend(admin, id, { webhook_id: endpoint.id });
    answer?.();
    expect([second?.body.id, third.body.id]).toEqual([first?.body.id, first?.body.id]);
    await settled(endpoint);
    expect((await call(`GET /api/webhooks/${endpoint.id}/deliveries`, admin)).items).toHaveLength(1);
  });

  it('requires the right to change the webhook, and an owner who may see the event', async () => {
    const ticket = await talk('seen');
    const id = await eventOf('comment.created');
    const [own, strangers] = [await make(requester, {}), await make(stranger, {})];
    expect((await resend(requester, id, { webhook_id: own.id })).status).toBe(202);
    // Each sees one of the two, and not the other.
    for (const [as, endpoint] of [
      [requester, strangers],
      [stranger, strangers],
      [agent, own],
    ] as const) {
      expect((await resend(as, id, { webhook_id: endpoint.id })).status).toBe(404);
    }
    const hidden = await resend(admin, id, { webhook_id: strangers.id });
    expect(hidden).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'secret', internal: true });
    const system = await make(admin, {});
    const note = await eventOf('comment.created');
    expect((await resend(admin, note, { webhook_id: system.id })).status).toBe(403);
    await settled(own);
  });

  it('is refused if the event cannot be sent', async () => {
    const id = await eventOf('ticket.created');
    const disabled = await make(admin, { active: false });
    expect(await resend(admin, id, { webhook_id: disabled.id })).toMatchObject({
      status: 409,
      body: { code: 'webhook_disabled' },
    });
    const personal = await call('PUT /api/users/me/webhook', admin, { webhook_url: receiver.url });
    expect(wrongFields(await resend(admin, id, { webhook_id: personal.id }))).toEqual(['webhook_id']);
    expect(wrongFields(await resend(admin, id, { webhook_id: 'x', more: 1 }))).toEqual(['more', 'webhook_id']);
    expect((await resend(admin, newId(), { webhook_id: disabled.id })).status).toBe(404);
    expect((await resend(admin, id, { webhook_id: newId() })).status).toBe(404);
  });
});
