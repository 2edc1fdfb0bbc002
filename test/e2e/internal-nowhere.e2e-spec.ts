import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { type Cast, watchedTicket } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { DatabaseView } from '../support/database/settled.js';
import { closeSockets, connect, type Json, type TestSocket } from '../support/sockets/socket.js';
import { attach } from '../support/network/uploads.js';

const SECRET = 'quincewood';

let app: Stage;
let cast: Cast;
let view: DatabaseView;
let ticketId: string;
let noteId: string;
let fileId: string;
let start: string;
let outsiders: Person[];
let sockets: TestSocket[];
let before: Json;

/** One ticket, one note with a file, edited and answered, seen from everybody who is not staff. */
beforeAll(async () => {
  app = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  view = await DatabaseView.open(app.database.url);
  cast = await app.accounts.cast();
  const { agent, requester, watcher, manager, admin } = cast;
  outsiders = [requester, watcher, manager];
  ({ id: ticketId } = await watchedTicket(cast));
  await agent.comment(ticketId, { content: 'for all' });
  for (const person of [...outsiders, agent]) await call(person, 'PUT /api/users/me/webhook', { webhook_url: '/' });
  for (const person of outsiders) {
    await call(person, 'POST /api/webhooks', { url: 'http://127.0.0.1:9/', events: ['*'] });
  }
  await view.settled();
  sockets = [];
  for (const { token } of outsiders) sockets.push(await connect(app.url, { token, rooms: rooms() }));
  start = sockets[0]?.of('ready')[0].cursor;
  before = await counts();
  const mentions = outsiders.map(({ id }) => `@[${id}]`).join(' ');
  const note = await agent.comment(ticketId, { content: `${SECRET} ${mentions}`, internal: true });
  noteId = note.id;
  const upload = { bytes: SECRET, name: `${SECRET}.txt`, fields: { comment_id: noteId } };
  fileId = (await attach(app, agent, ticketId, upload)).id;
  await agent.patch(`/api/comments/${noteId}`, { content: `${SECRET} again ${mentions}` });
  await admin.comment(ticketId, { content: `${SECRET} too`, internal: true, parent_id: noteId });
  await view.settled();
}, 60_000);

afterEach(() => {
  for (const socket of sockets) expect(socket.refusal).toBeNull();
});

afterAll(async () => {
  closeSockets();
  await view.close();
  await app.close();
});

function rooms(): string[] {
  return ['tickets', 'comments', 'attachments', `ticket:${ticketId}`];
}

async function call(as: Person, route: string, body?: unknown): Promise<Json> {
  return app.accounts.call(route, { as: { access_token: as.token }, body });
}

async function counts(): Promise<Json> {
  const { requester } = cast;
  const inbox = await call(requester, 'GET /api/notifications/unread-count');
  const ticket = await requester.ticket(ticketId);
  return { inbox: inbox.body, ticket };
}

/** Neither what it says, nor that it is there. */
function expectNothingIn(found: unknown): void {
  const text = JSON.stringify(found);
  for (const trace of [SECRET, noteId, fileId]) expect(text).not.toContain(trace);
}

async function eachOutsider(look: (person: Person) => Promise<unknown>): Promise<void> {
  for (const person of outsiders) expectNothingIn(await look(person));
}

