import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { plant } from '../support/receivers/webhooks.js';
import { until } from '../support/until.js';

let running: Stage;
let receiver: Receiver;
let admin: Person;
let anna: Person;
let other: Person;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '1h' });
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

describe('a custom event that names a person', () => {
  const names = (fields: object = {}) => send({ user_id: anna.id, ...fields });

  it('is pushed only to that person’s sockets, live and by replay, with the same bytes', async () => {
    const [mine, theirs] = [await running.connect(anna), await running.connect(other)];
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
    const again = await running.connect(anna, { after });
    expect(again.of('event')).toEqual(mine.of('event'));
    const joined = await running.connect(anna);
    await joined.send('join', { room: `user:${anna.id}`, after });
    expect(joined.of('event')).toEqual(mine.of('event'));
    await send({ user_id: other.id });
    await theirs.waitFor((self) => self.of('event').length > 0);
    expect(theirs.of('event').map(({ id: seen }) => seen)).not.toContain(id);
    expect(mine.of('event')).toHaveLength(1);
  });

  it('creates no desk rows and no desk pushes, even with the name of a desk event', async () => {
    const socket = await running.connect(admin, { rooms: ['tickets'] });
    const before = (await call('GET /api/notifications', undefined, anna)).body.items.length;
    await names({ type: 'ticket.created', data: { id: newId(), title: 'Not ours' } });
    await send({ user_id: admin.id });
    await socket.waitFor((self) => self.of('event').length === 1);
    expect(socket.of('ticket.update')).toEqual([]);
    expect((await call('GET /api/notifications', undefined, anna)).body.items).toHaveLength(before);
  });

  it('notifies the person in the inbox on request, on every open channel', async () => {
    const hook = `${receiver.url}?anna`;
    await plant(running, {
      kind: 'personal',
      user_id: anna.id,
      name: 'Personal',
      url: hook,
      payload_format: 'notification',
    });
    const socket = await running.connect(anna);
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

  it('notifies a person whose own program sent it, but not one who switched it off', async () => {
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

  it('requires a person and a message for a notification', async () => {
    expect(wrongFields(await send({ notify: { message: 'Whom?' } }))).toEqual(['notify']);
    expect(wrongFields(await names({ notify: {} }))).toEqual(['notify.message']);
    expect(wrongFields(await names({ notify: 'Hello' }))).not.toEqual([]);
  });
});

describe('an embed of a custom event', () => {
  afterEach(() => running.dataSource.query('DELETE FROM webhook_endpoints'));
  const embed = {
    title: 'Settings changed',
    description: 'Two of them',
    color: 3447003,
    fields: [{ name: 'site_name', value: 'Desk', inline: true }],
    footer: 'by Grace',
    url: 'https://desk.example/settings',
  };

  it('is what a chat receives, cut to its limits; other formats get the data', async () => {
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

  it('is validated', async () => {
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
