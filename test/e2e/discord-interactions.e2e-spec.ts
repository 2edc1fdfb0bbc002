import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { FakeDiscord, type Clicker } from '../support/receivers/fake-discord.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';

const GRACE: Clicker = { id: '501', username: 'grace' };
const LINUS: Clicker = { id: '502', username: 'linus', roles: ['600', '700'] };
const EVE: Clicker = { id: '503', username: 'eve', roles: ['601'] };
const MACHINE = { hostname: 'desk-17', ip_address: '10.0.4.17', operating_system: 'Debian 13' };
const EPHEMERAL = 64;

let discord: FakeDiscord;
let running: Stage;
let receiver: Receiver;
let admin: Person;
let agent: Person;

beforeAll(async () => {
  discord = await FakeDiscord.start(['100']);
  receiver = await Receiver.start();
  running = await Stage.start({
    DISCORD_API_BASE: discord.url,
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_PUBLIC_KEY: discord.publicKey,
    DISCORD_WEBHOOK_CHANNELS: JSON.stringify({ machine_registered: ['100'] }),
    DISCORD_APPROVERS: '501,700',
  });
  [admin, agent] = [await running.accounts.person('admin'), await running.accounts.person('agent')];
});
afterEach(closeSockets);
afterAll(async () => {
  await running.close();
  await discord.stop();
  await receiver.stop();
});

