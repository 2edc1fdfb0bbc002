import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Office } from '../support/office.js';
import type { Account } from '../support/accounts.js';

describe('a comment that was public for a while', () => {
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

  it('is shown to staff alone once it is internal again, also when its ticket is gone', async () => {
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

  it('does not tell what it said while it was internal to those who see it now', async () => {
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
});
