import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Person } from '../support/people/person.js';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { finished, plant } from '../support/receivers/webhooks.js';

describe('erasures', () => {
  let office: Office;
  let receiver: Receiver;
  let anna: Person;

  beforeAll(async () => {
    office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: '50ms,5s' });
    receiver = await Receiver.start();
    anna = await office.accounts.person('user', { name: 'Anna Ahlgren' });
    await office.takeNotifications();
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await office.close();
    await receiver.stop();
  });

  /** Every text of the log, the inboxes and the record of deliveries. */
  async function traces(text: string): Promise<string[]> {
    const tables = [
      'event_bodies',
      'notifications',
      'inbox_changes',
      'webhook_messages',
      'webhook_queue',
      'webhook_outcomes',
      'webhook_attempts',
      'attachments',
    ];
    const found: string[] = [];
    for (const table of tables) {
      const sql = `SELECT count(*)::int AS count FROM ${table} t WHERE strpos(t::text, $1) > 0`;
      const [row] = await office.dataSource.query<{ count: number }[]>(sql, [text]);
      if (row?.count !== 0) found.push(`${table}: ${row?.count}`);
    }
    return found;
  }

  async function upload(person: Person, ticketId: string): Promise<Json> {
    const form = new FormData();
    form.append('file', new Blob(['a private note']), 'note.txt');
    const response = await fetch(`${office.url}/api/tickets/${ticketId}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.access_token}` },
      body: form,
    });
    return response.json();
  }

  describe('the erasure of a person’s data', () => {
    let ticket: Json;
    let upload1: Json;
    let other: Json;
    let systemId: string;

    beforeAll(async () => {
      const { agent, requester, admin } = office.people;
      receiver.next.push((response) => response.writeHead(500).end('not now, Anna Ahlgren'));
      receiver.reply = (response, { text }) =>
        response.writeHead(200).end(text.includes(anna.id) ? 'thanks, Anna Ahlgren' : 'thanks');
      await plant(office, { owner_type: 'system', events: ['*'], url: receiver.url, name: 'Everything' });
      await plant(office, {
        owner_type: 'user',
        user_id: anna.id,
        events: ['*'],
        url: `${receiver.url}/anna`,
        name: 'Anna’s',
      });
      ticket = await anna.call('POST /api/tickets', { title: 'Printer' });
      await agent.call(`PATCH /api/tickets/${ticket.id}`, { assignee_id: agent.id });
      await office.comment(ticket, agent, { content: `Hello @[${anna.id}]` });
      await office.comment(ticket, anna, { content: 'It still smokes' });
      upload1 = await upload(anna, ticket.id);
      other = await requester.call('POST /api/tickets', { title: 'Another' });
      await office.settled();
      await finished(office);
      const { items } = await admin.call('GET /api/webhooks');
      systemId = items.find(({ name }: Json) => name === 'Everything').id;
    });

    it('is restricted to admins, for existing people', async () => {
      const { agent, requester, admin } = office.people;
      for (const as of [agent, requester, anna]) {
        const answer = await office.accounts.call(`DELETE /api/subjects/${anna.id}`, { as });
        expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
      }
      const manager = await office.accounts.person('manager');
      expect((await office.accounts.call(`DELETE /api/subjects/${anna.id}`, { as: manager })).status).toBe(403);
      expect((await office.accounts.call(`DELETE /api/subjects/${newId()}`, { as: admin })).status).toBe(404);
      expect(await traces('Anna Ahlgren')).not.toEqual([]);
    });

    it('leaves only counts, and returns them', async () => {
      const { admin, agent } = office.people;
      // Of the manager above, too.
      await finished(office);
      const before = await admin.call(`GET /api/webhooks/${systemId}/stats`);
      const cursor = (await office.connect(agent)).of('ready')[0].cursor;
      receiver.reply = 200;
      const receipt = await admin.call(`DELETE /api/subjects/${anna.id}`);
      expect(receipt).toMatchObject({ user_id: anna.id, attachments: 1, erased_at: expect.any(String) });
      for (const what of ['events', 'notifications', 'deliveries', 'attempts'])
        expect(receipt[what]).toBeGreaterThan(0);
      await office.settled();
      await finished(office);
      expect(await traces('Anna Ahlgren')).toEqual([]);
      // Clients that show the upload must learn that it is gone; that event has only the id of its maker.
      // The same of the account, the comment and the ticket, whose words are gone.
      expect(await traces(anna.id)).toEqual(['event_bodies: 4', 'webhook_messages: 1']);
      const gone = await office.accounts.call(`GET /api/attachments/${upload1.id}`, { as: agent });
      expect(gone.status).toBe(404);
      const after = await admin.call(`GET /api/webhooks/${systemId}/stats`);
      // What the erasure itself made known is all that was new.
      expect(after.successful).toBe(before.successful + 4);
      expect(await office.accounts.count('notifications WHERE user_id = $1', [anna.id])).toBe(0);
      const { items } = await agent.call('GET /api/notifications');
      expect(items.filter(({ data }: Json) => data === null)).not.toEqual([]);
      // Who reads on from before it misses nothing that is left.
      const socket = await office.connect(agent, { rooms: ['tickets'], after: cursor });
      await agent.call(`PATCH /api/tickets/${other.id}`, { priority: 'high' });
      await socket.waitFor((self) => self.of('ticket.update').length > 0);
    });

    it('leaves records about the erased person in a state that explains itself', async () => {
      const { admin, agent } = office.people;
      const { items } = await admin.call(`GET /api/webhooks/${systemId}/deliveries?type=comment.created`);
      const detail = await admin.call(`GET /api/webhooks/${systemId}/deliveries/${items[0].id}`);
      expect(detail).toMatchObject({ status: 'success', payload: null, response_body: null });
      const route = `POST /api/webhooks/${systemId}/deliveries/${items[0].id}/retry`;
      const retry = await office.accounts.call(route, { as: admin });
      expect([retry.status, retry.body.code]).toEqual([409, 'event_expired']);
      expect((await agent.call(`GET /api/tickets/${ticket.id}`)).title).toBe('Erased');
      const comments = await agent.call(`GET /api/tickets/${ticket.id}/comments`);
      expect(comments.items.map(({ content }: Json) => content)).not.toContain('It still smokes');
    });

    it('finds nothing when repeated', async () => {
      const again = () => office.people.admin.call(`DELETE /api/subjects/${anna.id}`);
      expect(await again()).toMatchObject({ events: 4, notifications: 0, attachments: 0 });
      const receipt = await again();
      expect(receipt).toMatchObject({ events: 0, notifications: 0, attachments: 0 });
    });

    it('cancels pending deliveries', async () => {
      receiver.reply = 500;
      const { admin } = office.people;
      const bea = await office.accounts.person('user', { name: 'Bea Berg' });
      await office.settled();
      const before = receiver.requests.length;
      await bea.call('POST /api/tickets', { title: 'Once more' });
      await receiver.received(before + 1);
      await admin.call(`DELETE /api/subjects/${bea.id}`);
      receiver.reply = 200;
      const rows = await finished(office);
      expect(rows.filter(({ state }) => state === 'cancelled')).not.toEqual([]);
      expect(await traces('Once more')).toEqual([]);
    });
  });
});

