import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { CommentAnswer, CommentPage } from '../../src/comments/comments.answers.js';
import { wrongFields } from '../support/accounts.js';
import { startApp } from '../support/app.js';
import { Desk, watchedTicket, type Caller, type Cast } from '../support/desk.js';

let app: Awaited<ReturnType<typeof startApp>>;
let desk: Desk;
let cast: Cast;
let admin: Caller;
let agent: Caller;
let manager: Caller;
let requester: Caller;
let watcher: Caller;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  cast = await desk.cast();
  ({ admin, agent, manager, requester, watcher } = cast);
});

afterAll(() => app?.close());

const idsOf = (page: CommentPage) => page.items.map((comment) => comment.id);

describe('internal comments', () => {
  it('are written and seen by staff only', async () => {
    const { id } = await watchedTicket(cast);
    const note = await agent.comment(id, { internal: true });
    const shown = await agent.comment(id);
    for (const caller of [manager, requester, watcher]) {
      expect(idsOf(await caller.comments(id))).toEqual([shown.id]);
      const answer = await caller.post(`/api/tickets/${id}/comments`, { content: 'x', internal: true });
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'forbidden' });
      expect((await caller.patch(`/api/comments/${note.id}`, { content: 'x' })).status).toBe(404);
      expect((await caller.delete(`/api/comments/${note.id}`)).status).toBe(404);
    }
    for (const caller of [agent, admin]) expect(idsOf(await caller.comments(id))).toEqual([note.id, shown.id]);
  });

  it('take internal replies only, and from nobody else', async () => {
    const { id } = await requester.createTicket();
    const note = await agent.comment(id, { internal: true });
    const path = `/api/tickets/${id}/comments`;
    expect(wrongFields(await agent.post(path, { content: 'x', parent_id: note.id }))).toEqual(['parent_id']);
    const hidden = await requester.post(path, { content: 'x', parent_id: note.id });
    const unknown = await requester.post(path, { content: 'x', parent_id: newId() });
    expect(wrongFields(hidden)).toEqual(['parent_id']);
    expect(hidden.body.errors).toEqual(unknown.body.errors);
    const reply = await admin.comment(id, { parent_id: note.id, internal: true });
    expect((await requester.comments(id)).items).toEqual([]);
    expect(wrongFields(await agent.patch(`/api/comments/${reply.id}`, { internal: false }))).toEqual(['internal']);
  });

  it('become public and internal by staff only', async () => {
    const { id } = await requester.createTicket();
    const own = await requester.comment(id);
    expect((await requester.patch(`/api/comments/${own.id}`, { internal: true })).status).toBe(403);
    expect((await agent.patch<CommentAnswer>(`/api/comments/${own.id}`, { internal: true })).body).toMatchObject({
      internal: true,
      version: 2,
    });
    expect((await requester.comments(id)).items).toEqual([]);
    expect((await requester.patch(`/api/comments/${own.id}`, { content: 'x' })).status).toBe(404);
    await agent.patch(`/api/comments/${own.id}`, { internal: false });
    expect((await requester.comments(id)).items).toMatchObject([{ id: own.id, internal: false, version: 3 }]);
  });
});

describe('deleting a comment', () => {
  it('removes it from the list, once', async () => {
    const { id } = await requester.createTicket();
    const comment = await requester.comment(id);
    expect((await requester.delete(`/api/comments/${comment.id}`)).status).toBe(204);
    expect((await requester.comments(id)).items).toEqual([]);
    expect((await requester.delete(`/api/comments/${comment.id}`)).status).toBe(404);
    expect((await agent.patch(`/api/comments/${comment.id}`, { content: 'x' })).status).toBe(404);
    const reply = await agent.post(`/api/tickets/${id}/comments`, { content: 'x', parent_id: comment.id });
    expect(wrongFields(reply)).toEqual(['parent_id']);
  });

  it('leaves a tombstone without content while there are replies', async () => {
    const { id } = await requester.createTicket();
    const parent = await requester.comment(id, { content: 'A secret' });
    const child = await agent.comment(id, { parent_id: parent.id });
    const grandchild = await requester.comment(id, { parent_id: child.id });
    await agent.delete(`/api/comments/${parent.id}`);
    await agent.delete(`/api/comments/${child.id}`);
    const { items } = await requester.comments(id);
    expect(items).toMatchObject([
      { id: parent.id, deleted: true, content: '' },
      { id: child.id, deleted: true, content: '', parent_id: parent.id },
      { id: grandchild.id, parent_id: child.id },
    ]);
    expect(items[2]).not.toHaveProperty('deleted');
    await requester.delete(`/api/comments/${grandchild.id}`);
    expect((await agent.comments(id)).items).toEqual([]);
    const kept = await desk.dataSource.query('SELECT content FROM comments WHERE ticket_id = $1', [id]);
    expect(kept).toEqual([{ content: '' }, { content: '' }, { content: '' }]);
  });

  it('shows no tombstone to those who see none of the replies', async () => {
    const { id } = await requester.createTicket();
    const parent = await requester.comment(id);
    const note = await agent.comment(id, { parent_id: parent.id, internal: true });
    await requester.delete(`/api/comments/${parent.id}`);
    expect((await requester.comments(id)).items).toEqual([]);
    expect(idsOf(await agent.comments(id))).toEqual([parent.id, note.id]);
  });
});

describe('listing comments', () => {
  it('goes oldest first, in pages that neither skip nor repeat', async () => {
    const { id } = await requester.createTicket();
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      made.push((await agent.comment(id)).id);
      await agent.comment(id, { internal: true });
    }
    const first = await requester.comments(id, 'limit=2');
    const second = await requester.comments(id, `limit=2&cursor=${first.next_cursor}`);
    made.push((await agent.comment(id)).id);
    const third = await requester.comments(id, `limit=2&cursor=${second.next_cursor}`);
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(made);
    expect(third.next_cursor).toBeNull();
    expect((await agent.comments(id)).items).toHaveLength(11);
    const bad = await agent.get(`/api/tickets/${id}/comments?limit=0&cursor=x&order=asc`);
    expect(wrongFields(bad)).toEqual(['limit', 'order']);
    expect(wrongFields(await agent.get(`/api/tickets/${id}/comments?cursor=x`))).toEqual(['cursor']);
  });
});