describe('an internal comment is not revealed to outsiders', () => {
  it('by a row in the inbox, even for mentioned and involved people', async () => {
    await eachOutsider(async (person) => (await call(person, 'GET /api/notifications?limit=200')).body);
    const { body } = await call(cast.admin, 'GET /api/notifications?limit=200');
    expect(JSON.stringify(body)).toContain(noteId);
  });

  it('by a room', async () => {
    for (const [place, socket] of sockets.entries()) {
      // The next public thing comes after all that the note could have caused.
      const { id } = await cast.agent.comment(ticketId, { content: `public ${place}` });
      await socket.waitFor(({ logged }) => logged.some((push: Json) => push.id === id), 'the public comment');
      expectNothingIn(socket.pushes);
    }
  });

  it('by a replay', async () => {
    for (const { token } of outsiders) {
      const socket = await connect(app.url, { token, after: start, rooms: rooms() });
      await socket.waitFor((self) => self.of('replayed').length > 0, 'the replay');
      expectNothingIn(socket.pushes);
    }
  });

  it('by ticket.updated, or by the version and the time of the ticket', async () => {
    const { ticket } = await counts();
    expect(ticket).toEqual(before.ticket);
    const sql = `SELECT count(*)::int AS updates FROM event_bodies WHERE ordering_key = $1 AND type = 'ticket.updated'`;
    expect(await view.rows(sql, [ticketId])).toEqual([{ updates: 0 }]);
  });

  it('by a personal webhook, or an endpoint of a person or a company', async () => {
    await view.settled();
    const sql = `SELECT d.event_id, d.notification, b.data, e.kind FROM webhook_deliveries d
                   JOIN webhook_endpoints e ON e.id = d.endpoint_id JOIN event_bodies b ON b.id = d.event_id
                  WHERE e.user_id = ANY($1::uuid[]) OR e.company_id = $2`;
    const queued = await view.rows<{ kind: string }>(sql, [outsiders.map(({ id }) => id), cast.acme.id]);
    expect(new Set(queued.map(({ kind }) => kind))).toEqual(new Set(['personal', 'endpoint']));
    expectNothingIn(queued);
  });

  it('by the search of tickets', async () => {
    await eachOutsider(async (person) => (await person.tickets(`q=${SECRET}`)).items);
    expect((await cast.requester.tickets(`q=${SECRET}`)).items).toEqual([]);
  });

  it('by a list of comments or files, or a file itself', async () => {
    await eachOutsider(async (person) => [
      await person.comments(ticketId, 'limit=200'),
      (await call(person, `GET /api/tickets/${ticketId}/attachments`)).body,
    ]);
    for (const person of outsiders) {
      for (const route of [`GET /api/attachments/${fileId}`, `GET /api/attachments/${fileId}/content`]) {
        expect((await call(person, route)).status).toBe(404);
      }
    }
  });

  it('by a count', async () => {
    const { body } = await call(cast.requester, 'GET /api/notifications?limit=200');
    const types = body.items.map(({ type, related_type: about }: Json) => [type, about]);
    // One public comment before, and three since.
    expect(types).toHaveLength(body.unread_count);
    expect(new Set(types.map(String))).toEqual(new Set(['comment_on_ticket,comment']));
    expect(body.unread_count - before.inbox.unread_count).toBe(outsiders.length);
  });

  it('by the history of the ticket or the log', async () => {
    await eachOutsider(async (person) => [
      (await call(person, `GET /api/tickets/${ticketId}/history?limit=200`)).body,
      (await call(person, 'GET /api/events?limit=200')).body.items,
    ]);
  });

  it('by an error: the answer is the same as without one', async () => {
    const unknown = '01990000-0000-7000-8000-000000000000';
    const attempts: [string, (id: string) => object | undefined][] = [
      ['PATCH /api/comments/:id', () => ({ content: 'mine' })],
      ['DELETE /api/comments/:id', () => undefined],
      [`POST /api/tickets/${ticketId}/comments`, (id) => ({ content: 'Hello', parent_id: id })],
    ];
    for (const [route, body] of attempts) {
      const [real, none] = [
        await call(cast.requester, route.replace(':id', noteId), body(noteId)),
        await call(cast.requester, route.replace(':id', unknown), body(unknown)),
      ];
      expect(real.status).toBeGreaterThanOrEqual(400);
      expect(plain(real, noteId)).toEqual(plain(none, unknown));
    }
  });

  it('by expected_last_comment_id: a newer note causes no refusal, and expecting the note does', async () => {
    const { items } = await cast.requester.comments(ticketId, 'limit=200');
    const newest = items
      .map(({ id }) => id)
      .toSorted()
      .at(-1);
    await cast.agent.comment(ticketId, { content: SECRET, internal: true });
    const body = { content: 'Thanks', expected_last_comment_id: newest };
    expect((await call(cast.requester, `POST /api/tickets/${ticketId}/comments`, body)).status).toBe(201);
    const stale = { content: 'Thanks', expected_last_comment_id: newest };
    const refused = await call(cast.requester, `POST /api/tickets/${ticketId}/comments`, stale);
    expect(refused.status).toBe(409);
    expectNothingIn(refused.body);
  });

  it('by explaining or previewing its event for an endpoint without internal comments', async () => {
    const sql = `SELECT id FROM event_bodies WHERE entity_id = $1 AND type = 'comment.created'`;
    const [event] = await view.rows<{ id: string }>(sql, [noteId]);
    for (const person of outsiders) {
      const [endpoint] = (await call(person, 'GET /api/webhooks')).body.items;
      const explained = await call(person, `GET /api/webhooks/${endpoint.id}/explain/${event?.id}`);
      const body = { event_id: event?.id, payload_format: 'standard' };
      const preview = await call(person, 'POST /api/webhooks/preview', body);
      expect([explained.status, preview.status]).toEqual([404, 404]);
      expectNothingIn([explained.body, preview.body]);
    }
  });

  it('by the deletion of the comment', async () => {
    await cast.agent.delete(`/api/comments/${noteId}`);
    await view.settled();
    await eachOutsider(async (person) => [
      (await call(person, 'GET /api/notifications?limit=200')).body,
      (await call(person, 'GET /api/events?limit=200')).body.items,
    ]);
    const comments = (await cast.requester.comments(ticketId, 'limit=200')).items;
    expect(comments.every(({ internal }) => !internal)).toBe(true);
    expectNothingIn(comments);
  });
});

/** Without what names the request and the id that was asked for. */
function plain({ status, body }: Json, id: string): string {
  return `${status} ${JSON.stringify({ ...body, request_id: '' }).replaceAll(id, 'id')}`;
}
