import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Person, wrongFields } from '../support/people/person.js';
import { Office } from '../support/people/office.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';

let office: Office;
let admin: Person;
let agent: Person;
let requester: Person;
let other: Person;

beforeEach(async () => {
  office = await Office.open();
  ({ admin, agent, requester, other } = office.people);
});

afterEach(async () => {
  closeSockets();
  await office.close();
});

describe('notification preferences', () => {
  it('switch off channels: hidden from the inbox, no push, or no row at all', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const put = (channels: object) =>
      requester.call('PUT /api/users/me/preferences', { types: { comment_on_ticket: channels } });
    await put({ inbox: false, webhook: false });
    expect((await requester.call('GET /api/users/me/preferences')).types.comment_on_ticket).toEqual({
      inbox: false,
      socket: true,
      webhook: false,
    });
    await office.comment(ticket, agent);
    await office.settled();
    expect(await requester.call('GET /api/notifications')).toMatchObject({ items: [], unread_count: 0 });
    expect(await office.takeNotifications()).toEqual({ requester: ['comment_on_ticket/requester'] });
    await put({ socket: false });
    await office.comment(ticket, agent);
    expect(await office.takeNotifications()).toEqual({});
  });

  it('are refused with the faults, and nothing changes', async () => {
    const types = { nonsense: {}, mention: { email: true, inbox: 'no' }, new_ticket: 3 };
    const body = { types, auto_watch: 1, foo: 1 };
    expect(wrongFields(await office.accounts.call('PUT /api/users/me/preferences', { as: other, body }))).toEqual([
      'auto_watch',
      'foo',
      'types.mention.email',
      'types.mention.inbox',
      'types.new_ticket',
      'types.nonsense',
    ]);
    const answer = await office.accounts.call('PUT /api/users/me/preferences', { as: other, body: { types } });
    expect(wrongFields(answer)).toEqual([
      'types.mention.email',
      'types.mention.inbox',
      'types.new_ticket',
      'types.nonsense',
    ]);
  });
});

