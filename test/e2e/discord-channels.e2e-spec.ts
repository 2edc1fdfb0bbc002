import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { FakeDiscord } from '../support/receivers/fake-discord.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { finished } from '../support/receivers/webhooks.js';

const MACHINE = { hostname: 'desk-17', ip_address: '10.0.4.17', operating_system: 'Debian 13' };
const CHANNELS = {
  machine_registered: ['100'],
  'system.settings_updated': ['200'],
  comment_created: ['300'],
  node_alert: ['200'],
  pizza_baked: ['200'],
  asset_created: [],
  default: ['300', '200'],
};

let discord: FakeDiscord;
let database: TestDatabase;
let running: Stage;
let admin: Person;
let agent: Person;
let user: Person;

function environment(channels: object): Record<string, string> {
  return {
    DISCORD_API_BASE: `${discord.url}/`,
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_WEBHOOK_CHANNELS: JSON.stringify(channels),
    WEBHOOK_RETRY_SCHEDULE: '50ms,50ms',
  };
}

beforeAll(async () => {
  discord = await FakeDiscord.start(['100', '200', '300']);
  database = await createDatabase();
  running = await Stage.start(environment(CHANNELS), { database });
  admin = await running.accounts.person('admin', { name: 'Alan Admin' });
  agent = await running.accounts.person('agent');
  user = await running.accounts.person('user');
  await finished(running);
});

afterAll(async () => {
  await running.close();
  await database.drop();
  await discord.stop();
});

