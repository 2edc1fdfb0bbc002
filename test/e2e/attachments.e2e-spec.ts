import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentAnswer, AttachmentPage } from '../../src/attachments/attachments.answers.js';
import { newId } from '../../src/common/ids.js';
import { Stage } from '../support/servers/stage.js';
import { Accounts, type Cast, watchedTicket } from '../support/people/accounts.js';
import type { HttpAnswer, Person } from '../support/people/person.js';
import { until } from '../support/until.js';
import { attach, download, filesOf, PNG, send, sha256, tidy } from '../support/network/uploads.js';

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

afterAll(() => app?.close());

const list = async (caller: Person, ticketId: string, query = '') =>
  (await caller.get<AttachmentPage>(`/api/tickets/${ticketId}/attachments?${query}`)).body;

function outcome(answer: HttpAnswer<unknown>) {
  return { status: answer.status, code: (answer.body as { code?: string } | undefined)?.code };
}

describe('an attachment', () => {
  it('has the documented shape everywhere, and its bytes are returned', async () => {
    const { requester, agent } = cast;
    const { id: ticketId } = await requester.createTicket();
    const made = await attach(app, requester, ticketId, { name: 'Übersicht 1.png' });
    expect(made).toEqual({
      id: expect.any(String),
      filename: 'Übersicht 1.png',
      content_type: 'image/png',
      size: PNG.length,
      sha256: sha256(PNG),
      ticket_id: ticketId,
      comment_id: null,
      uploaded_by: requester.id,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect((await agent.get<AttachmentAnswer>(`/api/attachments/${made.id}`)).body).toEqual(made);
    expect(await list(agent, ticketId)).toEqual({ items: [made], next_cursor: null });
    const { status, bytes } = await download(app, agent, made.id);
    expect({ status, same: bytes.equals(PNG) }).toEqual({ status: 200, same: true });
  });

  it('is listed oldest first, page by page', async () => {
    const { requester } = cast;
    const { id } = await requester.createTicket();
    const made = [];
    for (const name of ['a.png', 'b.png', 'c.png']) made.push(await attach(app, requester, id, { name }));
    const first = await list(requester, id, 'limit=2');
    const second = await list(requester, id, `limit=2&cursor=${first.next_cursor}`);
    expect([...first.items, ...second.items]).toEqual(made);
    expect(second.next_cursor).toBeNull();
  });

  it('may belong to a comment, and is deleted with it', async () => {
    const { requester, agent } = cast;
    const { id } = await requester.createTicket();
    const comment = await agent.comment(id);
    const made = await attach(app, requester, id, { fields: { comment_id: comment.id } });
    expect(made.comment_id).toBe(comment.id);
    expect((await agent.delete(`/api/comments/${comment.id}`)).status).toBe(204);
    expect((await requester.get(`/api/attachments/${made.id}`)).status).toBe(404);
    expect(await list(requester, id)).toEqual({ items: [], next_cursor: null });
  });

  it('is refused with every wrong field, and no file is stored', async () => {
    const { requester } = cast;
    const { id } = await requester.createTicket();
    const elsewhere = await (async () => requester.comment((await requester.createTicket()).id))();
    const gone = await requester.comment(id);
    await requester.delete(`/api/comments/${gone.id}`);
    // Files of what was deleted before go in the background.
    await tidy(app);
    const before = await filesOf(app);
    const route = `POST /api/tickets/${id}/attachments`;
    for (const commentId of [elsewhere.id, gone.id, newId(), 'nonsense', '']) {
      const answer = await send(app, requester, route, { fields: { comment_id: commentId } });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'comment_id' }] } });
    }
    const unknown = await send(app, requester, route, { fields: { internal: 'true', ticket_id: id } });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors?.map(({ field }) => field).sort()).toEqual(['internal', 'ticket_id']);
    expect((await send(app, requester, route, { part: 'upload' })).status).toBe(400);
    const empty = await send(app, requester, route, { bytes: '' });
    expect(empty).toMatchObject({ status: 400, body: { errors: [{ field: 'file', message: 'is empty' }] } });
    const json = await requester.post(`/api/tickets/${id}/attachments`, {});
    expect(json).toMatchObject({ status: 400, body: { errors: [{ field: 'file' }] } });
    expect((await list(requester, id)).items).toEqual([]);
    await until(async () => (await filesOf(app)).length === before.length);
  });
});

