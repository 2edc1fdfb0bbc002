import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { wrongFields, type Account } from '../support/accounts.js';
import { Office } from '../support/office.js';
import { closeSockets, connect, type Json } from '../support/socket.js';

let office: Office;
let admin: Account;
let agent: Account;
let requester: Account;
let other: Account;

beforeEach(async () => {
  office = await Office.open();
  ({ admin, agent, requester, other } = office.people);
});

afterEach(async () => {
  closeSockets();
  await office.running.close();
});

describe('preferences', () => {
  it('close channels: hidden from the inbox, no push, or no row at all', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const put = (channels: object) =>
      office.call('PUT /api/users/me/preferences', requester, { types: { comment_on_ticket: channels } });
    await put({ inbox: false, webhook: false });
    expect((await office.call('GET /api/users/me/preferences', requester)).types.comment_on_ticket).toEqual({
      inbox: false,
      socket: true,
      webhook: false,
    });
    await office.comment(ticket, agent);
    await office.settled();
    expect(await office.call('GET /api/notifications', requester)).toMatchObject({ items: [], unread_count: 0 });
    expect(await office.told()).toEqual({ requester: ['comment_on_ticket/requester'] });
    await put({ socket: false });
    await office.comment(ticket, agent);
    expect(await office.told()).toEqual({});
  });

  it('name what is wrong and change nothing', async () => {
    const types = { nonsense: {}, mention: { email: true, inbox: 'no' }, new_ticket: 3 };
    const body = { types, auto_watch: 1, foo: 1 };
    expect(
      wrongFields(await office.running.accounts.call('PUT /api/users/me/preferences', { as: other, body })),
    ).toEqual([
      'auto_watch',
      'foo',
      'types.mention.email',
      'types.mention.inbox',
      'types.new_ticket',
      'types.nonsense',
    ]);
    const answer = await office.running.accounts.call('PUT /api/users/me/preferences', { as: other, body: { types } });
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
    const page = await office.call('GET /api/notifications?limit=2', requester);
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
    const rest = await office.call(`GET /api/notifications?limit=2&cursor=${page.next_cursor}`, requester);
    expect([rest.items.length, rest.next_cursor]).toEqual([1, null]);
    const [c, b, a] = [...page.items, ...rest.items].map((item: Json) => item.id);
    expect((await office.call(`POST /api/notifications/${c}/read`, requester)).read_at).toEqual(expect.any(String));
    await office.call(`POST /api/notifications/${c}/read`, requester);
    await office.call(`POST /api/notifications/${b}/archive`, requester);
    expect(await office.call('GET /api/notifications/unread-count', requester)).toEqual({ unread_count: 1 });
    const ids = async (query: string) =>
      (await office.call(`GET /api/notifications${query}`, requester)).items.map((item: Json) => item.id);
    expect(await ids('?unread=true')).toEqual([a]);
    expect(await ids('?archived=true')).toEqual([b]);
    expect(await ids('')).toEqual([c, a]);
    expect(await ids('?type=mention')).toEqual([]);
    await office.call(`POST /api/notifications/${c}/unread`, requester);
    expect(await office.call('POST /api/notifications/read-all', requester)).toEqual({ updated: 2, unread_count: 0 });
    expect((await office.running.accounts.call(`DELETE /api/notifications/${a}`, { as: requester })).status).toBe(204);
    expect((await office.running.accounts.call(`GET /api/notifications/${a}`, { as: requester })).status).toBe(404);
  });

  it('gives an archived notification back, as read or unread as it was', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await office.settled();
    const socket = await connect(office.running.url, { token: requester.access_token });
    const [{ id }] = (await office.call('GET /api/notifications', requester)).items;
    await office.call(`POST /api/notifications/${id}/archive`, requester);
    const back = await office.call(`POST /api/notifications/${id}/unarchive`, requester);
    expect(back).toMatchObject({ id, archived_at: null, read_at: null });
    await office.call(`POST /api/notifications/${id}/unarchive`, requester);
    await office.call(`POST /api/notifications/${id}/read`, requester);
    await socket.waitFor(() => socket.of('notification.update').length === 3);
    expect(socket.of('notification.update')).toMatchObject([
      { ids: [id], archived_at: expect.any(String), unread_count: 0 },
      { ids: [id], archived_at: null, unread_count: 1 },
      { ids: [id], read_at: expect.any(String), unread_count: 0 },
    ]);
    expect((await office.call('GET /api/notifications?archived=false', requester)).items).toHaveLength(1);
  });

  it('marks as read only what matches, and nothing that is newer than the screen', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent, { content: 'a' });
    await office.comment(ticket, agent, { content: `b @[${requester.id}]` });
    await office.settled();
    const shown = await office.call('GET /api/notifications', requester);
    const [mention, comment] = shown.items;
    await office.comment(ticket, agent, { content: 'c' });
    await office.settled();
    const readAll = (body: object, as = requester) => office.call('POST /api/notifications/read-all', as, body);
    expect(await readAll({}, other)).toEqual({ updated: 0, unread_count: 0 });
    expect(await readAll({ type: 'new_ticket' })).toEqual({ updated: 0, unread_count: 3 });
    expect(await readAll({ related_id: comment.related_id })).toEqual({ updated: 1, unread_count: 2 });
    // The room's message of the mention's position was received, the notification itself not yet.
    const before = `${mention.cursor.slice(0, -1)}1`;
    expect(await readAll({ up_to: before })).toEqual({ updated: 0, unread_count: 2 });
    const socket = await connect(office.running.url, { token: requester.access_token });
    expect(await socket.send('read_all', { up_to: 'x', type: 1, foo: 1 })).toMatchObject({
      error: { code: 'invalid' },
    });
    expect(await socket.send('read_all', { up_to: shown.cursor })).toEqual({ ok: true, updated: 1, unread_count: 1 });
    expect((await office.call('GET /api/notifications?unread=true', requester)).items).toMatchObject([
      { data: { content: 'c' } },
    ]);
  });

  it('belongs to one person: even an admin finds nothing in it', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await office.settled();
    const { items } = await office.call('GET /api/notifications', requester);
    const routes = ['GET ', 'DELETE '].map((method) => `${method}/api/notifications/${items[0].id}`);
    routes.push(
      ...['read', 'unread', 'archive', 'unarchive'].map((verb) => `POST /api/notifications/${items[0].id}/${verb}`),
    );
    for (const route of routes) {
      for (const as of [admin, other])
        expect([route, (await office.running.accounts.call(route, { as })).status]).toEqual([route, 404]);
    }
    expect((await office.call('GET /api/notifications', requester)).unread_count).toBe(1);
  });

  it('shows no data once the right is lost, and a tombstone after a deletion', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await office.settled(); // rights are looked up at dispatch: the requester must be told before they lose theirs
    await office.call(`PATCH /api/tickets/${ticket.id}`, agent, { requester_id: other.id });
    await office.settled();
    expect((await office.call('GET /api/notifications', requester)).items[0].data).toBeNull();
    await office.call(`DELETE /api/tickets/${ticket.id}`, admin);
    await office.settled();
    const [newest] = (await office.call('GET /api/notifications', other)).items;
    expect(newest).toMatchObject({ type: 'ticket_deleted', data: { id: ticket.id, deleted: true } });
  });

  it('refuses rubbish with every offending field', async () => {
    const answer = await office.running.accounts.call('GET /api/notifications?limit=0&unread=perhaps&type=x&foo=1', {
      as: other,
    });
    expect(wrongFields(answer)).toEqual(['foo', 'limit', 'type', 'unread']);
    const body = { type: 'x', related_id: 1, up_to: 'x', foo: 1 };
    const readAll = (sent: object) =>
      office.running.accounts.call('POST /api/notifications/read-all', { as: other, body: sent });
    expect(wrongFields(await readAll(body))).toEqual(['foo', 'related_id', 'type', 'up_to']);
    expect(await readAll({ up_to: 'abc.0000000000000001.9' })).toMatchObject({
      status: 410,
      body: { code: 'cursor_expired', cursor: expect.any(String) },
    });
    expect(wrongFields(await office.running.accounts.call('GET /api/notifications?cursor=x', { as: other }))).toEqual([
      'cursor',
    ]);
  });
});

