import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Comment } from '../../src/comments/comment.entity.js';
import { CATEGORIES, type Category } from '../../src/events/catalogue/event-definition.js';
import { EventLog } from '../../src/events/event-log.js';
import { LogTail } from '../../src/events/log-tail.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { until } from '../support/until.js';

let running: Stage;
let admin: Person;
let agent: Person;
let requester: Person;

beforeEach(async () => {
  running = await Stage.start();
  admin = await running.accounts.person('admin');
  agent = await running.accounts.person('agent');
  requester = await running.accounts.person('user');
});

afterEach(() => running.close());

interface LoggedItem {
  type: string;
  cursor: string;
  company_id: string | null;
  data: Record<string, unknown>;
  changes?: Record<string, unknown>;
  actor: { id: string | null; name: string; type: string };
}

async function call(route: string, as: Person, body?: unknown) {
  const answer = await running.accounts.call(route, { as, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What `viewer` finds in the log once it holds all that was written so far. */
async function log(viewer: Person, query = ''): Promise<LoggedItem[]> {
  await running.settled();
  return (await call(`GET /api/events?limit=200${query}`, viewer)).items;
}

const types = (items: LoggedItem[]) => items.map((item) => item.type);

describe('the recorder', () => {
  it('records one event per change, the update before its consequences', async () => {
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { assignee_id: agent.id, priority: 'high' });
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { priority: 'high' });
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { status: 'resolved' });
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { status: 'closed' });
    await call(`DELETE /api/tickets/${ticket.id}`, admin);

    const items = await log(admin, '&types=ticket.*');
    expect(types(items)).toEqual([
      'ticket.created',
      'ticket.updated',
      'ticket.assigned',
      'ticket.updated',
      'ticket.closed',
      'ticket.updated',
      'ticket.deleted',
    ]);
    expect(items[0]?.data).toEqual(ticket);
    expect(items[0]?.actor).toEqual({ id: requester.id, name: 'Some user', type: 'user' });
    expect(items[1]?.changes).toEqual({ assignee_id: [null, agent.id], priority: ['normal', 'high'] });
    expect(items[1]?.data).toMatchObject({ assignee_name: 'Some agent', version: 2 });
    expect(items[6]?.data).toMatchObject({ id: ticket.id, requester_id: requester.id, deleted: true });
  });

  it('returns growing cursors from which the log continues', async () => {
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    for (const content of ['a', 'b', 'c'])
      await call(`POST /api/tickets/${ticket.id}/comments`, requester, { content });
    const all = await log(requester);
    const cursors = all.map((item) => item.cursor);
    expect(cursors.toSorted()).toEqual(cursors);
    const page = await call(`GET /api/events?limit=2&types=comment.*`, requester);
    const rest = await call(`GET /api/events?types=comment.*&after=${page.next_cursor}`, requester);
    expect([...page.items, ...rest.items].map((item: LoggedItem) => item.data['content'])).toEqual(['a', 'b', 'c']);
    expect(rest.next_cursor).toEqual(expect.any(String));
  });

  it("records the company of the ticket's requester", async () => {
    const company = await running.accounts.company();
    const member = await running.accounts.person('user', { companyId: company.id });
    const ticket = await call('POST /api/tickets', member, { title: 'Printer' });
    const comment = await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'a' });
    await call(`PATCH /api/comments/${comment.id}`, agent, { content: 'b' });
    await call(`DELETE /api/comments/${comment.id}`, agent);
    const items = await log(admin, '&types=ticket.*,comment.*');
    expect(items.map((item) => item.company_id)).toEqual([company.id, company.id, company.id, company.id]);
  });

  it('drops rolled-back changes, savepoints included', async () => {
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    const comment = (content: string) => ({ ticketId: ticket.id, authorId: requester.id, content, internal: false });
    await running.dataSource.transaction(async (manager) => {
      await manager.save(manager.create(Comment, comment('kept')));
      await manager
        .transaction(async (nested) => {
          await nested.save(nested.create(Comment, comment('rolled back to the savepoint')));
          throw new Error('undo');
        })
        .catch(() => undefined);
      await manager.transaction((nested) => nested.save(nested.create(Comment, comment('kept too'))));
    });
    await running.dataSource
      .transaction(async (manager) => {
        await manager.save(manager.create(Comment, comment('rolled back')));
        throw new Error('undo');
      })
      .catch(() => undefined);
    const items = await log(requester, '&types=comment.*');
    expect(items.map((item) => item.data['content'])).toEqual(['kept', 'kept too']);
  });

  it('refuses writes that it cannot observe', async () => {
    const { id } = await call('POST /api/tickets', requester, { title: 'Printer' });
    const tickets = running.dataSource.getRepository(Ticket);
    await expect(tickets.update({ id }, { title: 'Silent' })).rejects.toThrow(/would make no event/);
    await expect(tickets.delete({ id })).rejects.toThrow(/would make no event/);
    const stale = await tickets.findOneByOrFail({ id });
    stale.title = 'One';
    await running.dataSource.transaction((manager) => manager.save(stale));
    const older = await tickets.findOneByOrFail({ id });
    await call(`PATCH /api/tickets/${id}`, agent, { title: 'Two' });
    older.title = 'Three';
    await expect(running.dataSource.transaction((manager) => manager.save(older))).rejects.toThrow(/lock and load/);
    expect((await call(`GET /api/tickets/${id}`, agent)).title).toBe('Two');
  });
});

