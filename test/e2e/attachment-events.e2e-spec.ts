import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentAnswer } from '../../src/attachments/attachments.answers.js';
import { Stage } from '../support/servers/stage.js';
import { Accounts, type Cast, watchedTicket } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';
import { attach, send, sha256 } from '../support/network/uploads.js';

let app: Stage;
let desk: Accounts;
let cast: Cast;
let outsider: Person;

beforeAll(async () => {
  app = await Stage.start();
  desk = app.accounts;
  cast = await desk.cast();
  outsider = await desk.person('user');
});
afterEach(closeSockets);
afterAll(() => app?.close());

const ROOMS = ['attachments', 'tickets'];

async function socketOf(caller: Person, rooms: string[] = ROOMS, after?: string): Promise<TestSocket> {
  return app.connect(caller, { rooms, after });
}

/** Everything before it has arrived when this has: pushes come in the order of the log. */
async function flush(socket: TestSocket, caller: Person): Promise<void> {
  const { id } = await caller.createTicket({ title: 'the end' });
  await socket.waitFor(({ logged }) => logged.some((push: Json) => push.id === id), 'the end');
}

function updates(socket: TestSocket): string[] {
  return socket.of('attachment.update').map((push: Json) => push.event);
}

interface Row {
  type: string;
  reason: string;
  message: string;
  related_type: string;
  related_id: string;
  data: Json;
}

/** Rows about attachments, oldest first. */
async function inbox(caller: Person, ticketId: string): Promise<Row[]> {
  await app.settled();
  const { body } = await caller.get<{ items: Row[] }>('/api/notifications?limit=200');
  const isOf = (row: Row) =>
    row.related_type === 'attachment' && (row.data === null || row.data.ticket_id === ticketId);
  return body.items.filter(isOf).toReversed();
}

async function log(caller: Person, ticketId: string): Promise<string[]> {
  await app.settled();
  const types: string[] = [];
  let after = '';
  for (;;) {
    const { body } = await caller.get<Json>(`/api/events?types=attachment.*&limit=200&after=${after}`);
    types.push(
      ...body.items.filter((event: Json) => event.data.ticket_id === ticketId).map((event: Json) => event.type),
    );
    if (body.items.length === 0) return types;
    after = body.next_cursor;
  }
}

const ALL = ['attachment.added', 'attachment.updated', 'attachment.deleted'];

describe('a change of an attachment', () => {
  it('is pushed once to the rooms of people who see it, with the entity, and logged with its changes', async () => {
    const ticket = await watchedTicket(cast);
    const { admin, agent, manager, requester, watcher, stranger } = cast;
    const callers = [admin, agent, manager, requester, watcher, stranger, outsider];
    const sockets = await Promise.all(callers.map((caller) => socketOf(caller)));
    const inRoom = await socketOf(agent, [...ROOMS, `ticket:${ticket.id}`]);
    const made = await attach(app, requester, ticket.id, { bytes: 'one', name: 'a.txt' });
    const upload = { bytes: 'two', name: 'a.txt' };
    const { body } = await send<AttachmentAnswer>(app, requester, `PUT /api/attachments/${made.id}`, upload);
    await requester.delete(`/api/attachments/${made.id}`);
    await Promise.all(callers.map((caller, index) => flush(sockets[index] as TestSocket, caller)));
    await flush(inRoom, agent);
    const seen = sockets.map(updates);
    expect(seen).toEqual([ALL, ALL, ALL, ALL, ALL, [], []]);
    expect(updates(inRoom)).toEqual(ALL);
    const [added, updated, deleted] = inRoom.of('attachment.update');
    expect(Object.keys(added)).toEqual(['event', 'id', 'data', 'actor', 'cursor']);
    expect(added).toMatchObject({ id: made.id, data: made, actor: { id: requester.id, type: 'user' } });
    expect(updated.data).toEqual(body);
    expect(deleted.data).toEqual({
      id: made.id,
      ticket_id: ticket.id,
      comment_id: null,
      uploaded_by: requester.id,
      deleted: true,
      deleted_at: expect.any(String),
    });
    const events = (await agent.get<Json>('/api/events?types=attachment.updated&limit=200')).body.items;
    expect(events.find((event: Json) => event.data.id === made.id)).toMatchObject({
      category: 'SUPPORT',
      company_id: cast.acme.id,
      changes: { sha256: [sha256('one'), sha256('two')] },
    });
    expect(await log(stranger, ticket.id)).toEqual([]);
  });

  it('is pushed only to the ticket’s room when no other is joined', async () => {
    const { requester, agent } = cast;
    const [one, other] = [await requester.createTicket(), await requester.createTicket()];
    const socket = await socketOf(agent, [`ticket:${one.id}`, 'tickets']);
    await attach(app, requester, other.id);
    const made = await attach(app, requester, one.id);
    await flush(socket, agent);
    expect(socket.of('attachment.update').map((push: Json) => push.id)).toEqual([made.id]);
  });

  it('notifies requester, assignee and watchers, but not its author', async () => {
    const ticket = await watchedTicket(cast);
    const { admin, agent, requester, watcher } = cast;
    await agent.patch(`/api/tickets/${ticket.id}`, { assignee_id: agent.id });
    const made = await attach(app, admin, ticket.id, { bytes: 'one', name: 'plan.txt' });
    await send(app, admin, `PUT /api/attachments/${made.id}`, { bytes: 'two', name: 'plan.txt' });
    await admin.delete(`/api/attachments/${made.id}`);
    const types = ['attachment_added', 'attachment_updated', 'attachment_deleted'];
    for (const [caller, reason] of [
      [agent, 'assignee'],
      [requester, 'requester'],
      [watcher, 'watcher'],
    ] as const) {
      const rows = await inbox(caller, ticket.id);
      expect(rows.map((row) => `${row.type}/${row.reason}/${row.related_id}`)).toEqual(
        types.map((type) => `${type}/${reason}/${made.id}`),
      );
      expect(rows[0]?.message).toBe(`${admin.name} attached 'plan.txt' to '${ticket.title}'`);
      expect(rows[0]?.data).toEqual(made);
    }
    for (const caller of [admin, cast.manager, outsider]) expect(await inbox(caller, ticket.id)).toEqual([]);
  });

  it('is not recorded when the upload was refused', async () => {
    const { requester } = cast;
    const ticket = await requester.createTicket();
    await send(app, requester, `POST /api/tickets/${ticket.id}/attachments`, { bytes: '<html>' });
    expect(await log(requester, ticket.id)).toEqual([]);
  });
});

