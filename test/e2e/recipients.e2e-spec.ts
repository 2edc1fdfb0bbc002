import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account } from '../support/accounts.js';
import { Office } from '../support/office.js';

let office: Office;
let admin: Account;
let agent: Account;
let requester: Account;
let other: Account;

beforeEach(async () => {
  office = await Office.open();
  ({ admin, agent, requester, other } = office.people);
});

afterEach(() => office.running.close());

describe('who is told', () => {
  it('new_ticket: admins, but not the one who opened it', async () => {
    await office.call('POST /api/tickets', requester, { title: 'A' });
    expect(await office.told()).toEqual({ admin: ['new_ticket/admin'] });
    await office.call('POST /api/tickets', admin, { title: 'B' });
    expect(await office.told()).toEqual({});
  });

  it('comment_on_ticket: requester, assignee and watchers; admins only while nobody is assigned', async () => {
    const ticket = await office.newTicket();
    await office.comment(ticket, agent);
    expect(await office.told()).toEqual({
      admin: ['comment_on_ticket/admin'],
      requester: ['comment_on_ticket/requester'],
    });
    await office.call(`PATCH /api/tickets/${ticket.id}`, admin, { assignee_id: agent.id });
    await office.call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: other.id });
    await office.told();
    await office.comment(ticket, requester);
    expect(await office.told()).toEqual({
      agent: ['comment_on_ticket/assignee'],
      other: ['comment_on_ticket/watcher'],
    });
  });

  it('reply and mention come instead of comment_on_ticket, the mention before the reply', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const first = await office.comment(ticket, requester);
    await office.told();
    await office.comment(ticket, agent, { parent_id: first.id });
    expect(await office.told()).toEqual({ requester: ['reply_to_comment/reply'] });
    await office.comment(ticket, agent, { parent_id: first.id, content: `@[${requester.id}] @[${admin.id}] look` });
    expect(await office.told()).toEqual({ admin: ['mention/mention'], requester: ['mention/mention'] });
    await office.comment(ticket, agent, { content: `@[${other.id}] cannot see this` });
    expect(await office.told()).toEqual({ requester: ['comment_on_ticket/requester'] });
  });

  it('internal notes reach staff only', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: other.id });
    const note = await office.comment(ticket, admin, { internal: true, content: `@[${requester.id}] psst` });
    expect(await office.told()).toEqual({ agent: ['comment_on_ticket/assignee'] });
    await office.call(`PATCH /api/comments/${note.id}`, admin, { content: 'changed' });
    expect(await office.told()).toEqual({ agent: ['comment_updated/assignee'] });
    await office.call(`DELETE /api/comments/${note.id}`, admin);
    expect(await office.told()).toEqual({ agent: ['comment_deleted/assignee'] });
  });

  it('a comment that becomes internal is deleted for those who lose it and updated for staff', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const one = await office.comment(ticket, admin);
    await office.told();
    await office.call(`PATCH /api/comments/${one.id}`, admin, { internal: true });
    expect(await office.told()).toEqual({
      agent: ['comment_updated/assignee'],
      requester: ['comment_deleted/requester'],
    });
  });

  it('an assignment tells the new assignee once, and the removed one that the ticket changed', async () => {
    const ticket = await office.newTicket();
    await office.call(`PATCH /api/tickets/${ticket.id}`, admin, { assignee_id: agent.id });
    expect(await office.told()).toEqual({
      agent: ['ticket_assigned/assignee'],
      requester: ['ticket_updated/requester'],
    });
    await office.call(`PATCH /api/tickets/${ticket.id}`, requester, { title: 'Other' });
    expect(await office.told()).toEqual({ agent: ['ticket_updated/assignee'] });
    const second = await office.running.accounts.person('agent');
    await office.told();
    await office.call(`PATCH /api/tickets/${ticket.id}`, admin, { assignee_id: second.id });
    expect(await office.told()).toEqual({
      agent: ['ticket_updated/assignee'],
      requester: ['ticket_updated/requester'],
      [second.id]: ['ticket_assigned/assignee'],
    });
  });

  it('a deletion tells those who had a part in the ticket before', async () => {
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: other.id });
    await office.call(`DELETE /api/tickets/${ticket.id}`, admin);
    expect(await office.told()).toEqual({
      agent: ['ticket_deleted/assignee'],
      other: ['ticket_deleted/watcher'],
      requester: ['ticket_deleted/requester'],
    });
  });

  it('who has several parts is told once, who is inactive, muted or out of sight not at all', async () => {
    const ticket = await office.call('POST /api/tickets', agent, { title: 'Own' });
    await office.call(`PATCH /api/tickets/${ticket.id}`, agent, { assignee_id: agent.id });
    await office.call(`POST /api/tickets/${ticket.id}/watchers`, agent);
    await office.call(`POST /api/tickets/${ticket.id}/watchers`, admin, { user_id: other.id });
    await office.told();
    await office.comment(ticket, admin);
    expect(await office.told()).toEqual({
      agent: ['comment_on_ticket/assignee'],
      other: ['comment_on_ticket/watcher'],
    });
    await office.call(`PUT /api/tickets/${ticket.id}/mute`, other);
    await office.comment(ticket, admin);
    expect(await office.told()).toEqual({ agent: ['comment_on_ticket/assignee'] });
    await office.call(`DELETE /api/tickets/${ticket.id}/mute`, other);
    await office.call(`DELETE /api/tickets/${ticket.id}/watchers/${other.id}`, admin);
    await office.call(`POST /api/users/${agent.id}/deactivate`, admin);
    await office.told();
    await office.comment(ticket, admin);
    expect(await office.told()).toEqual({});
  });

  it('accounts: admins, but not the one who did it', async () => {
    const second = await office.running.accounts.person('admin');
    await office.told();
    const made = await office.call('POST /api/users', admin, { email: 'new@example.com', name: 'New', role: 'user' });
    expect(await office.told()).toEqual({ [second.id]: ['user_created/admin'] });
    await office.call(`POST /api/users/${made.id}/deactivate`, second);
    expect(await office.told()).toEqual({ admin: ['user_deactivated/admin'] });
  });
});
