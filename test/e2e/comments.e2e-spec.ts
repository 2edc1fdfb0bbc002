import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommentAnswer, CommentPage } from '../../src/comments/comments.answers.js';
import { newId } from '../../src/common/ids.js';
import { Accounts, type Cast, watchedTicket } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

describe('comments on tickets', () => {
  let app: Stage;
  let desk: Accounts;
  let cast: Cast;
  let admin: Person;
  let agent: Person;
  let manager: Person;
  let requester: Person;
  let watcher: Person;
  let stranger: Person;

  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
    cast = await desk.cast();
    ({ admin, agent, manager, requester, watcher, stranger } = cast);
  });

  afterAll(() => app?.close());

  describe('commenting', () => {
    it('returns the whole comment and its ETag', async () => {
      const { id } = await requester.createTicket();
      const answer = await requester.post<CommentAnswer>(`/api/tickets/${id}/comments`, {
        content: '  It works\n again ',
      });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('etag')).toBe('"1"');
      expect(answer.body).toEqual({
        id: expect.any(String),
        content: 'It works\n again',
        author_id: requester.id,
        author_name: 'Rita Requester',
        ticket_id: id,
        parent_id: null,
        internal: false,
        version: 1,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      });
      expect((await requester.comments(id)).items).toEqual([answer.body]);
    });

    it('is open to people who see the ticket; for others the ticket does not exist', async () => {
      const { id } = await watchedTicket(cast);
      for (const caller of [admin, agent, manager, requester, watcher]) await caller.comment(id);
      expect((await stranger.post(`/api/tickets/${id}/comments`, { content: 'Hi' })).status).toBe(404);
      expect((await stranger.get(`/api/tickets/${id}/comments`)).status).toBe(404);
      for (const missing of [newId(), 'x']) {
        expect((await agent.post(`/api/tickets/${missing}/comments`, { content: 'Hi' })).status).toBe(404);
        expect((await agent.get(`/api/tickets/${missing}/comments`)).status).toBe(404);
      }
      expect((await agent.comments(id)).items).toHaveLength(5);
    });

    it('names every invalid field and writes nothing', async () => {
      const { id } = await requester.createTicket();
      const elsewhere = await agent.comment((await agent.createTicket()).id);
      const before = await desk.count('comments');
      const path = `/api/tickets/${id}/comments`;
      const bad = { content: ' ', parent_id: 'x', internal: 'yes', expected_last_comment_id: 7, author_id: agent.id };
      expect(wrongFields(await agent.post(path, bad))).toEqual(Object.keys(bad).sort());
      expect(wrongFields(await agent.post(path, {}))).toEqual(['content']);
      expect(wrongFields(await agent.post(path, { content: 'x'.repeat(20_001) }))).toEqual(['content']);
      for (const other of [elsewhere.id, newId()]) {
        const fields = { content: 'x', parent_id: other, expected_last_comment_id: other };
        expect(wrongFields(await agent.post(path, fields))).toEqual(['expected_last_comment_id', 'parent_id']);
      }
      for (const body of [[], [{}], 'text', 7]) expect((await agent.post(path, body)).status).toBe(400);
      expect(await desk.count('comments')).toBe(before);
    });
  });

  describe('changing a comment', () => {
    it('is restricted to its author and staff', async () => {
      const { id } = await watchedTicket(cast);
      const comment = await watcher.comment(id);
      for (const caller of [requester, manager]) {
        const answer = await caller.patch(`/api/comments/${comment.id}`, { content: 'Not mine' });
        expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'forbidden' });
        expect((await caller.delete(`/api/comments/${comment.id}`)).status).toBe(403);
      }
      expect((await stranger.patch(`/api/comments/${comment.id}`, { content: 'x' })).status).toBe(404);
      const edited = await watcher.patch<CommentAnswer>(`/api/comments/${comment.id}`, { content: ' Mine ' });
      expect(edited.headers.get('etag')).toBe('"2"');
      expect(edited.body).toMatchObject({ content: 'Mine', version: 2, author_name: watcher.name });
      await agent.patch(`/api/comments/${comment.id}`, { content: 'Moderated' });
      expect((await requester.comments(id)).items).toMatchObject([
        { content: 'Moderated', version: 3, author_id: watcher.id },
      ]);
    });

    it('is refused for an author who no longer sees the ticket', async () => {
      const { id } = await watchedTicket(cast);
      const comment = await watcher.comment(id);
      await agent.delete(`/api/tickets/${id}/watchers/${watcher.id}`);
      expect((await watcher.patch(`/api/comments/${comment.id}`, { content: 'x' })).status).toBe(404);
      expect((await watcher.delete(`/api/comments/${comment.id}`)).status).toBe(404);
    });

    it('writes nothing when nothing changes, and respects If-Match', async () => {
      const { id } = await requester.createTicket();
      const comment = await requester.comment(id);
      const path = `/api/comments/${comment.id}`;
      for (const change of [{}, { content: `${comment.content} ` }]) {
        expect((await requester.patch(path, change)).body).toEqual(comment);
      }
      expect((await agent.patch(path, { content: comment.content, internal: false })).body).toEqual(comment);
      expect((await requester.patch(path, { content: 'x' }, { 'if-match': '"2"' })).status).toBe(412);
      expect((await requester.delete(path, { 'if-match': '2' })).status).toBe(412);
      expect((await requester.patch(path, { content: 'x' }, { 'if-match': '"1"' })).status).toBe(200);
    });

    it('keeps both of two changes at once', async () => {
      const { id } = await requester.createTicket();
      const comment = await requester.comment(id);
      await Promise.all([
        requester.patch(`/api/comments/${comment.id}`, { content: 'Changed' }),
        agent.patch(`/api/comments/${comment.id}`, { internal: true }),
      ]);
      expect((await agent.comments(id)).items).toMatchObject([{ id: comment.id, internal: true }]);
    });

    it('names every invalid field and changes nothing', async () => {
      const { id } = await requester.createTicket();
      const comment = await requester.comment(id);
      const bad = { content: null, internal: 1, parent_id: null, ticket_id: id };
      const answer = await agent.patch(`/api/comments/${comment.id}`, bad);
      expect(wrongFields(answer)).toEqual(Object.keys(bad).sort());
      for (const body of [[], 'text'])
        expect((await agent.patch(`/api/comments/${comment.id}`, body)).status).toBe(400);
      expect((await requester.comments(id)).items).toEqual([comment]);
      for (const missing of [newId(), 'x']) {
        expect((await agent.patch(`/api/comments/${missing}`, { content: 'x' })).status).toBe(404);
        expect((await agent.delete(`/api/comments/${missing}`)).status).toBe(404);
      }
    });
  });

  describe('an expected last comment', () => {
    it('refuses the comment and returns newer ones that the caller may see', async () => {
      const { id } = await requester.createTicket();
      const path = `/api/tickets/${id}/comments`;
      const first = await requester.comment(id, { expected_last_comment_id: null });
      const note = await agent.comment(id, { internal: true });
      await requester.comment(id, { expected_last_comment_id: first.id });
      const after = { content: 'x', expected_last_comment_id: first.id };
      const refused = await requester.post(path, after);
      expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 409, code: 'newer_comments' });
      const visible = (await requester.comments(id)).items;
      expect(refused.body.newer).toEqual(visible.slice(1));
      const toStaff = await agent.post(path, after);
      expect(toStaff.body.newer?.map((comment) => comment.id)).toEqual([note.id, visible[1]?.id]);
      expect((await agent.post(path, { content: 'x', expected_last_comment_id: null })).status).toBe(409);
      const hidden = await requester.post(path, { content: 'x', expected_last_comment_id: note.id });
      expect(wrongFields(hidden)).toEqual(['expected_last_comment_id']);
      expect((await agent.comments(id)).items).toHaveLength(3);
    });

    it('lets one of several simultaneous comments through', async () => {
      const { id } = await requester.createTicket();
      const first = await requester.comment(id);
      for (const expected of [null, first.id]) {
        const ticketId = expected === null ? (await requester.createTicket()).id : id;
        const answers = await Promise.all(
          [requester, agent, manager, admin].map((caller) =>
            caller.post(`/api/tickets/${ticketId}/comments`, {
              content: 'Me first',
              expected_last_comment_id: expected,
            }),
          ),
        );
        expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 409, 409, 409]);
      }
    });
  });
});

describe('threads of comments', () => {
  let app: Stage;
  let desk: Accounts;
  let cast: Cast;
  let admin: Person;
  let agent: Person;
  let manager: Person;
  let requester: Person;
  let watcher: Person;

  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
    cast = await desk.cast();
    ({ admin, agent, manager, requester, watcher } = cast);
  });

  afterAll(() => app?.close());

  const idsOf = (page: CommentPage) => page.items.map((comment) => comment.id);

  describe('internal comments', () => {
    it('are written and seen only by staff', async () => {
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

    it('accept only internal replies, and only from staff', async () => {
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

    it('can be made public or internal only by staff', async () => {
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

    it('hides the tombstone from people who see none of the replies', async () => {
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
});
