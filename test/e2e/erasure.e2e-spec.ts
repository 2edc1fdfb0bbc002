import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { AppLogger } from '../../src/common/logger.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { filesWith, rowsWith } from '../support/database/dump.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { finished, plant } from '../support/receivers/webhooks.js';

/** In everything that the person is called or says, and in nothing else. */
const TRACE = 'zebrafink|ahlgren';

let running: Stage;
let receiver: Receiver;
let boss: Person;
let agent: Person;
let other: Person;
const lines: string[] = [];

beforeAll(async () => {
  running = await Stage.start(
    { WEBHOOK_RETRY_SCHEDULE: '50ms,5s', LOG_LEVEL: 'trace' },
    {
      prepare: (app) => {
        // The lines as they would be written to the standard output.
        const stream = (app.get(AppLogger).pino as unknown as Record<symbol, { write(line: string): void }>)[
          pino.symbols.streamSym
        ];
        if (stream !== undefined) stream.write = (line) => void lines.push(line);
      },
    },
  );
  receiver = await Receiver.start();
  const { accounts } = running;
  [boss, agent, other] = [
    await accounts.person('admin'),
    await accounts.person('agent'),
    await accounts.person('user'),
  ];
});
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

async function call(route: string, as: Person, body?: unknown): Promise<Json> {
  const answer = await running.accounts.call(route, { as, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const erase = (id: string, as = boss) => running.accounts.call(`DELETE /api/subjects/${id}`, { as });
const newAnna = (number: number) =>
  running.accounts.person('admin', { name: 'Anna Ahlgren', email: `zebrafink-${number}@ahlgren.example` });

async function upload(person: Person, ticketId: string): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob(['zebrafink inside']), 'zebrafink.txt');
  const headers = { authorization: `Bearer ${person.access_token}` };
  const url = `${running.url}/api/tickets/${ticketId}/attachments`;
  expect((await fetch(url, { method: 'POST', headers, body: form })).status).toBe(201);
}

/** Answers what it was sent, as careless receivers do. */
const echo =
  (status: number) =>
  (response: ServerResponse, { text }: { text: string }) => {
    response.writeHead(status).end(text);
  };

async function plantListeners(): Promise<void> {
  const url = receiver.url;
  await plant(running, { owner_type: 'system', events: ['*'], url, name: 'XT', payload_format: 'xtsystems' });
  await plant(running, {
    owner_type: 'system',
    events: ['*'],
    url,
    name: 'Anna Ahlgren’s hook',
    description: 'Ask zebrafink-1@ahlgren.example',
  });
  const mine = { kind: 'personal', name: 'Personal', url, payload_format: 'notification' };
  await plant(running, { ...mine, user_id: agent.id });
}

/** Leaves something of the person wherever a person can leave something. @returns a ticket of someone else */
async function fill(anna: Person): Promise<Json> {
  receiver.next.push(echo(500), echo(500), echo(500));
  receiver.reply = echo(200);
  const ticket = await call('POST /api/tickets', anna, {
    title: 'Zebrafink',
    description: 'zebrafink',
    tags: ['zebrafink'],
  });
  await call(`PATCH /api/tickets/${ticket.id}`, agent, { assignee_id: agent.id });
  await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: `Hello @[${anna.id}]` });
  const said = await call(`POST /api/tickets/${ticket.id}/comments`, anna, { content: 'zebrafink' });
  await call(`PATCH /api/comments/${said.id}`, anna, { content: 'zebrafink again' });
  await upload(anna, ticket.id);
  const foreign = await call('POST /api/tickets', other, { title: 'Lamp', description: 'Dark' });
  await call(`POST /api/tickets/${foreign.id}/comments`, anna, { content: 'zebrafink', internal: false });
  await call(`PATCH /api/tickets/${foreign.id}`, anna, { assignee_id: anna.id });
  await call(`POST /api/tickets/${foreign.id}/comments`, agent, { content: 'We see' });
  await call(`PATCH /api/tickets/${foreign.id}`, agent, { assignee_id: agent.id });
  const machine = { hostname: 'pc-1', ip_address: '10.0.0.1', operating_system: 'Debian' };
  const { id: machineId } = await call('POST /api/machines/register', anna, machine);
  const { id: secondId } = await call('POST /api/machines/register', agent, machine);
  await call(`POST /api/machines/${secondId}/deny`, anna);
  const alert = await call('POST /api/alerts', agent, { message: 'Disk', alert_type: 'disk', severity: 'low' });
  await call(`POST /api/alerts/${alert.id}/resolve`, anna);
  await call('PATCH /api/admin/settings', anna, { site_name: `Desk ${anna.id.slice(-4)}`, support_email: anna.email });
  await call('POST /api/api-keys', anna, { name: 'zebrafink key' });
  await call('POST /api/webhooks', anna, {
    url: 'https://zebrafink.example/hook',
    events: ['ticket.*'],
    owner_type: 'user',
    name: 'Ahlgren',
    headers: { 'X-Mine': 'zebrafink' },
  });
  await call('POST /api/events', anna, {
    type: 'billing.event',
    data: { note: 'zebrafink' },
    user_id: anna.id,
    notify: { message: 'zebrafink' },
    embed: { title: 'zebrafink' },
    idempotency_key: 'zebrafink-1',
  });
  await call('PATCH /api/users/me', anna, { name: 'Anna Zebrafink' });
  await call(`POST /api/machines/${machineId}/approve`, agent);
  await running.settled();
  await until(async () => (await running.accounts.count("webhook_deliveries WHERE state = 'pending'")) === 0);
  return foreign;
}

