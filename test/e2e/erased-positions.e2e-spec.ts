import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Office } from '../support/office.js';
import { Receiver } from '../support/receiver.js';
import { closeSockets, connect, type Json } from '../support/socket.js';
import { until } from '../support/until.js';
import { finished } from '../support/webhooks.js';

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
  cursor = (await connect(office.running.url, { token: agent.access_token })).of('ready')[0].cursor;
  since = new Date(Date.now() - 1_000).toISOString();
  before = await office.call('POST /api/tickets', requester, { title: 'Before' });
  await office.settled();
  await office.running.dataSource.query(GAP_SQL, [GAP]);
  after = await office.call('POST /api/tickets', requester, { title: 'After' });
  await office.settled();
});
afterEach(closeSockets);
afterAll(async () => {
  await office.running.close();
  await receiver.stop();
});

describe('what stands behind many erased positions', () => {
  it('is read by whoever catches up over REST', async () => {
    const titles: string[] = [];
    let place = cursor;
    await until(async () => {
      const page = await office.call(`GET /api/events?after=${place}&types=ticket.created`, office.people.agent);
      titles.push(...page.items.map(({ data }: Json) => data.title));
      const isEnd = page.next_cursor === place;
      place = page.next_cursor;
      return isEnd;
    });
    expect(titles).toEqual(['Before', 'After']);
  });

  it('is replayed to a socket', async () => {
    const { agent } = office.people;
    const socket = await connect(office.running.url, { token: agent.access_token, rooms: ['tickets'], after: cursor });
    await socket.waitFor((self) => self.of('replayed').length > 0);
    const ids = socket.of('ticket.update').map(({ id }: Json) => id);
    expect(ids).toEqual([before.id, after.id]);
  });

  it('is recovered for an endpoint that missed it', async () => {
    const { admin } = office.people;
    const input = { name: 'Late', url: receiver.url, events: ['ticket.created'], owner_type: 'system' };
    const { id } = await office.call('POST /api/webhooks', admin, input);
    const dry = await office.call(`POST /api/webhooks/${id}/recover`, admin, { since, dry_run: true });
    expect(dry.count).toBe(2);
    await office.call(`POST /api/webhooks/${id}/recover`, admin, { since });
    await receiver.received(2);
    await finished(office.running);
    expect(receiver.requests.map(({ body }) => body.data.title)).toEqual(['Before', 'After']);
  });
});