describe('the inbox', () => {
  it('lists newest first with the whole entity, pages, filters, and counts exactly', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    for (const content of ['a', 'b', 'c']) await office.comment(ticket, agent, { content });
    await office.settled();
    const page = await requester.call('GET /api/notifications?limit=2');
    expect(page).toMatchObject({ unread_count: 3, items: [{ data: { content: 'c' } }, { data: { content: 'b' } }] });
    expect(page.items[0]).toEqual({
      id: expect.any(String),
      type: 'comment_on_ticket',
      message: "New comment on your ticket 'Printer' by Some agent",
      reason: 'requester',
      related_id: page.items[0].data.id,
      related_type: 'comment',
      created_at: expect.any(String),
      read_at: null,
      archived_at: null,
      cursor: expect.any(String),
      data: expect.objectContaining({ ticket_id: ticket.id }),
    });
    const rest = await requester.call(`GET /api/notifications?limit=2&cursor=${page.next_cursor}`);
    expect([rest.items.length, rest.next_cursor]).toEqual([1, null]);
    const [c, b, a] = [...page.items, ...rest.items].map((item: Json) => item.id);
    expect((await requester.call(`POST /api/notifications/${c}/read`)).read_at).toEqual(expect.any(String));
    await requester.call(`POST /api/notifications/${c}/read`);
    await requester.call(`POST /api/notifications/${b}/archive`);
    expect(await requester.call('GET /api/notifications/unread-count')).toEqual({ unread_count: 1 });
    const ids = async (query: string) =>
      (await requester.call(`GET /api/notifications${query}`)).items.map((item: Json) => item.id);
    expect(await ids('?unread=true')).toEqual([a]);
    expect(await ids('?archived=true')).toEqual([b]);
    expect(await ids('')).toEqual([c, a]);
    expect(await ids('?type=mention')).toEqual([]);
    await requester.call(`POST /api/notifications/${c}/unread`);
    expect(await requester.call('POST /api/notifications/read-all')).toEqual({ updated: 2, unread_count: 0 });
    expect((await office.accounts.call(`DELETE /api/notifications/${a}`, { as: requester })).status).toBe(204);
    expect((await office.accounts.call(`GET /api/notifications/${a}`, { as: requester })).status).toBe(404);
  });

  it('restores an archived notification with its read state', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await office.settled();
    const socket = await office.connect(requester);
    const [{ id }] = (await requester.call('GET /api/notifications')).items;
    await requester.call(`POST /api/notifications/${id}/archive`);
    const back = await requester.call(`POST /api/notifications/${id}/unarchive`);
    expect(back).toMatchObject({ id, archived_at: null, read_at: null });
    await requester.call(`POST /api/notifications/${id}/unarchive`);
    await requester.call(`POST /api/notifications/${id}/read`);
    await socket.waitFor(() => socket.of('notification.update').length === 3);
    expect(socket.of('notification.update')).toMatchObject([
      { ids: [id], archived_at: expect.any(String), unread_count: 0 },
      { ids: [id], archived_at: null, unread_count: 1 },
      { ids: [id], read_at: expect.any(String), unread_count: 0 },
    ]);
    expect((await requester.call('GET /api/notifications?archived=false')).items).toHaveLength(1);
  });

  it('marks as read only matching notifications, and none newer than the screen', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent, { content: 'a' });
    await office.comment(ticket, agent, { content: `b @[${requester.id}]` });
    await office.settled();
    const shown = await requester.call('GET /api/notifications');
    const [mention, comment] = shown.items;
    await office.comment(ticket, agent, { content: 'c' });
    await office.settled();
    const readAll = (body: object, as = requester) => as.call('POST /api/notifications/read-all', body);
    expect(await readAll({}, other)).toEqual({ updated: 0, unread_count: 0 });
    expect(await readAll({ type: 'new_ticket' })).toEqual({ updated: 0, unread_count: 3 });
    expect(await readAll({ related_id: comment.related_id })).toEqual({ updated: 1, unread_count: 2 });
    // The room's message of the mention's position was received, the notification itself not yet.
    const before = `${mention.cursor.slice(0, -1)}1`;
    expect(await readAll({ up_to: before })).toEqual({ updated: 0, unread_count: 2 });
    const socket = await office.connect(requester);
    expect(await socket.send('read_all', { up_to: 'x', type: 1, foo: 1 })).toMatchObject({
      error: { code: 'invalid_input' },
    });
    expect(await socket.send('read_all', { up_to: shown.cursor })).toEqual({ ok: true, updated: 1, unread_count: 1 });
    expect((await requester.call('GET /api/notifications?unread=true')).items).toMatchObject([
      { data: { content: 'c' } },
    ]);
  });

  it('is private: even an admin gets nothing from it', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await office.settled();
    const { items } = await requester.call('GET /api/notifications');
    const routes = ['GET ', 'DELETE '].map((method) => `${method}/api/notifications/${items[0].id}`);
    routes.push(
      ...['read', 'unread', 'archive', 'unarchive'].map((verb) => `POST /api/notifications/${items[0].id}/${verb}`),
    );
    for (const route of routes) {
      for (const as of [admin, other])
        expect([route, (await office.accounts.call(route, { as })).status]).toEqual([route, 404]);
    }
    expect((await requester.call('GET /api/notifications')).unread_count).toBe(1);
  });

  it('shows no data after the right is lost, and a tombstone after a deletion', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await office.settled(); // rights are looked up at dispatch: the requester must be told before they lose theirs
    await agent.call(`PATCH /api/tickets/${ticket.id}`, { requester_id: other.id });
    await office.settled();
    expect((await requester.call('GET /api/notifications')).items[0].data).toBeNull();
    await admin.call(`DELETE /api/tickets/${ticket.id}`);
    await office.settled();
    const [newest] = (await other.call('GET /api/notifications')).items;
    expect(newest).toMatchObject({ type: 'ticket_deleted', data: { id: ticket.id, deleted: true } });
  });

  it('refuses invalid input, naming every field', async () => {
    const answer = await office.accounts.call('GET /api/notifications?limit=0&unread=perhaps&type=x&foo=1', {
      as: other,
    });
    expect(wrongFields(answer)).toEqual(['foo', 'limit', 'type', 'unread']);
    const body = { type: 'x', related_id: 1, up_to: 'x', foo: 1 };
    const readAll = (sent: object) =>
      office.accounts.call('POST /api/notifications/read-all', { as: other, body: sent });
    expect(wrongFields(await readAll(body))).toEqual(['foo', 'related_id', 'type', 'up_to']);
    expect(await readAll({ up_to: 'abc.0000000000000001.9' })).toMatchObject({
      status: 410,
      body: { code: 'cursor_expired', cursor: expect.any(String) },
    });
    expect(wrongFields(await office.accounts.call('GET /api/notifications?cursor=x', { as: other }))).toEqual([
      'cursor',
    ]);
  });
});