describe('after an erasure', () => {
  let foreign: Json;
  let anna: Person;
  let receipt: Json;
  let linesBefore = 0;

  beforeAll(async () => {
    await plantListeners();
    anna = await newAnna(1);
    foreign = await fill(anna);
    expect((await rowsWith(running.dataSource, TRACE)).length).toBeGreaterThan(30);
    expect(await filesWith(running.config.uploads.folder, /zebrafink/i)).toHaveLength(1);
    linesBefore = lines.length;
    receipt = (await erase(anna.id)).body;
    receiver.reply = 200;
    await running.settled();
    await finished(running);
  });

  it('the receipt confirms completion with counts', () => {
    expect(receipt).toMatchObject({ user_id: anna.id, complete: true, attachments: 1, comments: 2, tickets: 1 });
    for (const what of ['events', 'notifications', 'deliveries', 'attempts']) expect(receipt[what]).toBeGreaterThan(0);
  });

  it('no table contains the name, the address or a text of the person', async () => {
    expect(await rowsWith(running.dataSource, TRACE)).toEqual([]);
  });

  it('no file and no log line contains them', async () => {
    expect(await filesWith(running.config.dataDir, /zebrafink|ahlgren/i)).toEqual([]);
    expect(lines.length).toBeGreaterThan(linesBefore);
    expect(lines.filter((line) => /zebrafink|ahlgren/i.test(line))).toEqual([]);
  });

  it('other people keep their data', async () => {
    expect(await call(`GET /api/tickets/${foreign.id}`, other)).toMatchObject({ title: 'Lamp', description: 'Dark' });
    const { items } = await call(`GET /api/tickets/${foreign.id}/comments`, other);
    expect(items.map(({ content }: Json) => content)).toEqual(['We see']);
    const inbox = (await call('GET /api/notifications', other)).items.map(({ message }: Json) => message);
    expect(inbox.some((message: string) => message.includes("'Lamp'"))).toBe(true);
    expect((await call('GET /api/webhooks', boss)).items.map(({ name }: Json) => name)).toContain('XT');
  });

  it('the account is closed, and a repeat finds nothing', async () => {
    expect((await running.accounts.call('GET /api/auth/me', { as: anna })).status).toBe(401);
    await erase(anna.id);
    const again = (await erase(anna.id)).body;
    expect(again).toMatchObject({
      complete: true,
      events: 0,
      notifications: 0,
      deliveries: 0,
      attachments: 0,
      comments: 0,
      tickets: 0,
    });
    expect(await running.accounts.count('erasures')).toBe(0);
  });
});

describe('an erasure', () => {
  it('prevents storing a later response that quotes the person', async () => {
    const anna = await newAnna(2);
    const foreign = await call('POST /api/tickets', other, { title: 'Lamp' });
    await call(`POST /api/tickets/${foreign.id}/comments`, anna, { content: 'zebrafink' });
    await finished(running);
    const held: (() => void)[] = [];
    receiver.reply = (response, { text }) => void held.push(() => response.writeHead(500).end(text));
    // Not about the person; but the payload of one endpoint quotes the last comments.
    await call(`PATCH /api/tickets/${foreign.id}`, agent, { priority: 'high' });
    await until(() => held.length >= 2);
    expect((await erase(anna.id)).body).toMatchObject({ complete: true });
    receiver.reply = echo(200);
    for (const answer of held.splice(0)) answer();
    await finished(running);
    expect(await rowsWith(running.dataSource, TRACE)).toEqual([]);
    expect(await running.accounts.count('webhook_deliveries WHERE erased AND tries > 1')).toBeGreaterThan(0);
    receiver.reply = 200;
  });

  it('resumes after an interruption, even if the account has lost its name by then', async () => {
    const anna = await newAnna(3);
    await fill(anna);
    await running.dataSource.query(`
      CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stopped'; END $$;
      CREATE TRIGGER stop_here BEFORE DELETE ON webhook_attempts FOR EACH STATEMENT EXECUTE FUNCTION stop_here();`);
    expect((await erase(anna.id)).status).toBe(500);
    expect((await rowsWith(running.dataSource, TRACE)).length).toBeGreaterThan(0);
    await running.dataSource.query('DROP TRIGGER stop_here ON webhook_attempts; DROP FUNCTION stop_here()');
    expect((await erase(anna.id)).body).toMatchObject({ complete: true });
    receiver.reply = 200;
    await running.settled();
    await finished(running);
    expect(await rowsWith(running.dataSource, TRACE)).toEqual([]);
  });

  it('leaves a person alone whose name contains the erased one', async () => {
    const ann = await running.accounts.person('user', { name: 'Lam' });
    const ticket = await call('POST /api/tickets', other, { title: 'Lamp and lamb' });
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'x' });
    await finished(running);
    await erase(ann.id);
    const messages = (await call('GET /api/notifications', other)).items.map(({ message }: Json) => message);
    expect(messages.filter((message: string) => message.includes("'Lamp and lamb'"))).toHaveLength(1);
  });

  it('is restricted to admins, for existing people, and never erases the last admin', async () => {
    for (const as of [agent, other, await running.accounts.person('manager')])
      expect((await erase(other.id, as)).status).toBe(403);
    expect((await erase('00000000-0000-7000-8000-000000000000')).status).toBe(404);
    const alone = await erase(boss.id);
    expect([alone.status, alone.body.code]).toEqual([409, 'last_admin']);
    expect(await call('GET /api/auth/me', boss)).toMatchObject({ active: true });
  });
});
