import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { FakeChat } from '../support/fake-chat.js';
import type { Json } from '../support/socket.js';
import { finished, plant } from '../support/webhooks.js';
import { until } from '../support/until.js';

const BURST = 50;
/** Whoever this calls would be called. */
const PINGS = '@everyone @here <@123456789012345678> <@&123456789012345678> <!channel> <!here> <!subteam^S123> <@U123>';

let running: RunningApp;
let admin: Account;
let chat: FakeChat;

beforeEach(async () => {
  running = await startApp({ WEBHOOK_RETRY_SCHEDULE: '20ms,20ms,20ms,20ms' });
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

  it('is taken whole by two URLs, at their pace, whatever they say it is; no attempt is spent by waiting', async () => {
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
    'ends at once when the webhook is %s: disabled, the rest held',
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

  it('is taken whole, at its pace, and pings nobody', async () => {
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

  it.each(['discord', 'slack'] as const)('is cut cleanly for %s', async (service) => {
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