describe('the visibility of the log', () => {
  it('hides tickets, notes and people from those who may not see them', async () => {
    const other = await running.accounts.person('user');
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'note', internal: true });
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'public' });

    expect(types(await log(other, '&types=ticket.*,comment.*'))).toEqual([]);
    const seen = await log(requester, '&types=ticket.*,comment.*');
    expect(seen.map((item) => item.data['content'] ?? item.type)).toEqual(['ticket.created', 'public']);
    expect((await log(agent, '&types=comment.*')).map((item) => item.data['content'])).toEqual(['note', 'public']);
    expect((await log(other, '&types=user.*')).map((item) => item.data['id'])).toEqual([other.id]);
  });

  it('shows a comment that becomes internal as deleted to the public and as updated to staff, and back', async () => {
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    const comment = await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'oops' });
    await call(`PATCH /api/comments/${comment.id}`, agent, { internal: true });
    expect(types(await log(requester, '&types=comment.*'))).toEqual(['comment.deleted']);
    expect(types(await log(agent, '&types=comment.*'))).toEqual(['comment.created', 'comment.updated']);
    await call(`PATCH /api/comments/${comment.id}`, agent, { internal: false });
    const seen = types(await log(requester, '&types=comment.*'));
    expect(seen.slice(-2)).toEqual(['comment.deleted', 'comment.created']);
    expect(types(await log(agent, '&types=comment.*'))).toEqual([
      'comment.created',
      'comment.updated',
      'comment.updated',
    ]);
  });

  it('reports the loss of a ticket once, only to people who lose it', async () => {
    const other = await running.accounts.person('user');
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    await call(`PATCH /api/tickets/${ticket.id}`, agent, { requester_id: other.id });
    expect(await log(requester, '&types=ticket.*')).toMatchObject([
      { type: 'ticket.deleted', data: { id: ticket.id, deleted: true } },
    ]);
    expect(types(await log(agent, '&types=ticket.*'))).toEqual(['ticket.created', 'ticket.updated']);
    await call(`POST /api/tickets/${ticket.id}/watchers`, agent, { user_id: requester.id });
    expect(types(await log(requester, '&types=ticket.*'))).toEqual(['ticket.created', 'ticket.updated']);
    await call(`DELETE /api/tickets/${ticket.id}/watchers/${requester.id}`, agent);
    expect(types(await log(requester, '&types=ticket.*'))).toContain('ticket.deleted');
  });
});

