import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { TicketAnswer } from '../../src/tickets/tickets.answers.js';
import { Accounts, type Cast, watchedTicket } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

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

describe('creating a ticket', () => {
  it('returns the whole ticket and its ETag, with the company of the requester', async () => {
    const fields = { title: '  Printer  ', description: 'It burns', priority: 'high', tags: ['fire', ' fire ', 'hot'] };
    const answer = await requester.post<TicketAnswer>('/api/tickets', fields);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toEqual({
      id: expect.any(String),
      number: expect.any(Number),
      title: 'Printer',
      description: 'It burns',
      status: 'open',
      priority: 'high',
      tags: ['fire', 'hot'],
      requester_id: requester.id,
      requester_name: 'Rita Requester',
      assignee_id: null,
      assignee_name: null,
      company_id: cast.acme.id,
      version: 1,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      resolved_at: null,
      closed_at: null,
    });
    expect(await requester.ticket(answer.body.id)).toEqual(answer.body);
  });

  it('lets staff set requester and assignee', async () => {
    const ticket = await agent.createTicket({ requester_id: requester.id, assignee_id: agent.id });
    expect(ticket).toMatchObject({
      requester_id: requester.id,
      requester_name: 'Rita Requester',
      company_id: cast.acme.id,
      assignee_id: agent.id,
      assignee_name: 'Ada Agent',
    });
    expect(await requester.ticket(ticket.id)).toEqual(ticket);
  });

  it('refuses requester and assignee from anyone else, naming the fields', async () => {
    for (const caller of [requester, manager]) {
      const answer = await caller.post('/api/tickets', {
        title: 'x',
        assignee_id: agent.id,
        requester_id: requester.id,
      });
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('forbidden');
      expect(answer.body.detail).toContain('assignee_id, requester_id');
    }
  });

  it('refuses people who may not be requester or assignee', async () => {
    const gone = await desk.person('agent');
    await desk.change(gone, { active: false });
    const unknown = { title: 'x', requester_id: newId(), assignee_id: newId() };
    expect(wrongFields(await agent.post('/api/tickets', unknown))).toEqual(['assignee_id', 'requester_id']);
    const inactive = { title: 'x', requester_id: gone.id, assignee_id: gone.id };
    expect(wrongFields(await agent.post('/api/tickets', inactive))).toEqual(['assignee_id', 'requester_id']);
    const notStaff = { title: 'x', assignee_id: manager.id };
    expect(wrongFields(await agent.post('/api/tickets', notStaff))).toEqual(['assignee_id']);
  });

  it('names every invalid field and writes nothing', async () => {
    const before = await desk.count('tickets');
    const bad = {
      title: '   ',
      description: 'x'.repeat(50_001),
      priority: 'huge',
      tags: ['a', ''],
      assignee_id: 'me',
      requester_id: null,
      status: 'closed',
      colour: 'red',
    };
    expect(wrongFields(await agent.post('/api/tickets', bad))).toEqual(Object.keys(bad).sort());
    const long = { title: 'x'.repeat(201), tags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) };
    expect(wrongFields(await agent.post('/api/tickets', long))).toEqual(['tags', 'title']);
    expect(wrongFields(await agent.post('/api/tickets', { title: 7, tags: 'a', description: null }))).toEqual([
      'description',
      'tags',
      'title',
    ]);
    expect(wrongFields(await agent.post('/api/tickets', {}))).toEqual(['title']);
    for (const body of [[], [{}], 'text', 7, null]) expect((await agent.post('/api/tickets', body)).status).toBe(400);
    expect(await desk.count('tickets')).toBe(before);
  });
});

describe('seeing a ticket', () => {
  it('is open to staff, requester, watchers and managers of its company; for others it does not exist', async () => {
    const { id } = await watchedTicket(cast);
    for (const caller of [admin, agent, manager, requester, watcher]) {
      expect((await caller.get(`/api/tickets/${id}`)).status).toBe(200);
    }
    const answer = await stranger.get(`/api/tickets/${id}`);
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('not_found');
  });

  it('returns the version as ETag and the names of the people', async () => {
    const { id } = await agent.createTicket({ requester_id: requester.id, assignee_id: agent.id });
    const answer = await requester.get<TicketAnswer>(`/api/tickets/${id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({ requester_name: 'Rita Requester', assignee_name: 'Ada Agent' });
  });

  it('answers 404 to malformed ids', async () => {
    for (const id of [newId(), 'x', '%00', "';--"]) {
      expect((await agent.get(`/api/tickets/${id}`)).status).toBe(404);
      expect((await agent.patch(`/api/tickets/${id}`, { title: 'x' })).status).toBe(404);
      expect((await admin.delete(`/api/tickets/${id}`)).status).toBe(404);
    }
  });
});

describe('deleting a ticket', () => {
  it('is restricted to admins, and removes comments and watchers with it', async () => {
    const { id } = await watchedTicket(cast);
    await requester.comment(id);
    for (const caller of [agent, manager, requester, watcher]) {
      const answer = await caller.delete(`/api/tickets/${id}`);
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'forbidden' });
    }
    expect((await stranger.delete(`/api/tickets/${id}`)).status).toBe(404);
    expect((await admin.delete(`/api/tickets/${id}`)).status).toBe(204);
    for (const path of [`/api/tickets/${id}`, `/api/tickets/${id}/comments`, `/api/tickets/${id}/watchers`]) {
      expect((await admin.get(path)).status).toBe(404);
    }
  });
});
