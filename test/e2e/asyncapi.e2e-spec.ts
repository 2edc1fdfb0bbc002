import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { asyncApiDocument } from '../../src/asyncapi/asyncapi-document.js';
import { VERSION } from '../../src/common/version.js';
import { publicDefinitions } from '../../src/events/catalogue/catalogue.js';
import { PAYLOAD_FORMATS } from '../../src/webhooks/formats/formats.js';
import { Poison } from '../support/database/poison.js';
import { faultOf, formatOf, publishedDocument } from '../support/network/published-messages.js';
import { attach, send } from '../support/network/uploads.js';
import type { Person } from '../support/people/person.js';
import { Receiver } from '../support/receivers/receiver.js';
import { Stage } from '../support/servers/stage.js';
import { refused, type Json, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const FORMATS = PAYLOAD_FORMATS.filter((name) => name !== 'notification');
const MACHINE = { hostname: 'desk-17', ip_address: '10.0.4.17', operating_system: 'Debian 13' };
const PARTS = [
  'tickets',
  'comments',
  'attachments',
  'kb',
  'webhooks',
  'log',
  'users',
  'companies',
  'assets',
  'machines',
  'alerts',
];

let running: Stage;
let receiver: Receiver;
let admin: Person;
let requester: Person;
let staff: TestSocket;
let own: TestSocket;
/** Keys of the document's messages that came, or were sent and taken. */
const met = new Set<string>();

beforeAll(async () => {
  running = await Stage.start({
    WEBHOOK_DISABLE_AFTER: '1500ms',
    WEBHOOK_RETRY_SCHEDULE: Array(60).fill('50ms').join(','),
  });
  receiver = await Receiver.start();
  admin = await running.accounts.person('admin');
  requester = await running.accounts.person('user');
  for (const payload_format of FORMATS) {
    await admin.call('POST /api/webhooks', {
      name: payload_format,
      url: `${receiver.url}/${payload_format}`,
      events: ['*'],
      payload_format,
      ...(payload_format === 'template' && { template: '{"text":{{ event.type | json }}}' }),
    });
  }
  await requester.call('PUT /api/users/me/webhook', { webhook_url: `${receiver.url}/notification` });
  staff = await running.connect(admin, { rooms: PARTS });
  own = await running.connect(requester, { rooms: ['users', 'tickets'] });
});

afterAll(async () => {
  await stop();
  await receiver.stop();
});

let stopped: Promise<void> | undefined;
/** Sockets are told. */
function stop(): Promise<void> {
  return (stopped ??= running.close());
}

/** Whose `bye` and `closing` come at the end. */
const sockets: TestSocket[] = [];

async function ask(socket: TestSocket, message: string, payload: object): Promise<Json> {
  expect(faultOf(`${message}.ask`, 'payload', payload)).toBeUndefined();
  const ack: Json = await socket.send(message, payload);
  if (ack.ok === true) [`${message}.ask`, `${message}.ok`].forEach((key) => met.add(key));
  else met.add('refused');
  return ack;
}

/** Every event of the desk and of the system, as people and receivers cause them. */
async function act(): Promise<void> {
  await onTickets();
  await onRecords();
  await onPeople();
  await onEndpoints();
  await fromOutside();
}

async function onTickets(): Promise<void> {
  const ticket: Json = await requester.call('POST /api/tickets', { title: 'Printer' });
  const route = `/api/tickets/${ticket.id}`;
  await ask(staff, 'join', { room: `ticket:${ticket.id}` });
  await ask(own, 'viewing', { ticket_id: ticket.id, editing: true });
  await ask(own, 'typing', { ticket_id: ticket.id });
  await staff.waitFor((self) => self.of('presence').length > 0 && self.of('typing').length > 0);
  await admin.call(`PATCH ${route}`, { assignee_id: admin.id });
  const comment: Json = await admin.call(`POST ${route}/comments`, { content: 'On fire?' });
  await admin.call(`PATCH /api/comments/${comment.id}`, { content: 'Is it on fire?' });
  await admin.call(`DELETE /api/comments/${comment.id}`);
  const file = await attach(running, admin, ticket.id);
  await send(running, admin, `PUT /api/attachments/${file.id}`, { name: 'other.png' });
  await admin.call(`DELETE /api/attachments/${file.id}`);
  await admin.call(`PATCH ${route}`, { status: 'resolved' });
  await admin.call(`DELETE ${route}`);
}

async function onRecords(): Promise<void> {
  const article: Json = await admin.call('POST /api/kb/articles', {
    title: 'Fires',
    body: 'Do not panic.',
    status: 'draft',
  });
  await admin.call(`PATCH /api/kb/articles/${article.id}`, { status: 'public' });
  await admin.call(`PATCH /api/kb/articles/${article.id}`, { title: 'Fire' });
  await admin.call(`DELETE /api/kb/articles/${article.id}`);
  const { id: company_id } = await admin.call('POST /api/companies', { name: 'Bolt' });
  const asset: Json = await admin.call('POST /api/assets', { name: 'Printer', asset_type: 'printer', company_id });
  await admin.call(`PATCH /api/assets/${asset.id}`, { name: 'Burnt printer' });
  for (const verb of ['approve', 'deny']) {
    const machine: Json = await admin.call('POST /api/machines/register', MACHINE);
    await admin.call(`POST /api/machines/${machine.id}/${verb}`);
  }
  const disk = { message: 'The disk is full.', alert_type: 'disk', severity: 'high' };
  const alert: Json = await admin.call('POST /api/alerts', disk);
  await admin.call(`POST /api/alerts/${alert.id}/resolve`);
  await admin.call('PATCH /api/admin/settings', { support_email: 'help@example.com' });
}

async function onPeople(): Promise<void> {
  const company = await running.accounts.company();
  const manager = await running.accounts.person('manager', { companyId: company.id });
  await manager.call('POST /api/webhooks', { url: `${receiver.url}/manager`, events: ['alert.*'] });
  await running.accounts.call('POST /api/auth/refresh', { body: { refresh_token: manager.refresh_token } });
  await running.dataSource.query(`UPDATE refresh_tokens SET rotated_at = rotated_at - interval '1 hour'`);
  await running.accounts.call('POST /api/auth/refresh', { body: { refresh_token: manager.refresh_token } });
  await admin.call(`PATCH /api/users/${manager.id}`, { role: 'user' });
  await admin.call(`POST /api/users/${manager.id}/deactivate`);
  await admin.call(`DELETE /api/users/${manager.id}`);
}

async function onEndpoints(): Promise<void> {
  await requester.call('POST /api/notifications/webhooks/test');
  const { items } = await admin.call('GET /api/webhooks');
  for (const { id } of items) await admin.call(`POST /api/webhooks/${id}/test`);
  const failing: Json = await admin.call('POST /api/webhooks', {
    url: `${receiver.url}/failing`,
    events: ['project.created'],
  });
  receiver.reply = (response, { url }) => response.writeHead(url.endsWith('/failing') ? 500 : 200).end();
  await admin.call('POST /api/events', { type: 'project.created', data: {} });
  const endpoint = () => admin.call(`GET /api/webhooks/${failing.id}`);
  await until(async () => !(await endpoint()).active);
  receiver.reply = 200;
  await admin.call(`POST /api/webhooks/${failing.id}/enable`);
  await until(async () => {
    await admin.call(`POST /api/webhooks/${failing.id}/recover`, { since: '1h' });
    return staff.of('recovery.update').length > 0 && staff.of('delivery.update').length > 0;
  });
  const bin: Json = await requester.call('POST /api/bins');
  await ask(own, 'join', { room: `bin:${bin.id}` });
  await fetch(`${running.url}/bin/${bin.id}`, { method: 'POST', body: 'Hello' });
  await own.waitFor((self) => self.of('bin.request').length > 0);
}

async function fromOutside(): Promise<void> {
  const known = publicDefinitions().filter(({ origin }) => origin === 'outside');
  const events = known.map(({ type, example }) => ({ type, data: example, user_id: requester.id }));
  await admin.call('POST /api/events/batch', {
    events: [...events, { type: 'invoice.sent', data: {}, user_id: requester.id }],
  });
  // Set aside, because no notification of it can be stored.
  const poison = await Poison.put(running.dataSource, '22P02');
  await admin.call('POST /api/events', {
    type: 'invoice.sent',
    data: {},
    user_id: requester.id,
    notify: { message: 'poison' },
  });
  await until(async () => (await admin.call('GET /api/events/quarantine')).items.length > 0);
  await poison.take();
}

/** What the connection itself tells, and what its owner asks of it. */
async function converse(): Promise<void> {
  const { items } = await requester.call('GET /api/notifications');
  await ask(own, 'read', { id: items[0].id });
  await ask(own, 'read_all', {});
  await ask(own, 'auth', { token: requester.access_token });
  await ask(own, 'leave', { room: 'tickets' });
  await ask(own, 'join', { room: 'users' });
  const [cursor] = own.of('ready').map((ready) => ready.cursor);
  sockets.push(
    await running.connect(requester, { after: cursor }),
    await running.connect(requester, { after: 'no cursor' }),
  );
  await ask(sockets[0] as TestSocket, 'join', { room: 'tickets', after: cursor });
  const { code } = await refused(running.url, { token: 'none' });
  expect(code).toBe('unauthorized');
  met.add('connect_error').add('handshake');
  const [, payload = ''] = requester.access_token.split('.');
  const { sub, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string; sid: string };
  const brief = await running.connect({ token: running.get(JwtService).sign({ sub, sid }, { expiresIn: 3 }) });
  await brief.waitFor((self) => self.of('closing').length > 0);
  sockets.push(brief);
}

/** By format, the event types that were delivered in it. */
function delivered(format: string): Set<string> {
  return new Set(
    receiver.requests
      .filter(({ url }) => url.endsWith(`/${format}`))
      .map(({ headers }) => String(headers['x-webhook-event'])),
  );
}

describe('what is published at /api/asyncapi.json', () => {
  it('is served to everyone, kept by its ETag, and shown by a page under a policy without scripts', async () => {
    const get = (path: string, headers = {}) => fetch(`${running.url}${path}`, { headers });
    const answer = await get('/api/asyncapi.json');
    expect(await answer.json()).toEqual(asyncApiDocument({ version: VERSION, publicUrl: running.config.publicUrl }));
    const again = await get('/api/asyncapi.json', { 'if-none-match': answer.headers.get('etag') });
    expect([answer.status, again.status, await again.text()]).toEqual([200, 304, '']);
    const page = await get('/api/asyncapi');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';style-src 'self';/);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('<code>ticket.update</code>');
    expect((await get('/api/asyncapi.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('is all that a desk at work sends and takes: every message of sockets, every event, every format', async () => {
    await act();
    await converse();
    const types = publicDefinitions().map(({ type }) => type);
    await until(() => types.every((type) => FORMATS.every((format) => delivered(format).has(type))), {
      timeoutMs: 20_000,
      describe: () => types.filter((type) => FORMATS.some((format) => !delivered(format).has(type))),
    });
    await stop();
    for (const socket of [staff, own, ...sockets]) for (const { message } of socket.pushes) met.add(message);
    for (const { url, body } of receiver.requests) {
      const [format, type] = formatOf(body);
      const asked = PAYLOAD_FORMATS.find((name) => url.endsWith(`/${name}`)) ?? 'standard';
      expect(format).toBe(asked);
      met.add(format === 'standard' ? `delivery.standard.${type}` : `delivery.${format}`);
    }
    const published = Object.keys(publishedDocument().components.messages);
    expect(published.filter((key) => !met.has(key))).toEqual([]);
  }, 60_000);
});