describe('an attachment of an internal comment', () => {
  it('is absent from every customer’s socket, replay, inbox and log', async () => {
    const ticket = await watchedTicket(cast);
    const { admin, agent, manager, requester, watcher } = cast;
    await agent.patch(`/api/tickets/${ticket.id}`, { assignee_id: agent.id });
    const staff = await socketOf(agent);
    const customers = [manager, requester, watcher];
    const sockets = await Promise.all(customers.map((caller) => socketOf(caller, [...ROOMS, `ticket:${ticket.id}`])));
    const cursors = await Promise.all(
      sockets.map(async (socket, index) => {
        await flush(socket, customers[index] as Person);
        return socket.cursor;
      }),
    );
    const note = await agent.comment(ticket.id, { internal: true });
    const upload = { bytes: 'the secret', name: 'secret.txt', fields: { comment_id: note.id } };
    const made = await attach(app, admin, ticket.id, upload);
    await send(app, admin, `PUT /api/attachments/${made.id}`, { bytes: 'the other secret', name: 'secret.txt' });
    await admin.delete(`/api/attachments/${made.id}`);
    await Promise.all(customers.map((caller, index) => flush(sockets[index] as TestSocket, caller)));
    await flush(staff, agent);
    expect(updates(staff)).toEqual(ALL);
    expect((await inbox(agent, ticket.id)).map(({ type }) => type)).toHaveLength(3);
    for (const [index, caller] of customers.entries()) {
      const replayed = await socketOf(caller, [...ROOMS, `ticket:${ticket.id}`], cursors[index]);
      await replayed.waitFor((socket) => socket.of('replayed').length > 0, 'the replay');
      for (const socket of [sockets[index] as TestSocket, replayed]) {
        expect(JSON.stringify(socket.pushes)).not.toMatch(new RegExp(`secret|${made.id}|${note.id}`));
      }
      expect(await inbox(caller, ticket.id)).toEqual([]);
      expect(await log(caller, ticket.id)).toEqual([]);
    }
  });

  it('is hidden with a comment that was public before, the deletion of the file included', async () => {
    const ticket = await watchedTicket(cast);
    const { agent, requester, watcher } = cast;
    const before = (await socketOf(requester)).of('ready')[0].cursor;
    const comment = await agent.comment(ticket.id);
    const upload = { bytes: 'not for long', name: 'draft.txt', fields: { comment_id: comment.id } };
    const made = await attach(app, agent, ticket.id, upload);
    expect((await inbox(requester, ticket.id)).map(({ data }) => data)).toEqual([made]);
    expect(await log(watcher, ticket.id)).toEqual(['attachment.added']);
    await agent.patch(`/api/comments/${comment.id}`, { internal: true });
    const hidden = (await inbox(requester, ticket.id)).filter((row) => row.related_id === made.id);
    expect(hidden.map(({ type, data }) => ({ type, data }))).toEqual([{ type: 'attachment_added', data: null }]);
    expect(await log(watcher, ticket.id)).toEqual([]);
    await agent.delete(`/api/attachments/${made.id}`);
    expect(await log(watcher, ticket.id)).toEqual([]);
    expect(await log(agent, ticket.id)).toEqual(['attachment.added', 'attachment.deleted']);
    // The row is gone now, and with it what it hung on: the event itself still tells.
    const socket = await socketOf(requester, ROOMS, before);
    await socket.waitFor((self) => self.of('replayed').length > 0, 'the replay');
    expect(JSON.stringify(socket.of('attachment.update'))).not.toContain(made.id);
  });

  it('cannot be found by its number of bytes, its name or its hash', async () => {
    const ticket = await watchedTicket(cast);
    const { agent, requester } = cast;
    const note = await agent.comment(ticket.id, { internal: true });
    const upload = { bytes: 'a rare content', name: 'rarename.txt', fields: { comment_id: note.id } };
    const made = await attach(app, agent, ticket.id, upload);
    for (const q of ['rarename', 'rarename.txt', made.sha256, made.id, String(made.size)]) {
      const { body } = await requester.get<Json>(`/api/tickets?q=${q}`);
      expect(body.items.map((item: Json) => item.id)).not.toContain(ticket.id);
    }
    const { body } = await requester.get<Json>(`/api/tickets/${ticket.id}/attachments`);
    expect(body).toEqual({ items: [], next_cursor: null });
  });
});
