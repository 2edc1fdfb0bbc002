import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { deliveries, finished } from '../support/receivers/webhooks.js';

/** PostgreSQL refuses a row with it: a stand-in for whatever a receiver finds that the tables do not take. */
const REFUSED = 'refused by the table';
const ODD_ANSWERS: [string, string][] = [
  ['a U+0000', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\na\0b\0c'],
  ['bytes that are not UTF-8', 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n\xff\xfe\xc3\x28'],
  ['a lone surrogate', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\xed\xa0\x80'],
  ['a long text in a header', `HTTP/1.1 200 OK\r\nx-note: ${'\xe9'.repeat(8_000)}\r\ncontent-length: 0\r\n\r\n`],
  ['a status without a meaning', 'HTTP/1.1 999 \xff\xfe\r\ncontent-length: 0\r\n\r\n'],
  ['a wait past any number', 'HTTP/1.1 429 No\r\nretry-after: 1e300\r\ncontent-length: 0\r\n\r\n'],
  ['a wait that is none', 'HTTP/1.1 503 No\r\nretry-after: -9223372036854775809\r\ncontent-length: 0\r\n\r\n'],
];

let running: Stage;
let receiver: Receiver;
let agent: Person;

beforeEach(async () => {
  running = await Stage.start({ WEBHOOK_RATE_LIMIT: '0', WEBHOOK_ENDPOINT_CONCURRENCY: '64' });
  receiver = await Receiver.start();
  agent = await running.accounts.person('admin');
});

afterEach(async () => {
  await receiver.stop();
  await running.close();
});

async function call(route: string, body?: unknown): Promise<Json> {
  const answer = await running.accounts.call(route, { as: agent, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const makeEndpoint = (fields: object = {}) =>
  call('POST /api/webhooks', { url: receiver.url, events: ['ticket.created'], max_attempts: 1, ...fields });

const makeTickets = (titles: readonly string[]) =>
  Promise.all(titles.map((title) => call('POST /api/tickets', { title })));

const honest = (count: number) => Array.from({ length: count }, (_, n) => `honest ${n}`);

/** By the title of its ticket. */
async function delivery(title: string): Promise<Json> {
  const [row] = await running.dataSource.query<Json[]>(
    `SELECT d.* FROM webhook_deliveries d JOIN event_bodies b ON b.id = d.event_id WHERE b.data LIKE $1`,
    [`%"title":"${title}"%`],
  );
  return row;
}

const states = async () => sorted((await deliveries(running)).map(({ state }) => state));
const sentTitles = () => sorted(receiver.requests.map(({ body }) => body.data.title));

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort();
}

describe('one faulty entry among the deliveries', () => {
  it('with an odd response does not affect the record of other successes', async () => {
    await makeEndpoint();
    receiver.reply = (response, { body }) => {
      const odd = ODD_ANSWERS.find(([title]) => title === body.data.title);
      if (odd === undefined) response.writeHead(200).end();
      else response.socket?.end(Buffer.from(odd[1], 'latin1'));
    };
    await makeTickets([...honest(50), ...ODD_ANSWERS.map(([title]) => title)]);
    await until(async () => (await states()).filter((state) => state === 'success').length >= 50);
    for (const title of honest(50)) expect([title, (await delivery(title)).state]).toEqual([title, 'success']);
    await until(async () => !(await states()).includes('pending'), { describe: () => receiver.requests.length });
  });

  it('with a result that the table rejects becomes a failure with a reason; all others are recorded', async () => {
    for (const table of ['webhook_queue', 'webhook_outcomes']) {
      await running.dataSource.query(
        `ALTER TABLE ${table} ADD CONSTRAINT trial CHECK (response_body IS NULL OR response_body <> '${REFUSED}')`,
      );
    }
    await makeEndpoint({ max_attempts: 5 });
    receiver.reply = (response, { body }) => {
      if (body.data.title === 'bad success') response.writeHead(200).end(REFUSED);
      // It would be due again within the minute, and hold back what comes after it.
      else if (body.data.title === 'bad failure') response.writeHead(500).end(REFUSED);
      else response.writeHead(200).end();
    };
    await makeTickets([...honest(25), 'bad success', 'bad failure', ...honest(50).slice(25)]);
    const rows = await finished(running);
    expect(rows.filter(({ state }) => state === 'success')).toHaveLength(50);
    for (const title of ['bad success', 'bad failure']) {
      expect(await delivery(title)).toMatchObject({
        state: 'failed',
        response_body: null,
        due_at: null,
        error: expect.stringMatching(/^The result of the attempt could not be stored: .*"trial"/),
      });
    }
    expect(receiver.requests).toHaveLength(52);
    await makeTickets(['afterwards']);
    await until(async () => (await delivery('afterwards'))?.state === 'success');
  });

  it('with an unreadable stored event fails alone; the 19 others of the lane are sent', async () => {
    const { id } = await makeEndpoint();
    await call(`POST /api/webhooks/${id}/disable`);
    await makeTickets(['bad', ...honest(19)]);
    await until(async () => (await deliveries(running)).length === 20);
    await running.dataSource.query(`UPDATE event_bodies SET actor = '{' WHERE data LIKE '%"title":"bad"%'`);
    await call(`POST /api/webhooks/${id}/enable`);
    await finished(running);
    expect(await states()).toEqual(['failed', ...Array.from({ length: 19 }, () => 'success')]);
    expect(await delivery('bad')).toMatchObject({
      error: expect.stringMatching(/^The message could not be made: .*cannot be read/),
    });
    expect(sentTitles()).toEqual(sorted(honest(19)));
  });

  it('in a recovery is counted when the queue rejects it, and the others are sent', async () => {
    const [bad] = await makeTickets(['bad', ...honest(5)]);
    await running.settled();
    await running.dataSource.query(
      `ALTER TABLE webhook_messages ADD CONSTRAINT trial CHECK (ordering_key <> '${bad?.id}')`,
    );
    const { id } = await makeEndpoint({ filter: "data.title != ''" });
    const { job_id: job } = await call(`POST /api/webhooks/${id}/recover`, { since: '2026-01-01T00:00:00Z' });
    await until(async () => (await call(`GET /api/webhooks/${id}/recover/${job}`)).status === 'done');
    await finished(running);
    expect(await call(`GET /api/webhooks/${id}/recover/${job}`)).toMatchObject({ resent: 5, failed: 1 });
    expect(sentTitles()).toEqual(honest(5));
  });
});
