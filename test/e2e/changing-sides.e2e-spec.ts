import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Office } from '../support/office.js';
import type { Account } from '../support/accounts.js';

describe('what changes sides', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  });

  afterAll(() => office.running.close());

  async function typesFor(person: Account, type: string): Promise<string[]> {
    await office.settled();
    const { items } = await office.call(`GET /api/events?limit=200&types=${type}`, person);
    return items.map((item: { type: string }) => item.type);
  }

  it('is shown to staff alone once a comment is internal again, also when its ticket is gone', async () => {
    const { admin, agent, requester } = office.people;
    const ticket = await office.newTicket();
    const first = await office.comment(ticket, agent, { content: 'a secret', internal: true });
    for (const internal of [false, true]) await office.call(`PATCH /api/comments/${first.id}`, agent, { internal });
    const second = await office.comment(ticket, agent, { content: 'another secret' });
    await office.call(`PATCH /api/comments/${second.id}`, agent, { internal: true });
    const third = await office.comment(ticket, agent, { content: 'nothing to hide' });
    for (const internal of [true, false]) await office.call(`PATCH /api/comments/${third.id}`, agent, { internal });

    const seen = ['comment.deleted', 'comment.deleted', 'comment.created', 'comment.deleted', 'comment.created'];
    expect(await typesFor(requester, 'comment.*')).toEqual(seen);
    await office.call(`DELETE /api/tickets/${ticket.id}`, admin);
    expect(await typesFor(requester, 'comment.*')).toEqual(seen);
    expect(await typesFor(agent, 'comment.created')).toHaveLength(3);
  });

  it('does not tell what a comment said while it was internal to those who see it now', async () => {
    const { agent, requester } = office.people;
    const ticket = await office.newTicket();
    const comment = await office.comment(ticket, agent, { content: 'between us', internal: true });
    await office.call(`PATCH /api/comments/${comment.id}`, agent, { content: 'for all', internal: false });
    await office.settled();
    const { items } = await office.call('GET /api/events?limit=200&types=comment.*', requester);
    expect(items.at(-1)).toMatchObject({ type: 'comment.created', data: { content: 'for all' } });
    expect(JSON.stringify(items)).not.toContain('between us');
    const history = await office.call(`GET /api/tickets/${ticket.id}/history`, requester);
    expect(JSON.stringify(history)).not.toContain('between us');
  });

  it('does not tell what a comment became to those who lose sight of it by the same write', async () => {
    const { agent, requester } = office.people;
    const ticket = await office.newTicket();
    const comment = await office.comment(ticket, agent, { content: 'oops' });
    await office.call(`PATCH /api/comments/${comment.id}`, agent, { internal: true, content: 'for us alone' });
    await office.settled();
    const { items } = await office.call('GET /api/events?limit=200&types=comment.*', requester);
    expect(items.at(-1)).toMatchObject({ type: 'comment.deleted', data: { id: comment.id } });
    expect(items.at(-1)).not.toHaveProperty('changes');
    expect(JSON.stringify(items)).not.toContain('for us alone');
  });

  it('nor does a ticket that goes to another requester', async () => {
    const { agent, requester } = office.people;
    const other = await office.running.accounts.person('user');
    const ticket = await office.newTicket();
    const body = { requester_id: other.id, title: 'not for everyone' };
    await office.call(`PATCH /api/tickets/${ticket.id}`, agent, body);
    await office.settled();
    const { items } = await office.call('GET /api/events?limit=200&types=ticket.*', requester);
    expect(items.at(-1)).toMatchObject({ type: 'ticket.deleted', data: { id: ticket.id } });
    for (const secret of ['not for everyone', other.id]) expect(JSON.stringify(items)).not.toContain(secret);
  });
});
