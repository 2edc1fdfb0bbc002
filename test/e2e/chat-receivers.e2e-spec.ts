import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { FakeChat } from '../support/receivers/fake-chat.js';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { finished, plant } from '../support/receivers/webhooks.js';

describe('the rate limits of chat services', () => {
  let office: Office;
  let chat: Receiver;

  beforeEach(async () => {
    office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: '50ms,50ms' });
    chat = await Receiver.start();
  });

  afterEach(async () => {
    await office.close();
    await chat.stop();
  });

  const endpoint = (url = chat.url, name = 'Chat') =>
    plant(office, { owner_type: 'system', events: ['ticket.created'], payload_format: 'discord', url, name });

  async function openTickets(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      await office.people.requester.call('POST /api/tickets', { title: `Ticket ${i}` });
    }
  }

  describe('a chat service', () => {
    it('gets one request at a time per URL, not before the time it names, at no cost in attempts', async () => {
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
          response.end(
            isRefused ? JSON.stringify({ message: 'limited', retry_after: 0.123, global: false }) : undefined,
          );
        });
      };
      await endpoint();
      await endpoint(chat.url, 'The same URL');
      await openTickets(6);
      const rows = await finished(office);
      expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual(rows.map(() => ['success', 1]));
      expect(rows).toHaveLength(12);
      expect(refusals).toBeGreaterThan(0);
      expect(early).toEqual([]);
      expect(new Set(chat.requests.map(({ body }) => body.embeds[0].title)).size).toBe(6);
    });

    it('that has used up its limit gets no request until the limit resets', async () => {
      let resetAtMs = 0;
      chat.reply = (response) => {
        expect(performance.now()).toBeGreaterThanOrEqual(resetAtMs);
        resetAtMs = performance.now() + 100;
        response.writeHead(204, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.1' }).end();
      };
      await endpoint();
      await openTickets(4);
      expect((await finished(office)).map(({ state }) => state)).toEqual(Array(4).fill('success'));
    });

    it('with a final error gets no second attempt, and is disabled if it no longer exists', async () => {
      let tries = 0;
      chat.reply = (response, { body }) => {
        const title: string = body.embeds[0].title;
        if (title.endsWith('0')) response.writeHead(400).end('{"message":"bad"}');
        else if (title.endsWith('2')) response.writeHead(404).end();
        else
          response.writeHead((tries += 1) === 1 ? 500 : 204, { 'content-type': 'text/html' }).end('<html>oops</html>');
      };
      await endpoint();
      await openTickets(2);
      const [first, second] = await finished(office);
      expect([first, second].map(({ state, tries: made }) => [state, made])).toEqual([
        ['failed', 1],
        ['success', 2],
      ]);
      await office.people.requester.call('POST /api/tickets', { title: 'Ticket 2' });
      await until(
        async () =>
          (await office.dataSource.query<Json[]>('SELECT active FROM webhook_endpoints'))[0]?.active === false,
      );
      expect((await finished(office)).at(-1)).toMatchObject({ state: 'failed', tries: 1 });
    });
  });
});

