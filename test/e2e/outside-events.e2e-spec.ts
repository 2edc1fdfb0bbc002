import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { wrongFields, type Account, type HttpAnswer } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { Receiver } from '../support/receiver.js';
import { closeSockets, connect, type Json } from '../support/socket.js';
import { plant } from '../support/webhooks.js';
import { until } from '../support/until.js';

let running: RunningApp;
let receiver: Receiver;
let admin: Account;
let anna: Account;
let other: Account;

beforeAll(async () => {
  running = await startApp({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  receiver = await Receiver.start();
  admin = await running.accounts.person('admin');
  anna = await running.accounts.person('user');
  other = await running.accounts.person('user');
});
beforeEach(() => {
  receiver.reply = 200;
});
afterEach(closeSockets);
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

const call = (route: string, body?: unknown, as = admin): Promise<HttpAnswer> =>
  running.accounts.call(route, { as, body });
const send = (event: object, as = admin, query = '') =>
  call(`POST /api/events${query}`, { type: 'project.created', data: { id: newId() }, ...event }, as);

describe('an event that names a person', () => {
  const names = (fields: object = {}) => send({ user_id: anna.id, ...fields });

  it('is pushed to that person’s sockets and to no other, live and by replay, with the same bytes', async () => {
    const [mine, theirs] = [
      await connect(running.url, { token: anna.access_token }),
      await connect(running.url, { token: other.access_token }),
    ];
    const after = mine.of('ready')[0].cursor;
    const { id } = (await names({ data: { id: 'p-1', name: 'Apollo' } })).body;
    await mine.waitFor((self) => self.of('event').length === 1);
    expect(mine.of('event')[0]).toEqual({
      event: 'project.created',
      id,
      data: { id: 'p-1', name: 'Apollo' },
      actor: { id: admin.id, name: 'Some admin', type: 'user' },
      cursor: expect.any(String),
    });
    const again = await connect(running.url, { token: anna.access_token, after });
    expect(again.of('event')).toEqual(mine.of('event'));
    const joined = await connect(running.url, { token: anna.access_token });
    await joined.send('join', { room: `user:${anna.id}`, after });
    expect(joined.of('event')).toEqual(mine.of('event'));
    await send({ user_id: other.id });
    await theirs.waitFor((self) => self.of('event').length > 0);
    expect(theirs.of('event').map(({ id: seen }) => seen)).not.toContain(id);
    expect(mine.of('event')).toHaveLength(1);
  });

  it('makes no row and no push of the desk, also by a name of the desk', async () => {
    const socket = await connect(running.url, { token: admin.access_token, rooms: ['tickets'] });
    const before = (await call('GET /api/notifications', undefined, anna)).body.items.length;
    await names({ type: 'ticket.created', data: { id: newId(), title: 'Not ours' } });
    await send({ user_id: admin.id });
    await socket.waitFor((self) => self.of('event').length === 1);
    expect(socket.of('ticket.update')).toEqual([]);
    expect((await call('GET /api/notifications', undefined, anna)).body.items).toHaveLength(before);
  });

  it('tells the person in the inbox too when it is to, by every channel that is open', async () => {
    const hook = `${receiver.url}?anna`;
    await plant(running, {
      kind: 'personal',
      user_id: anna.id,
      name: 'Personal',
      url: hook,
      payload_format: 'notification',
    });
    const socket = await connect(running.url, { token: anna.access_token });
    const event = (await names({ notify: { message: 'Your project is ready' } })).body;
    await socket.waitFor((self) => self.of('notification').length === 1);
    const [push] = socket.of('notification');
    expect(push.notification).toMatchObject({
      type: 'event',
      message: 'Your project is ready',
      related_id: null,
      related_type: null,
    });
    const [item] = (await call('GET /api/notifications', undefined, anna)).body.items;
    expect(item).toMatchObject({ id: push.notification.id, type: 'event', reason: 'event', data: push.data });
    await until(() => receiver.requests.some(({ url }) => url.endsWith('?anna')));
    const post = receiver.requests.find(({ url }) => url.endsWith('?anna'));
    expect(post?.body).toEqual({ event: 'notification.created', notification: push.notification, data: push.data });
    expect(socket.of('event').map(({ id }) => id)).toEqual([event.id]);
  });

  it('tells a person whose own program sent it, and nobody who switched that off', async () => {
    const own = await send({ notify: { message: 'By myself' }, user_id: other.id }, other);
    expect(own.status).toBe(202);
    const messages = async () =>
      (await call('GET /api/notifications', undefined, other)).body.items.map(({ message }: Json) => message);
    await until(async () => (await messages()).includes('By myself'));
    const off = { types: { event: { inbox: false, socket: false, webhook: false } } };
    expect((await call('PUT /api/users/me/preferences', off, other)).status).toBe(200);
    await send({ notify: { message: 'Unheard' }, user_id: other.id });
    await send({ notify: { message: 'A sign' }, user_id: admin.id });
    await until(async () => {
      const { items } = (await call('GET /api/notifications')).body;
      return items.some(({ message }: Json) => message === 'A sign');
    });
    expect(await messages()).not.toContain('Unheard');
  });

  it('needs a person to tell, and words', async () => {
    expect(wrongFields(await send({ notify: { message: 'Whom?' } }))).toEqual(['notify']);
    expect(wrongFields(await names({ notify: {} }))).toEqual(['notify.message']);
    expect(wrongFields(await names({ notify: 'Hello' }))).not.toEqual([]);
  });
});

describe('an embed', () => {
  afterEach(() => running.dataSource.query('DELETE FROM webhook_endpoints'));
  const embed = {
    title: 'Settings changed',
    description: 'Two of them',
    color: 3447003,
    fields: [{ name: 'site_name', value: 'Desk', inline: true }],
    footer: 'by Grace',
    url: 'https://desk.example/settings',
  };

  it('is what a chat is sent, cut to its limits; others get the data as ever', async () => {
    const url = (name: string) => `${receiver.url}?${name}`;
    for (const format of ['discord', 'slack', 'standard']) {
      await plant(running, {
        owner_type: 'system',
        events: ['system.alert'],
        payload_format: format,
        url: url(format),
        name: format,
      });
    }
    const sent = async (fields: object) => {
      const before = receiver.requests.length;
      await send({ type: 'system.alert', data: { title: 'data' }, embed: fields });
      return new Map(
        (await receiver.received(before + 3)).slice(before).map(({ url: at, body }) => [at.split('?')[1], body]),
      );
    };
    const bodies = await sent(embed);
    expect(bodies.get('discord').embeds[0]).toMatchObject({ ...embed, footer: { text: 'by Grace' } });
    expect(JSON.stringify(bodies.get('slack'))).toContain('Settings changed');
    expect(bodies.get('standard').data).toEqual({ title: 'data' });
    expect(bodies.get('standard').embed).toBeUndefined();
    const long = await sent({
      title: 'x'.repeat(5_000),
      fields: Array.from({ length: 60 }, () => ({ name: 'n', value: 'v'.repeat(2_000) })),
    });
    expect(long.get('discord').embeds[0].title).toHaveLength(256);
    expect(JSON.stringify(long.get('discord').embeds[0]).length).toBeLessThan(7_000);
    const bare = await sent({ description: 'Only this' });
    expect(bare.get('discord').embeds[0]).toMatchObject({ description: 'Only this', color: 15158332 });
    expect(bare.get('slack').text).toBe('Only this');
  });

  it('is checked', async () => {
    const wrong = {
      title: 1,
      description: [],
      color: 16_777_216,
      fields: [{ name: 1 }],
      footer: {},
      url: 'javascript:alert(1)',
      more: 1,
    };
    expect(wrongFields(await send({ embed: wrong }))).toEqual([
      'embed.color',
      'embed.description',
      'embed.fields.0.name',
      'embed.fields.0.value',
      'embed.footer',
      'embed.more',
      'embed.title',
      'embed.url',
    ]);
  });
});
