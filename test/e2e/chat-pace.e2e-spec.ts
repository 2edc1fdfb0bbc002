import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Office } from '../support/office.js';
import { Receiver } from '../support/receiver.js';
import type { Json } from '../support/socket.js';
import { finished, plant } from '../support/webhooks.js';
import { until } from '../support/until.js';

let office: Office;
let chat: Receiver;

beforeEach(async () => {
  office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: '50ms,50ms' });
  chat = await Receiver.start();
});

afterEach(async () => {
  await office.running.close();
  await chat.stop();
});

const endpoint = (url = chat.url, name = 'Chat') =>
  plant(office.running, { owner_type: 'system', events: ['ticket.created'], payload_format: 'discord', url, name });

async function openTickets(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await office.call('POST /api/tickets', office.people.requester, { title: `Ticket ${i}` });
  }
}

describe('a chat service', () => {
  it('is called one by one per URL, and not before the time that it names, without an attempt spent', async () => {
    let open = 0;
    let allowedAtMs = 0;
    let refusals = 0;
    const early: number[] = [];
    chat.reply = (response) => {
      open += 1;
      expect(open).toBe(1);
      if (performance.now() < allowedAtMs) early.push(allowedAtMs - performance.now());
      const isRefused = chat.requests.length % 4 === 3;
      if (isRefused) {
        refusals += 1;
        allowedAtMs = performance.now() + 123;
        response.writeHead(429, { 'content-type': 'application/json' });
      } else {
        response.writeHead(204);
      }
      setImmediate(() => {
        open -= 1;
        response.end(isRefused ? JSON.stringify({ message: 'limited', retry_after: 0.123, global: false }) : undefined);
      });
    };
    await endpoint();
    await endpoint(chat.url, 'The same URL');
    await openTickets(6);
    const rows = await finished(office.running);
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual(rows.map(() => ['success', 1]));
    expect(rows).toHaveLength(12);
    expect(refusals).toBeGreaterThan(0);
    expect(early).toEqual([]);
    expect(new Set(chat.requests.map(({ body }) => body.embeds[0].title)).size).toBe(6);
  });

  it('that has used up its limit is left alone until it is reset', async () => {
    let resetAtMs = 0;
    chat.reply = (response) => {
      expect(performance.now()).toBeGreaterThanOrEqual(resetAtMs);
      resetAtMs = performance.now() + 100;
      response.writeHead(204, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.1' }).end();
    };
    await endpoint();
    await openTickets(4);
    expect((await finished(office.running)).map(({ state }) => state)).toEqual(Array(4).fill('success'));
  });

  it('whose errors are final gets no second try; one that is not there any more is disabled', async () => {
    let tries = 0;
    chat.reply = (response, { body }) => {
      const title: string = body.embeds[0].title;
      if (title.endsWith('0')) response.writeHead(400).end('{"message":"bad"}');
      else if (title.endsWith('2')) response.writeHead(404).end();
      else response.writeHead((tries += 1) === 1 ? 500 : 204, { 'content-type': 'text/html' }).end('<html>oops</html>');
    };
    await endpoint();
    await openTickets(2);
    const [first, second] = await finished(office.running);
    expect([first, second].map(({ state, tries: made }) => [state, made])).toEqual([
      ['failed', 1],
      ['success', 2],
    ]);
    await office.call('POST /api/tickets', office.people.requester, { title: 'Ticket 2' });
    await until(
      async () =>
        (await office.running.dataSource.query<Json[]>('SELECT active FROM webhook_endpoints'))[0]?.active === false,
    );
    expect((await finished(office.running)).at(-1)).toMatchObject({ state: 'failed', tries: 1 });
  });
});