async function call(route: string, as: Person, body?: object): Promise<Json> {
  const answer = await running.accounts.call(route, { as, body });
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

/** Titles of what a channel got since the last look. */
async function titles(channel: string): Promise<string[]> {
  await finished(running);
  const messages = discord.posted.filter((message) => message.channel === channel);
  for (const message of messages) discord.posted.splice(discord.posted.indexOf(message), 1);
  return messages.map(({ body }) => body.embeds[0].title);
}

describe('Discord channels', () => {
  it('get the events configured for them, in either spelling; default gets the usual events', async () => {
    for (const channel of ['100', '200', '300']) await titles(channel);
    await call('POST /api/companies', agent, { name: 'Acme' });
    await call('POST /api/assets', agent, { name: 'Mail', asset_type: 'server' });
    const alert = await call('POST /api/alerts', agent, { message: 'Fire!', alert_type: 'fire', severity: 'high' });
    await call(`POST /api/alerts/${alert.id}/resolve`, agent);
    await call('POST /api/machines/register', agent, MACHINE);
    await call('POST /api/events', admin, { type: 'node.alert', data: { node_name: 'node-3' } });
    await call('POST /api/events', admin, { type: 'pizza.baked', data: { name: 'Margherita' } });
    await call('POST /api/events', admin, { type: 'project.created', data: { name: 'Apollo' } });
    expect(await titles('100')).toEqual(['Machine registered: desk-17']);
    expect(await titles('200')).toEqual(
      expect.arrayContaining(['Company created: Acme', 'Alert triggered', 'Node alert', 'Pizza baked: Margherita']),
    );
    expect(await titles('300')).toEqual(['Company created: Acme', 'Alert triggered']);
  });

  it('show who changed which settings', async () => {
    await call('PATCH /api/admin/settings', admin, { site_name: 'Help @everyone', default_ticket_priority: 'high' });
    await finished(running);
    const message = discord.in('200').at(-1);
    expect(message.allowed_mentions).toEqual({ parse: [] });
    const [embed] = message.embeds;
    expect(embed).toMatchObject({ title: 'System settings updated', color: 16_776_960 });
    const fields = Object.fromEntries(embed.fields.map(({ name, value }: Json) => [name, value]));
    expect(fields).toMatchObject({
      'Changed fields': 'site_name, default_ticket_priority',
      Site: 'Help @everyone',
      'Updated by': 'Alan Admin',
    });
    expect(embed.footer.text).toBe('system.settings_updated by Alan Admin');
  });

  it('never show internal comments', async () => {
    await titles('300');
    const ticket = await call('POST /api/tickets', user, { title: 'Printer' });
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'secret', internal: true });
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'hello' });
    expect(await titles('300')).toEqual([expect.stringContaining('Ticket created'), 'Comment created']);
  });

  it('get each message once after an outage', async () => {
    await titles('300');
    discord.outages = 2;
    await call('POST /api/companies', agent, { name: 'Patient' });
    expect(await titles('300')).toEqual(['Company created: Patient']);
    expect(discord.outages).toBe(0);
  });

  it('respect the limits of Discord under any load, and lose nothing', async () => {
    await titles('300');
    for (let i = 0; i < 14; i += 1) {
      await call('POST /api/tickets', user, { title: `${i} ${'x'.repeat(150)}`, description: 'y'.repeat(9_000) });
    }
    expect((await titles('300')).map((title) => title.replace(/x+.*/, ''))).toEqual(
      Array.from({ length: 14 }, (_, i) => expect.stringContaining(`: ${i} `)),
    );
    expect(discord.broken).toEqual([]);
  });

  it('have no token in the database, and cannot be listed or changed', async () => {
    const rows = await running.dataSource.query<{ id: string; row: string }[]>(
      `SELECT id, to_json(e)::text AS row FROM webhook_endpoints e WHERE kind = 'built_in' ORDER BY name`,
    );
    expect(rows).toHaveLength(3);
    expect(rows.map(({ row }) => row).join()).not.toContain(discord.token);
    expect((await call('GET /api/webhooks', admin)).items).toEqual([]);
    const id = rows[0]?.id;
    for (const [route, body] of [
      [`PATCH /api/webhooks/${id}`, { url: 'http://127.0.0.1:1/' }],
      [`DELETE /api/webhooks/${id}`, undefined],
      [`POST /api/webhooks/${id}/disable`, {}],
      [`POST /api/webhooks/${id}/regenerate-secret`, {}],
    ] as const) {
      expect((await running.accounts.call(route, { as: admin, body })).status).toBe(403);
      expect((await running.accounts.call(route, { as: agent, body })).status).toBe(404);
    }
    const { items } = await call(`GET /api/webhooks/${id}/deliveries`, admin);
    const delivery = await call(`GET /api/webhooks/${id}/deliveries/${items[0].id}`, admin);
    expect(JSON.stringify(delivery)).not.toContain(discord.token);
    expect(delivery.request_headers.authorization).toBe('••••');
    expect((await running.accounts.call(`GET /api/webhooks/${id}`, { as: agent })).status).toBe(404);
  });

  it('refuse clicks while there is no public key', async () => {
    const body = '{"type":1}';
    const headers = { 'content-type': 'application/json', ...discord.signed(body) };
    const answer = await fetch(`${running.url}/api/discord/interactions`, { method: 'POST', body, headers });
    expect(answer.status).toBe(401);
  });

  it('follow the configuration after a restart, and a lost one is tried again', async () => {
    await running.close();
    const wrong = { ...environment({ machine_registered: ['100'] }), DISCORD_BOT_TOKEN: 'wrong' };
    running = await Stage.start(wrong, { database });
    await call('POST /api/machines/register', agent, { ...MACHINE, hostname: 'refused' });
    const told = () => call('GET /api/events?types=webhook.disabled', admin);
    await until(async () => (await told()).items.length === 1);
    const { active, name } = (await told()).items[0].data;
    expect([active, name]).toEqual([false, 'Discord channel 100']);
    await call('POST /api/machines/register', agent, { ...MACHINE, hostname: 'held' });
    await finished(running);
    expect(await titles('100')).toEqual([]);
    await running.close();
    running = await Stage.start(environment({ machine_registered: ['100'], ticket_closed: ['300'] }), { database });
    await discord.received('100', 1);
    expect(await titles('100')).toEqual(['Machine registered: held']);
    const rows = await running.dataSource.query<{ name: string; events: string[] }[]>(
      `SELECT name, events FROM webhook_endpoints WHERE kind = 'built_in' ORDER BY name`,
    );
    expect(rows).toEqual([
      { name: 'Discord channel 100', events: ['machine.registered'] },
      { name: 'Discord channel 300', events: ['ticket.closed'] },
    ]);
  });
});