describe('the rights to attachments', () => {
  it('let people who see the ticket add and read; others get 404 on every route', async () => {
    const ticket = await watchedTicket(cast);
    const { admin, agent, manager, requester, watcher, stranger } = cast;
    for (const caller of [admin, agent, manager, requester, watcher]) {
      const made = await attach(app, caller, ticket.id);
      expect((await requester.get(`/api/attachments/${made.id}`)).status).toBe(200);
      expect((await download(app, caller, made.id)).status).toBe(200);
    }
    const [one] = (await list(agent, ticket.id)).items;
    // Files of what was deleted before go in the background.
    await tidy(app);
    const before = await filesOf(app);
    for (const caller of [stranger, outsider]) {
      const answers = [
        await send(app, caller, `POST /api/tickets/${ticket.id}/attachments`),
        await caller.get(`/api/tickets/${ticket.id}/attachments`),
        await caller.get(`/api/attachments/${one?.id}`),
        await caller.get(`/api/attachments/${one?.id}/content`),
        await send(app, caller, `PUT /api/attachments/${one?.id}`),
        await caller.delete(`/api/attachments/${one?.id}`),
      ];
      for (const answer of answers) expect(outcome(answer)).toEqual({ status: 404, code: 'not_found' });
    }
    expect(await filesOf(app)).toEqual(before);
    expect((await fetch(`${app.url}/api/attachments/${one?.id}/content`)).status).toBe(401);
  });

  it('let uploaders change their own attachments and staff change any; others get 403', async () => {
    const ticket = await watchedTicket(cast);
    const { admin, agent, manager, requester, watcher } = cast;
    const made = await attach(app, watcher, ticket.id);
    // Files of what was deleted before go in the background.
    await tidy(app);
    const before = await filesOf(app);
    for (const caller of [manager, requester]) {
      const replaced = await send(app, caller, `PUT /api/attachments/${made.id}`, { bytes: 'other', name: 'a.txt' });
      expect(outcome(replaced)).toEqual({ status: 403, code: 'forbidden' });
      expect(outcome(await caller.delete(`/api/attachments/${made.id}`))).toEqual({ status: 403, code: 'forbidden' });
    }
    expect(await filesOf(app)).toEqual(before);
    for (const caller of [watcher, agent, admin]) {
      const bytes = `by ${caller.id}`;
      const answer = await send<AttachmentAnswer>(app, caller, `PUT /api/attachments/${made.id}`, {
        bytes,
        name: 'a.txt',
      });
      expect(answer).toMatchObject({
        status: 200,
        body: { id: made.id, sha256: sha256(bytes), uploaded_by: watcher.id },
      });
    }
    for (const caller of [watcher, agent, admin]) {
      const own = caller === watcher ? made : await attach(app, requester, ticket.id);
      expect((await caller.delete(`/api/attachments/${own.id}`)).status).toBe(204);
      expect((await agent.get(`/api/attachments/${own.id}`)).status).toBe(404);
    }
  });

  it('let only staff add to a closed ticket; uploaders may still delete their own', async () => {
    const ticket = await watchedTicket(cast);
    const { agent, manager, requester, watcher } = cast;
    const own = await attach(app, requester, ticket.id);
    await requester.patch(`/api/tickets/${ticket.id}`, { status: 'closed' });
    for (const caller of [manager, requester, watcher]) {
      const answer = await send(app, caller, `POST /api/tickets/${ticket.id}/attachments`);
      expect(outcome(answer)).toEqual({ status: 409, code: 'ticket_closed' });
    }
    expect(outcome(await send(app, requester, `PUT /api/attachments/${own.id}`, { name: 'b.png' }))).toEqual({
      status: 409,
      code: 'ticket_closed',
    });
    await attach(app, agent, ticket.id);
    expect((await requester.delete(`/api/attachments/${own.id}`)).status).toBe(204);
  });

  it('restrict attachments of internal comments to staff, on every route', async () => {
    const ticket = await watchedTicket(cast);
    const { admin, agent, manager, requester, watcher } = cast;
    const note = await agent.comment(ticket.id, { internal: true });
    const hidden = await attach(app, agent, ticket.id, { fields: { comment_id: note.id }, name: 'secret.png' });
    const open = await attach(app, agent, ticket.id);
    expect((await list(admin, ticket.id)).items.map(({ id }) => id)).toEqual([hidden.id, open.id]);
    for (const caller of [manager, requester, watcher]) {
      const page = await list(caller, ticket.id, 'limit=1');
      expect(page).toEqual({ items: [open], next_cursor: null });
      const answers = [
        await caller.get(`/api/attachments/${hidden.id}`),
        await caller.get(`/api/attachments/${hidden.id}/content`),
        await send(app, caller, `PUT /api/attachments/${hidden.id}`),
        await caller.delete(`/api/attachments/${hidden.id}`),
      ];
      for (const answer of answers) expect(outcome(answer)).toEqual({ status: 404, code: 'not_found' });
      const fields = { comment_id: note.id };
      const added = await send(app, caller, `POST /api/tickets/${ticket.id}/attachments`, { fields });
      const unknown = await send(app, caller, `POST /api/tickets/${ticket.id}/attachments`, {
        fields: { comment_id: newId() },
      });
      // What is there and may not be seen is told apart by nothing from what is not there.
      expect({ ...added.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    }
  });

  it('follow the comment when it becomes internal or public', async () => {
    const ticket = await watchedTicket(cast);
    const { agent, requester } = cast;
    const comment = await requester.comment(ticket.id);
    const made = await attach(app, requester, ticket.id, { fields: { comment_id: comment.id } });
    await agent.patch(`/api/comments/${comment.id}`, { internal: true });
    expect((await requester.get(`/api/attachments/${made.id}`)).status).toBe(404);
    expect((await download(app, requester, made.id)).status).toBe(404);
    expect((await list(requester, ticket.id)).items).toEqual([]);
    await agent.patch(`/api/comments/${comment.id}`, { internal: false });
    expect((await list(requester, ticket.id)).items).toEqual([made]);
  });
});