describe('the log over REST', () => {
  it('answers 400 to an invalid cursor and 410 to an expired or foreign one', async () => {
    const answer = (after: string) => running.accounts.call(`GET /api/events?after=${after}`, { as: admin });
    expect(await answer('rubbish')).toMatchObject({ status: 400, body: { errors: [{ field: 'after' }] } });
    await log(admin);
    const { next_cursor } = await call('GET /api/events', admin);
    const foreign = await answer(`0000000000${next_cursor.slice(10)}`);
    expect(foreign).toMatchObject({ status: 410, body: { code: 'cursor_expired' } });
    expect((await answer(foreign.body.cursor)).status).toBe(200);
    await running.dataSource.query('UPDATE log_head SET floor = position');
    expect((await answer(`${next_cursor.slice(0, 10)}.0000000000000001.9`)).status).toBe(410);
  });

  it('lists the catalogue with a schema that each example matches', async () => {
    const { default: Ajv } = await import('ajv/dist/2020.js');
    const ajv = new Ajv.default({ strict: false, formats: { uuid: true, 'date-time': true, email: true } });
    const { items } = await call('GET /api/event-types', requester);
    expect(items.length).toBeGreaterThan(10);
    for (const { name, schema, example, category, color, description } of items) {
      expect([name, ajv.validate(schema, example), ajv.errorsText()]).toEqual([name, true, 'No errors']);
      expect([name, typeof category, description !== '']).toEqual([name, 'string', true]);
      expect([name, color]).toEqual([name, CATEGORIES[category as Category].color]);
    }
    expect(items.some((item: { name: string }) => item.name === 'inbox.changed')).toBe(false);
  });
});

describe('several processes on one database', () => {
  it('give every event one position, in commit order and without gaps, from any dispatcher', async () => {
    const { database } = running;
    const second = await Stage.start({}, { database });
    try {
      const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
      const seen: number[] = [];
      const before = second.get(LogTail).position;
      const post = (url: string, index: number) =>
        fetch(`${url}/api/tickets/${ticket.id}/comments`, {
          method: 'POST',
          headers: { authorization: `Bearer ${agent.access_token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ content: `comment ${index}` }),
        });
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, index) => post(index % 2 === 0 ? running.url : second.url, index)),
      );
      expect(answers.every((answer) => answer.status === 201)).toBe(true);
      await running.settled();
      await until(() => second.get(LogTail).position === running.get(LogTail).position);
      const rows = await running.dataSource.query<{ position: string; event_id: string }[]>(
        'SELECT position, event_id FROM event_log ORDER BY position',
      );
      for (const row of rows) seen.push(Number(row.position));
      expect(seen).toEqual(seen.map((_, index) => index + 1));
      expect(new Set(rows.map((row) => row.event_id)).size).toBe(rows.length);
      expect(second.get(LogTail).position).toBeGreaterThanOrEqual(before + 60);
    } finally {
      await second.close();
    }
  });

  it('do not skip a batch that is dispatched while the log is read', async () => {
    const ticket = await call('POST /api/tickets', requester, { title: 'Printer' });
    await running.settled();
    const [tail, log] = [running.get(LogTail), running.get(EventLog)];
    const epoch = (await log.head()).epoch;
    const readPage = log.readPage.bind(log);
    log.readPage = async (...range) => {
      const page = await readPage(...range);
      log.readPage = readPage;
      await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'Meanwhile' });
      await until(async () => (await running.accounts.count('event_queue')) === 0);
      return page;
    };
    const before = tail.position;
    tail.wake();
    await until(() => tail.position > before);
    await running.settled();
    expect([tail.position, (await log.head()).epoch]).toEqual([(await log.head()).position, epoch]);
  });
});

describe('one event', () => {
  it('is readable by its id for people who may see it, as logged', async () => {
    await call('POST /api/tickets', requester, { title: 'Printer' });
    const event = (await log(requester, '&types=ticket.created'))[0] as LoggedItem & { id: string };
    expect(await call(`GET /api/events/${event.id}`, requester)).toEqual(event);
    const stranger = await running.accounts.person('user');
    for (const id of [event.id, crypto.randomUUID(), 'x']) {
      expect(await running.accounts.call(`GET /api/events/${id}`, { as: stranger })).toMatchObject({ status: 404 });
    }
  });

  it('is not found if it is an internal entry of the log', async () => {
    await call('POST /api/notifications/webhooks/test', requester);
    await running.settled();
    await call('POST /api/notifications/read-all', requester);
    await running.settled();
    const [hidden] = await running.dataSource.query<{ id: string }[]>(
      "SELECT id FROM event_bodies WHERE type = 'inbox.changed'",
    );
    expect(hidden).toBeDefined();
    expect((await running.accounts.call(`GET /api/events/${hidden?.id}`, { as: requester })).status).toBe(404);
  });
});
