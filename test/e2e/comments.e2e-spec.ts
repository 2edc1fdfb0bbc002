import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { CommentAnswer } from '../../src/comments/comments.answers.js';
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
let stranger: Caller;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  cast = await desk.cast();
  ({ admin, agent, manager, requester, watcher, stranger } = cast);
});

afterAll(() => app?.close());

describe('commenting', () => {
  it('answers the whole comment and its ETag', async () => {
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

  it('is for everyone who sees the ticket, and to others the ticket does not exist', async () => {
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

  it('names every offending field and writes nothing', async () => {
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
  it('is for its author and staff', async () => {
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
    expect(edited.body).toMatchObject({ content: 'Mine', version: 2, author_name: watcher.user.name });
    await agent.patch(`/api/comments/${comment.id}`, { content: 'Moderated' });
    expect((await requester.comments(id)).items).toMatchObject([
      { content: 'Moderated', version: 3, author_id: watcher.id },
    ]);
  });

  it('ends for an author who no longer sees the ticket', async () => {
    const { id } = await watchedTicket(cast);
    const comment = await watcher.comment(id);
    await agent.delete(`/api/tickets/${id}/watchers/${watcher.id}`);
    expect((await watcher.patch(`/api/comments/${comment.id}`, { content: 'x' })).status).toBe(404);
    expect((await watcher.delete(`/api/comments/${comment.id}`)).status).toBe(404);
  });

  it('writes nothing when nothing changes, and honours If-Match', async () => {
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

  it('names every offending field and changes nothing', async () => {
    const { id } = await requester.createTicket();
    const comment = await requester.comment(id);
    const bad = { content: null, internal: 1, parent_id: null, ticket_id: id };
    const answer = await agent.patch(`/api/comments/${comment.id}`, bad);
    expect(wrongFields(answer)).toEqual(Object.keys(bad).sort());
    for (const body of [[], 'text']) expect((await agent.patch(`/api/comments/${comment.id}`, body)).status).toBe(400);
    expect((await requester.comments(id)).items).toEqual([comment]);
    for (const missing of [newId(), 'x']) {
      expect((await agent.patch(`/api/comments/${missing}`, { content: 'x' })).status).toBe(404);
      expect((await agent.delete(`/api/comments/${missing}`)).status).toBe(404);
    }
  });
});

describe('an expected last comment', () => {
  it('refuses with the newer comments that the caller may see', async () => {
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

  it('lets one of several at once through', async () => {
    const { id } = await requester.createTicket();
    const first = await requester.comment(id);
    for (const expected of [null, first.id]) {
      const ticketId = expected === null ? (await requester.createTicket()).id : id;
      const answers = await Promise.all(
        [requester, agent, manager, admin].map((caller) =>
          caller.post(`/api/tickets/${ticketId}/comments`, { content: 'Me first', expected_last_comment_id: expected }),
        ),
      );
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    }
  });
});