describe('on sockets', () => {
  it('pushes with exact counts, and what one device reads the other learns', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const [one, two] = [
      await connect(office.running.url, { token: requester.access_token }),
      await connect(office.running.url, { token: requester.access_token }),
    ];
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

  it('replays what was missed in order, with the counts of then', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const first = await connect(office.running.url, { token: requester.access_token });
    const after = first.of('ready')[0].cursor;
    first.close();
    for (const content of ['a', 'b']) await office.comment(ticket, agent, { content });
    await office.settled();
    const { items } = await office.call('GET /api/notifications', requester);
    await office.call(`POST /api/notifications/${items[1].id}/read`, requester);
    await office.call(`DELETE /api/notifications/${items[0].id}`, requester);
    await office.comment(ticket, agent, { content: 'c' });
    await office.settled();
    const again = await connect(office.running.url, { token: requester.access_token, after });
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

  it('sends a test to oneself, whatever the preferences', async () => {
    await office.call('PUT /api/users/me/preferences', other, {
      types: { webhook_test: { socket: false, inbox: false, webhook: false } },
    });
    const socket = await connect(office.running.url, { token: other.access_token });
    await office.call('POST /api/notifications/webhooks/test', other);
    await socket.waitFor(() => socket.of('notification').length === 1);
    expect(socket.of('notification')[0]).toMatchObject({
      notification: { type: 'webhook_test', related_type: null, related_id: null },
      data: { message: expect.any(String), webhook_id: null },
      unread_count: 1,
    });
  });
});