describe('the inbox on sockets', () => {
  it('pushes exact counts, and syncs changes between devices', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const [one, two] = [await office.connect(requester), await office.connect(requester)];
    for (const content of ['a', 'b', 'c']) await office.comment(ticket, agent, { content });
    await one.waitFor(() => one.of('notification').length === 3);
    expect(one.of('notification').map((push: Json) => push.unread_count)).toEqual([1, 2, 3]);
    const [push] = one.of('notification');
    expect(Object.keys(push).slice(0, 4)).toEqual(['event', 'notification', 'data', 'unread_count']);
    expect(push).toMatchObject({ event: 'notification.created', type: 'comment_on_ticket', data: { content: 'a' } });
    expect(await one.send('read', { id: push.notification.id })).toEqual({ ok: true, unread_count: 2 });
    await two.waitFor(() => two.of('notification.update').length === 1);
    expect(two.of('notification.update')[0]).toMatchObject({ ids: [push.notification.id], unread_count: 2 });
    await office.comment(ticket, agent, { content: 'd' });
    await two.waitFor(() => two.of('notification').length === 4);
    expect(two.of('notification')[3].unread_count).toBe(3);
    expect(await two.send('read_all', {})).toMatchObject({ ok: true, updated: 3, unread_count: 0 });
    await one.waitFor(() => one.of('notification.update').length === 2);
    expect(one.of('notification.update')[1]).toMatchObject({ unread_count: 0 });
    expect(await one.send('read', { id: 'x' })).toMatchObject({ ok: false });
  });

  it('replays missed notifications in order, with the counts at the time', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const first = await office.connect(requester);
    const after = first.of('ready')[0].cursor;
    first.close();
    for (const content of ['a', 'b']) await office.comment(ticket, agent, { content });
    await office.settled();
    const { items } = await requester.call('GET /api/notifications');
    await requester.call(`POST /api/notifications/${items[1].id}/read`);
    await requester.call(`DELETE /api/notifications/${items[0].id}`);
    await office.comment(ticket, agent, { content: 'c' });
    await office.settled();
    const again = await office.connect(requester, { after });
    await again.waitFor(() => again.of('replayed').length === 1);
    expect(again.logged.map((push: Json) => [push.data?.content ?? 'update', push.unread_count])).toEqual([
      ['a', 1],
      ['b', 2],
      ['update', 1],
      ['update', 0],
      ['c', 1],
    ]);
    const cursors = again.logged.map((push: Json) => push.cursor);
    expect(cursors.toSorted((a: string, b: string) => (a < b ? -1 : 1))).toEqual(cursors);
    expect(again.of('ready')[0].unread_count).toBe(1);
  });

  it('sends a test notification to the caller, whatever the preferences', async () => {
    await other.call('PUT /api/users/me/preferences', {
      types: { webhook_test: { socket: false, inbox: false, webhook: false } },
    });
    const socket = await office.connect(other);
    await other.call('POST /api/notifications/webhooks/test');
    await socket.waitFor(() => socket.of('notification').length === 1);
    expect(socket.of('notification')[0]).toMatchObject({
      notification: { type: 'webhook_test', related_type: null, related_id: null },
      data: { message: expect.any(String), webhook_id: null },
      unread_count: 1,
    });
  });
});