describe('a burst for a chat service', () => {
  const BURST = 50;
  /** What would ping people if the service took it as a mention. */
  const PINGS =
    '@everyone @here <@123456789012345678> <@&123456789012345678> <!channel> <!here> <!subteam^S123> <@U123>';

  let running: Stage;
  let admin: Person;
  let chat: FakeChat;

  beforeEach(async () => {
    running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '20ms,20ms,20ms,20ms' });
    admin = await running.accounts.person('admin');
  });
  afterEach(async () => {
    await running.close();
    await chat.stop();
  });

  const listen = (format: string, url = chat.url(), name = url) =>
    plant(running, { owner_type: 'system', events: ['project.updated'], payload_format: format, url, name });

  async function tell(data: object): Promise<void> {
    const answer = await running.accounts.call('POST /api/events', {
      as: admin,
      body: { type: 'project.updated', data },
    });
    if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  }

  async function burst(): Promise<void> {
    for (let i = 0; i < BURST; i += 1) await tell({ id: `p-${i}`, name: `Project ${i}`, message: `${PINGS} ${i}` });
  }

  const outcomes = async (count: number): Promise<string[]> => {
    await until(async () => (await finished(running)).length >= count, { timeoutMs: 30_000 });
    const rows = await finished(running);
    return [...new Set(rows.map(({ state, attempts }) => `${state} ${attempts}`))].toSorted();
  };

  describe('a burst of 50 to Discord', () => {
    beforeEach(async () => {
      chat = await FakeChat.start('discord');
    });

    it('reaches two URLs in full at their own rate, and waiting costs no attempt', async () => {
      await listen('discord');
      await listen('discord', chat.url('two'));
      chat.troubles.push('shared', 'route', 'global', 'header');
      await burst();
      expect(await outcomes(2 * BURST)).toEqual(['success 1']);
      expect(chat.broken).toEqual([]);
      expect(chat.refusals).toBeGreaterThanOrEqual(4);
      expect(new Set(chat.accepted.map(({ url, body }) => `${url} ${body.embeds[0].title}`)).size).toBe(2 * BURST);
      for (const { body } of chat.accepted) {
        expect(body.allowed_mentions).toEqual({ parse: [] });
        expect(body.content).toBeUndefined();
      }
    });

    it('survives error pages, each of which costs an attempt', async () => {
      await listen('discord');
      chat.troubles.push('page', 'gateway', 'page');
      await burst();
      const seen = await outcomes(BURST);
      expect(seen.every((outcome) => outcome.startsWith('success'))).toBe(true);
      expect(seen).not.toEqual(['success 1']);
      expect(chat.broken).toEqual([]);
      expect(chat.accepted).toHaveLength(BURST);
    });

    it.each(['gone', 'unauthorized'] as const)(
      'stops when the webhook is %s: disabled, the rest held',
      async (trouble) => {
        await listen('discord');
        chat.troubles.push(trouble);
        await burst();
        await until(async () => {
          const [row] = await running.dataSource.query<Json[]>('SELECT active FROM webhook_endpoints');
          return row?.active === false;
        });
        const states = async () => {
          const rows = await running.dataSource.query<Json[]>('SELECT state, attempts FROM webhook_deliveries');
          return rows.filter(({ state }) => state === 'failed').map(({ attempts }) => attempts);
        };
        await until(async () => (await states()).length === 1);
        expect(await states()).toEqual([1]);
        expect(chat.accepted.length).toBeLessThan(BURST);
        expect(chat.broken).toEqual([]);
      },
    );
  });

  describe('a burst of 50 to Slack', () => {
    beforeEach(async () => {
      chat = await FakeChat.start('slack');
      chat.limit = { messages: 20, windowMs: 100 };
    });

    it('is delivered in full at its rate, and mentions no user', async () => {
      await listen('slack');
      chat.troubles.push('header', 'page');
      await burst();
      const seen = await outcomes(BURST);
      expect(seen).toEqual(['success 1', 'success 2']);
      expect(chat.broken).toEqual([]);
      expect(chat.accepted).toHaveLength(BURST);
      for (const { body } of chat.accepted) expect(JSON.stringify(body)).not.toMatch(/<[!@#]/);
    });
  });

  describe('a message at the limits', () => {
    /** Around each limit, a character that is two units long wherever the cut may fall, and markup that must not be torn. */
    const lengths = [150, 256, 1_024, 2_000, 2_048, 3_000, 4_096, 6_000].flatMap((most) => [
      most - 1,
      most,
      most + 1,
      most + 2,
    ]);
    const whole = (text: string) => text.replace(/[\uD800-\uDBFF]$/, '');
    const texts = (filler: string) => lengths.map((length) => whole(`x${filler.repeat(length)}`.slice(0, length)));
    const messages = [...texts('🚀'), ...texts('<&>'), ...texts('**a** ')];

    it.each(['discord', 'slack'] as const)('is truncated cleanly for %s', async (service) => {
      chat = await FakeChat.start(service);
      chat.limit = { messages: 1_000, windowMs: 60_000 };
      await listen(service);
      for (const [index, text] of messages.entries()) {
        await tell({
          id: `m-${index}`,
          name: text,
          message: text,
          [`field ${whole(text.slice(0, 300))}`]: text,
          other: text,
        });
      }
      expect(await outcomes(messages.length)).toEqual(['success 1']);
      expect(chat.broken).toEqual([]);
      expect(chat.accepted).toHaveLength(messages.length);
    });
  });
});