async function send(body: string, headers: Record<string, string>): Promise<{ status: number; body: Json }> {
  const response = await fetch(`${running.url}/api/discord/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const interact = (interaction: object, signer = discord) => {
  const body = JSON.stringify(interaction);
  return send(body, signer.signed(body));
};

async function register(): Promise<Json> {
  return (await running.accounts.call('POST /api/machines/register', { as: agent, body: MACHINE })).body;
}

async function statusOf({ id }: Json): Promise<string> {
  return (await running.accounts.call(`GET /api/machines/${id}`, { as: agent })).body.status;
}

describe('a registered machine', () => {
  it('is approved by a button on Discord, and all channels report it', async () => {
    const hook = { url: receiver.url, events: ['machine.*'] };
    expect((await running.accounts.call('POST /api/webhooks', { as: admin, body: hook })).status).toBe(201);
    const socket = await running.connect(agent, { rooms: ['machines'] });
    const machine = await register();
    const [message] = await discord.received('100', 1);
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(message.embeds[0].title).toBe('Machine registered: desk-17');
    const [approve, deny] = message.components[0].components;
    expect([approve.custom_id, deny.custom_id]).toEqual([
      `approve_machine_${machine.id}`,
      `deny_machine_${machine.id}`,
    ]);

    const startedMs = performance.now();
    const answer = await interact(discord.click(approve.custom_id, GRACE));
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(answer).toMatchObject({
      status: 200,
      body: { type: 7, data: { components: [], allowed_mentions: { parse: [] } } },
    });
    expect(answer.body.data.embeds[0]).toMatchObject({
      title: 'Machine approved: desk-17',
      description: 'Approved via Discord by grace',
    });

    expect(await statusOf(machine)).toBe('approved');
    const actor = { id: '501', name: 'grace', type: 'discord' };
    await socket.waitFor(() => socket.of('machine.update').length === 2);
    expect(socket.of('machine.update')[1]).toMatchObject({
      event: 'machine.approved',
      actor,
      data: { status: 'approved', decided_by: 'grace' },
    });
    const requests = await receiver.received(2);
    expect(requests[1]?.body).toMatchObject({ type: 'machine.approved', actor, data: { id: machine.id } });
    const { items } = (await running.accounts.call(`GET /api/machines/${machine.id}/history`, { as: agent })).body;
    expect(items[0]).toMatchObject({ action: 'approved via Discord by grace', actor });
    expect(discord.broken).toEqual([]);
  });

  it('is denied by a user with the right role', async () => {
    const machine = await register();
    const answer = await interact(discord.click(`deny_machine_${machine.id}`, LINUS));
    expect(answer.body.data.embeds[0].description).toBe('Denied via Discord by linus');
    expect(await statusOf(machine)).toBe('denied');
  });

  it('is decided once: a second click names who decided', async () => {
    const machine = await register();
    const clicks = [discord.click(`approve_machine_${machine.id}`, GRACE)];
    clicks.push(discord.click(`deny_machine_${machine.id}`, LINUS));
    const answers = [];
    for (const click of clicks) answers.push((await interact(click)).body);
    expect(answers[0].type).toBe(7);
    expect(answers[1]).toMatchObject({
      type: 4,
      data: { content: 'desk-17 was approved by grace already.', flags: EPHEMERAL },
    });
    expect(await statusOf(machine)).toBe('approved');
    const again = await running.accounts.call(`POST /api/machines/${machine.id}/deny`, { as: admin });
    expect(again.status).toBe(409);
  });

  it('is decided by one of two simultaneous clicks', async () => {
    const machine = await register();
    const lock = { sql: 'SELECT 1 FROM machines WHERE id = $1 FOR UPDATE', parameters: [machine.id], waiters: 2 };
    const answers = await running.accounts.whileHolding(lock, () =>
      Promise.all(
        [discord.click(`approve_machine_${machine.id}`, GRACE), discord.click(`deny_machine_${machine.id}`, LINUS)].map(
          (click) => interact(click),
        ),
      ),
    );
    expect(answers.map(({ body }) => body.type).sort((a, b) => a - b)).toEqual([4, 7]);
  });

  it('is unchanged after a click without the right role', async () => {
    const machine = await register();
    for (const person of [EVE, { id: '504', username: 'An Admin' }, { id: '600', username: 'grace', roles: [] }]) {
      const { body } = await interact(discord.click(`approve_machine_${machine.id}`, person));
      expect(body).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
      expect(body.data.content).toContain('not among those who may');
    }
    expect(await statusOf(machine)).toBe('pending');
  });

  it('gets a timely answer even while the database waits', async () => {
    const machine = await register();
    const runner = running.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1 FROM machines WHERE id = $1 FOR UPDATE', [machine.id]);
    const startedMs = performance.now();
    const { body } = await interact(discord.click(`approve_machine_${machine.id}`, GRACE));
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(body).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
    await runner.commitTransaction();
    await runner.release();
  });
});

describe('a Discord interaction', () => {
  it('that is a ping gets an answer', async () => {
    expect(await interact({ type: 1 })).toEqual({ status: 200, body: { type: 1 } });
  });

  it('of another kind, or of an unknown button, gets an explanation', async () => {
    for (const body of [
      { type: 2, data: { name: 'x' } },
      discord.click('approve_machine_', GRACE),
      discord.click('approve_machine_1 OR 1=1', GRACE),
      discord.click(`approve_machine_${newId()}`, GRACE),
      discord.click('delete_everything', GRACE),
    ]) {
      expect(await interact(body)).toMatchObject({ status: 200, body: { type: 4, data: { flags: EPHEMERAL } } });
    }
  });

  it('with a valid signature but invalid content is refused', async () => {
    for (const body of ['', 'null', '[]', '{', '{"type":"1"}', '{"type":3}', '{"type":3,"data":{"custom_id":"x"}}']) {
      expect([body, (await send(body, discord.signed(body))).status]).toEqual([body, 400]);
    }
  });

  it('without a recent signature of Discord is refused and does nothing', async () => {
    const machine = await register();
    const body = JSON.stringify(discord.click(`approve_machine_${machine.id}`, GRACE));
    const signed = discord.signed(body);
    const other = await FakeDiscord.start([]);
    const seconds = Math.floor(Date.now() / 1_000);
    const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': timestamp = '' } = signed;
    const refused: [string, string, Record<string, string>][] = [
      ['tampered', body.replace('grace', 'eve'), signed],
      ['whitespace', ` ${body}`, signed],
      ['wrong key', body, other.signed(body)],
      ['no signature', body, { 'x-signature-timestamp': timestamp }],
      ['no timestamp', body, { 'x-signature-ed25519': signature }],
      ['neither', body, {}],
      ['cut signature', body, { ...signed, 'x-signature-ed25519': signature.slice(2) }],
      ['no hexadecimal', body, { ...signed, 'x-signature-ed25519': 'z'.repeat(128) }],
      ['another timestamp', body, { ...signed, 'x-signature-timestamp': String(seconds - 1) }],
      ['old', body, discord.signed(body, String(seconds - 600))],
      ['from the future', body, discord.signed(body, String(seconds + 600))],
      ['no number', body, discord.signed(body, 'now')],
    ];
    for (const [what, text, headers] of refused)
      expect([what, (await send(text, headers)).status]).toEqual([what, 401]);
    expect(await statusOf(machine)).toBe('pending');
    await other.stop();
    expect((await send(body, signed)).status).toBe(200);
    expect(await statusOf(machine)).toBe('approved');
  });
});