describe('positions of erased events', () => {
  /** More than any reader of the log takes at a time. */
  const GAP = 1_200;

  const GAP_SQL = `
  WITH head AS (UPDATE log_head SET position = position + $1::int RETURNING position)
  INSERT INTO event_log (position, event_id)
  SELECT head.position - n, gen_random_uuid() FROM head, generate_series(0, $1::int - 1) n`;

  let office: Office;
  let receiver: Receiver;
  let cursor: string;
  let since: string;
  let before: Json;
  let after: Json;

  /** The log as it is when somebody who did a lot at once was erased: positions without anything behind them. */
  beforeAll(async () => {
    office = await Office.open();
    receiver = await Receiver.start();
    const { agent, requester } = office.people;
    cursor = (await office.connect(agent)).of('ready')[0].cursor;
    since = new Date(Date.now() - 1_000).toISOString();
    before = await requester.call('POST /api/tickets', { title: 'Before' });
    await office.settled();
    await office.dataSource.query(GAP_SQL, [GAP]);
    after = await requester.call('POST /api/tickets', { title: 'After' });
    await office.settled();
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await office.close();
    await receiver.stop();
  });

  describe('an event after many erased positions', () => {
    it('is read by clients that catch up over REST', async () => {
      const titles: string[] = [];
      let place = cursor;
      await until(async () => {
        const page = await office.people.agent.call(`GET /api/events?after=${place}&types=ticket.created`);
        titles.push(...page.items.map(({ data }: Json) => data.title));
        const isEnd = page.next_cursor === place;
        place = page.next_cursor;
        return isEnd;
      });
      expect(titles).toEqual(['Before', 'After']);
    });

    it('is replayed to a socket', async () => {
      const { agent } = office.people;
      const socket = await office.connect(agent, { rooms: ['tickets'], after: cursor });
      await socket.waitFor((self) => self.of('replayed').length > 0);
      const ids = socket.of('ticket.update').map(({ id }: Json) => id);
      expect(ids).toEqual([before.id, after.id]);
    });

    it('is recovered for an endpoint that missed it', async () => {
      const { admin } = office.people;
      const input = { name: 'Late', url: receiver.url, events: ['ticket.created'], owner_type: 'system' };
      const { id } = await admin.call('POST /api/webhooks', input);
      const dry = await admin.call(`POST /api/webhooks/${id}/recover`, { since, dry_run: true });
      expect(dry.count).toBe(2);
      await admin.call(`POST /api/webhooks/${id}/recover`, { since });
      await receiver.received(2);
      await finished(office);
      expect(receiver.requests.map(({ body }) => body.data.title)).toEqual(['Before', 'After']);
    });
  });
});
