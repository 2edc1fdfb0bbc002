import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { curl, curl as request } from '../support/network/curl.js';
import { FakeDiscord } from '../support/receivers/fake-discord.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

describe('webhooks by curl', () => {
  let running: Stage;
  let receiver: Receiver;
  let key: string;

  beforeAll(async () => {
    running = await Stage.start();
    receiver = await Receiver.start();
    const admin = await running.accounts.person('admin');
    const { body } = await running.accounts.call('POST /api/api-keys', { as: admin, body: { name: 'curl' } });
    key = body.key;
  });
  afterAll(async () => {
    await running.close();
    await receiver.stop();
  });

  function curl(method: string, path: string, body?: object): Promise<{ status: number; body: Json }> {
    return request({ method, url: `${running.url}${path}`, headers: { Authorization: `Bearer ${key}` }, body });
  }

  it('create, test, trigger, inspect and retry a webhook for project.created', async () => {
    const made = await curl('POST', '/api/webhooks', {
      name: 'P',
      url: `${receiver.url}/p`,
      events: ['project.created'],
    });
    expect(made.status).toBe(201);
    const { id, secret } = made.body;
    expect((await curl('POST', `/api/webhooks/${id}/test`)).body).toMatchObject({ success: true, status: 200 });

    const event = { eventType: 'project.created', data: { id: 'p-1', name: 'Apollo' } };
    expect((await curl('POST', '/api/events', event)).status).toBe(202);
    const path = `/api/webhooks/${id}/deliveries`;
    await until(async () => (await curl('GET', `${path}?status=success`)).body.items.length === 2);
    const request = receiver.requests.at(-1);
    expect(request?.body).toMatchObject({ type: 'project.created', data: event.data });
    const signed = `${String(request?.headers['x-webhook-timestamp'])}.${request?.text}`;
    const signature = createHmac('sha256', secret).update(signed).digest('hex');
    expect(request?.headers['x-webhook-signature']).toBe(signature);

    expect((await curl('PATCH', `/api/webhooks/${id}`, { max_attempts: 1 })).status).toBe(200);
    receiver.reply = 503;
    await curl('POST', '/api/events', event);
    await until(async () => (await curl('GET', `${path}?status=failed`)).body.items.length === 1);
    expect((await curl('GET', `/api/webhooks/${id}/stats`)).body).toMatchObject({ total: 3, successful: 2, failed: 1 });
    expect((await curl('GET', '/api/webhooks/queue/stats')).body).toMatchObject({ completed: 2, failed: 1, total: 3 });

    receiver.reply = 200;
    const retried = await curl('POST', '/api/webhooks/queue/retry-failed', { webhookId: id });
    expect([retried.status, retried.body]).toEqual([200, { retried: 1 }]);
    await until(async () => (await curl('GET', `${path}?status=success`)).body.items.length === 3);
    expect((await curl('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
  });

  it('register a bot’s endpoint at /v1/webhooks with its own secret, and test it', async () => {
    const secret = 'a-secret-that-the-bot-chose';
    const bot = { name: 'Bot', url: `${receiver.url}/bot`, events: ['ticket.created', 'ticket.updated'], secret };
    const made = await curl('POST', '/v1/webhooks', bot);
    expect([made.status, made.body.payload_format]).toEqual([201, 'xtsystems']);
    const test = await curl('POST', `/v1/webhooks/${made.body.id}/test`);
    expect([test.status, test.body]).toEqual([200, { success: true, message: 'Test webhook sent' }]);
    const request = receiver.requests.at(-1);
    const signed = `${String(request?.headers['x-xtsystems-timestamp'])}${request?.text}`;
    const expected = createHmac('sha256', secret).update(signed).digest('hex');
    expect(request?.headers['x-xtsystems-signature']).toBe(`sha256=${expected}`);
    const [delivery] = (await curl('GET', `/v1/webhooks/${made.body.id}/deliveries?limit=50`)).body;
    expect(delivery).toMatchObject({ webhook_id: made.body.id, status: 'success', payload: request?.body });
    const gone = await curl('DELETE', `/v1/webhooks/${made.body.id}`);
    expect(gone.body).toEqual({ message: 'Webhook deleted successfully' });
  });
});

describe('Discord by curl', () => {
  let running: Stage;
  let discord: FakeDiscord;
  let authorization: string;

  beforeAll(async () => {
    discord = await FakeDiscord.start(['100', '200']);
    running = await Stage.start({
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

  it('registers a machine, shows it on Discord, and reports its approval by a button there', async () => {
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

  it('shows a change of settings on Discord with the changed fields', async () => {
    await call('PATCH', '/api/admin/settings', { support_email: 'help@example.com' });
    const [{ embeds }] = (await discord.received('200', 1)) as [Json];
    const fields: Json[] = embeds[0].fields;
    expect(fields.find(({ name }) => name === 'Changed fields').value).toBe('support_email');
    expect(fields.find(({ name }) => name === 'Support email').value).toBe('help@example.com');
    expect(discord.broken).toEqual([]);
  });
});
