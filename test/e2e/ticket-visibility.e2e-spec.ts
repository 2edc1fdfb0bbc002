import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assert, asyncProperty, constantFrom, record } from 'fast-check';
import { maySee, ROLES, type Viewer } from '../../src/common/visibility.js';
import { loadTicketAccess, ticketsVisibleTo } from '../../src/tickets/ticket-access.js';
import { TicketWatcher } from '../../src/tickets/ticket-watcher.entity.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import {
  mayEditTicket,
  mayEditTicketField,
  ticketVisibility,
  TICKET_FIELDS,
  type TicketAccess,
} from '../../src/tickets/tickets.policy.js';
import { User } from '../../src/users/user.entity.js';
import { startApp } from '../support/app.js';
import { Desk } from '../support/desk.js';

let app: Awaited<ReturnType<typeof startApp>>;
let desk: Desk;
let viewers: Viewer[];
let tickets: Map<string, TicketAccess>;

/** Everybody of every role in and outside of two companies, and tickets of each with every one of the others watching. */
beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  const { manager } = desk.dataSource;
  const companies = [null, (await desk.company('One')).id, (await desk.company('Two')).id];
  const people = ROLES.flatMap((role) => companies.map((companyId) => ({ role, companyId })));
  viewers = await manager.transaction((transaction) =>
    transaction.save(
      people.map(({ role, companyId }, index) =>
        Object.assign(new User(), { role, companyId, email: `${index}@example.com`, name: `Person ${index}` }),
      ),
    ),
  );
  const blank = { title: 'T', description: '', status: 'open' as const, priority: 'low' as const, tags: [] };
  const made = await manager.transaction((transaction) =>
    transaction.save(
      viewers.map(({ id, companyId }) => Object.assign(new Ticket(), { ...blank, requesterId: id, companyId })),
    ),
  );
  await manager.transaction((transaction) =>
    transaction.save(
      made.flatMap(({ id: ticketId }, index) =>
        viewers
          .filter((_viewer, other) => (index + other) % 3 === 0)
          .map(({ id: userId }) => Object.assign(new TicketWatcher(), { ticketId, userId })),
      ),
    ),
  );
  tickets = await loadTicketAccess(
    manager,
    made.map(({ id }) => id),
  );
});

afterAll(() => app?.close());

describe('who may see a ticket', () => {
  it('is the same in lists as in the policy, for everyone and every ticket', async () => {
    expect(tickets.size).toBe(viewers.length);
    for (const viewer of viewers) {
      const expected = [...tickets.values()].filter((ticket) => maySee(viewer, ticketVisibility(ticket)));
      expect(await listed(viewer)).toEqual(expected.map(({ id }) => id).sort());
    }
  });

  it('stays the same when people change role and company', async () => {
    const companyIds = [null, ...new Set([...tickets.values()].flatMap(({ companyId }) => companyId ?? []))];
    const changed = record({
      id: constantFrom(...viewers.map(({ id }) => id)),
      role: constantFrom(...ROLES),
      companyId: constantFrom(...companyIds),
    });
    const agree = asyncProperty(changed, async (viewer) => {
      const expected = [...tickets.values()].filter((ticket) => maySee(viewer, ticketVisibility(ticket)));
      expect(await listed(viewer)).toEqual(expected.map(({ id }) => id).sort());
    });
    await assert(agree, { numRuns: 100 });
  });

  it('is wider than who may change it, and nobody changes what he does not see', () => {
    for (const viewer of viewers) {
      for (const ticket of tickets.values()) {
        const sees = maySee(viewer, ticketVisibility(ticket));
        const edits = TICKET_FIELDS.filter((field) => mayEditTicketField(viewer, ticket, field));
        if (!sees) expect(edits).toEqual([]);
        expect(edits.length > 0).toBe(mayEditTicket(viewer, ticket));
      }
    }
  });

  async function listed(viewer: Viewer): Promise<string[]> {
    const visible = ticketsVisibleTo(viewer, 'ticket');
    const rows = await desk.dataSource
      .createQueryBuilder(Ticket, 'ticket')
      .where(visible.sql, visible.parameters)
      .getMany();
    return rows.map(({ id }) => id).sort();
  }
});
