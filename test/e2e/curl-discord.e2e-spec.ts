import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApp, type RunningApp } from '../support/app.js';
import { curl } from '../support/curl.js';
import { FakeDiscord } from '../support/fake-discord.js';
import type { Json } from '../support/socket.js';
import { until } from '../support/until.js';

let running: RunningApp;
let discord: FakeDiscord;
let authorization: string;

beforeAll(async () => {
  discord = await FakeDiscord.start(['100', '200']);
  running = await startApp({
    DISCORD_API_BASE: discord.url,
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_PUBLIC_KEY: discord.publicKey,
    DISCORD_WEBHOOK_CHANNELS: '{"machine_registered":["100"],"system_settings_updated":["200"]}',
    DISCORD_APPROVERS: '501',
  });
  const as = await running.accounts.person('admin', { name: 'Alan Admin' });
  const { body } = await running.accounts.call('POST /api/api-keys', { as, body: { name: 'curl' } });
  authorization = `Bearer ${body.key}`;
});
afterAll(async () => {
  await running.close();
  await discord.stop();
});

async function call(method: string, path: string, body?: object): Promise<Json> {
  const answer = await curl({ method, url: `${running.url}${path}`, headers: { authorization }, body });
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

it('a machine is registered, shown on Discord, approved by a button there, and told of', async () => {
  const registration = { hostname: 'vps-3', ip_address: '203.0.113.7', operating_system: 'Debian 13' };
  const machine = await call('POST', '/api/machines/register', registration);
  expect((await call('GET', '/api/machines?status=pending')).items).toHaveLength(1);
  const [message] = await discord.received('100', 1);
  const body = JSON.stringify(
    discord.click(message.components[0].components[0].custom_id, { id: '501', username: 'grace' }),
  );
  const url = `${running.url}/api/discord/interactions`;
  const answer = await curl({ method: 'POST', url, headers: discord.signed(body), body });
  expect(answer).toMatchObject({ status: 200, body: { type: 7, data: { components: [] } } });
  expect(await call('GET', `/api/machines/${machine.id}`)).toMatchObject({ status: 'approved', decided_by: 'grace' });
  const find = async () => (await call('GET', '/api/events?types=machine.approved')).items;
  await until(async () => (await find()).length === 1);
  expect((await find())[0]).toMatchObject({ actor: { name: 'grace', type: 'discord' }, data: { id: machine.id } });
});

it('a change of settings is shown on Discord with the fields that changed', async () => {
  await call('PATCH', '/api/admin/settings', { support_email: 'help@example.com' });
  const [{ embeds }] = (await discord.received('200', 1)) as [Json];
  const fields: Json[] = embeds[0].fields;
  expect(fields.find(({ name }) => name === 'Changed fields').value).toBe('support_email');
  expect(fields.find(({ name }) => name === 'Support email').value).toBe('help@example.com');
  expect(discord.broken).toEqual([]);
});
