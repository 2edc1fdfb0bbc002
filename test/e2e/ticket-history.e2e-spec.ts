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

describe('the history of a ticket', () => {
  it('has what happened, newest first, with what changed; internal notes only for staff', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent, { internal: true, content: 'secret' });
    await office.comment(ticket, agent, { content: 'public' });
    await office.call(`PATCH /api/tickets/${ticket.id}`, agent, { status: 'closed' });
    const route = `GET /api/tickets/${ticket.id}/history`;
    const types = async (as: Account) => (await office.call(route, as)).items.map(({ type }: Json) => type);
    const shared = ['ticket.assigned', 'ticket.updated', 'ticket.created'];
    expect(await types(agent)).toEqual([
      'ticket.closed',
      'ticket.updated',
      'comment.created',
      'comment.created',
      ...shared,
    ]);
    expect(await types(requester)).toEqual(['ticket.closed', 'ticket.updated', 'comment.created', ...shared]);
    expect(JSON.stringify(await office.call(route, requester))).not.toContain('secret');
    const [, updated] = (await office.call(route, requester)).items;
    expect(updated).toMatchObject({ actor: { id: agent.id }, changes: { status: ['open', 'closed'] } });
  });

  it('comes in pages that are full whatever the reader may not see', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    for (let i = 0; i < 4; i += 1) {
      await office.comment(ticket, agent, { internal: true });
      await office.comment(ticket, agent, { content: String(i) });
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Json = await office.call(`GET /api/tickets/${ticket.id}/history?limit=3${query}`, requester);
      expect(page.items.length).toBe(page.next_cursor === null ? 1 : 3);
      seen.push(...page.items.map(({ data }: Json) => data.content ?? data.status));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(['3', '2', '1', '0', 'open', 'open', 'open']);
  });

  it('is nobody else’s, and refuses rubbish', async () => {
    const ticket = await office.newTicket();
    const ask = (as: Account, query = '') =>
      office.running.accounts.call(`GET /api/tickets/${ticket.id}/history${query}`, { as });
    expect((await ask(other)).status).toBe(404);
    expect((await ask(admin)).status).toBe(200);
    expect(wrongFields(await ask(admin, '?limit=0&foo=1'))).toEqual(['foo', 'limit']);
    expect(wrongFields(await ask(admin, '?cursor=x'))).toEqual(['cursor']);
  });
});

describe('a new company', () => {
  it('is told to staff in the room companies, and to nobody who may not join it', async () => {
    const staff = await connect(office.running.url, { token: agent.access_token, rooms: ['companies'] });
    const user = await connect(office.running.url, { token: other.access_token });
    expect(await user.send('join', { room: 'companies' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const company = await office.call('POST /api/companies', admin, { name: 'Acme' });
    await staff.waitFor(() => staff.of('company.update').length === 1);
    expect(staff.of('company.update')[0]).toMatchObject({ event: 'company.created', id: company.id, data: company });
    expect(user.of('company.update')).toEqual([]);
    expect((await office.call('GET /api/events?types=company.*', other)).items).toEqual([]);
  });
});
