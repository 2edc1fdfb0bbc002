import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { Accounts } from '../support/people/accounts.js';
import { PASSWORD, type Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, connect, type ConnectOptions, refused, type TestSocket } from '../support/sockets/socket.js';

describe('the socket handshake', () => {
  let app: Stage;

  beforeAll(async () => {
    app = await Stage.start({ CORS_ORIGINS: 'https://desk.example' });
  });
  afterEach(closeSockets);
  afterAll(() => app.close());

  /** The status of a handshake by WebSocket, as a page of `origin` would begin it. */
  function upgradeStatus(origin: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const handshake = request(`${app.url}/socket.io/?EIO=4&transport=websocket`, {
        headers: {
          origin,
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': Buffer.from('sixteen bytes ..').toString('base64'),
        },
      });
      handshake.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      });
      handshake.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      handshake.on('error', reject);
      handshake.end();
    });
  }

  describe('a handshake', () => {
    it('is refused without a token, with a bad one, and with one in the query string', async () => {
      const { access_token: token } = await app.accounts.person('user');
      expect((await refused(app.url, {})).code).toBe('unauthorized');
      expect((await refused(app.url, { token: 'nonsense' })).code).toBe('unauthorized');
      expect((await refused(app.url, { token: `${token}x` })).code).toBe('unauthorized');
      expect((await refused(app.url, { query: { token, access_token: token } })).code).toBe('unauthorized');
    });

    it('is refused to a deactivated account and after logout, with the reason', async () => {
      const admin = await app.accounts.person('admin');
      const gone = await app.accounts.person('user');
      await app.accounts.call(`POST /api/users/${gone.id}/deactivate`, { as: admin });
      expect((await refused(app.url, { token: gone.access_token })).code).toBe('inactive');
      const out = await app.accounts.person('user');
      await app.accounts.call('POST /api/auth/logout', { as: out });
      expect((await refused(app.url, { token: out.access_token })).code).toBe('unauthorized');
    });

    it.each([['websocket'], ['polling']])('by %s gets `ready`', async (transport) => {
      const person = await app.accounts.person('user');
      const socket = await app.connect(person, { transports: [transport] });
      expect(socket.pushes).toHaveLength(1);
      const [ready] = socket.of('ready');
      expect(Object.keys(ready)).toEqual(['user_id', 'cursor', 'unread_count', 'expires_at']);
      expect(ready).toMatchObject({ user_id: person.id, cursor: expect.any(String), unread_count: expect.any(Number) });
      expect(new Date(ready.expires_at).getTime()).toBeGreaterThan(Date.now());
    });

    it('accepts the token in the Authorization header', async () => {
      const person = await app.accounts.person('agent');
      const headers = { authorization: `Bearer ${person.access_token}` };
      const socket = await connect(app.url, { headers });
      expect(socket.of('ready')[0].user_id).toBe(person.id);
    });

    it('from a foreign origin is refused with 403, by WebSocket and by polling', async () => {
      expect(await upgradeStatus('https://evil.example')).toBe(403);
      expect(await upgradeStatus('null')).toBe(403);
      expect(await upgradeStatus('https://desk.example')).toBe(101);
      expect(await upgradeStatus(app.url)).toBe(101);
      const polling = `${app.url}/socket.io/?EIO=4&transport=polling`;
      expect((await fetch(polling, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
      expect((await fetch(polling, { headers: { origin: 'https://desk.example' } })).status).toBe(200);
    });
  });

  describe('a token of a few seconds', () => {
    let brief: Stage;
    beforeAll(async () => {
      brief = await Stage.start({ JWT_EXPIRES_IN: '3s' });
    });
    afterAll(() => brief.close());

    it('that expires is announced, then closes the socket with a reason', async () => {
      const person = await brief.accounts.person('user');
      const socket = await brief.connect(person);
      await socket.waitFor(({ disconnectReason }) => disconnectReason !== null, 'the end');
      expect(socket.of('token.expiring')).toEqual([{ expires_at: socket.of('ready')[0].expires_at }]);
      expect(socket.of('closing')).toEqual([{ reason: 'expired' }]);
      // Socket.IO comes back by itself after this, and asks for a fresh token.
      expect(socket.disconnectReason).toBe('transport close');
      expect((await refused(brief.url, { token: person.access_token })).code).toBe('expired');
    });

    it('can be replaced in place, only by one of the same person', async () => {
      const person = await brief.accounts.person('user');
      const socket = await brief.connect(person);
      await socket.waitFor(({ pushes }) => pushes.some(({ message }) => message === 'token.expiring'));
      const other = await brief.accounts.person('user');
      expect(await socket.send('auth', { token: other.access_token })).toMatchObject({ error: { code: 'forbidden' } });
      expect(await socket.send('auth', { token: newId() })).toMatchObject({ error: { code: 'unauthorized' } });
      expect(await socket.send('auth', {})).toMatchObject({ error: { code: 'invalid_input' } });
      const fresh = await brief.accounts.login(person.email, PASSWORD);
      const ack = await socket.send('auth', { token: fresh.access_token });
      expect(ack).toEqual({ ok: true, expires_at: expect.any(String) });
      expect(Date.parse(ack.expires_at)).toBeGreaterThan(Date.parse(socket.of('ready')[0].expires_at) - 1);
      await socket.waitFor(({ disconnectReason }) => disconnectReason !== null, 'the end of the second token');
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(ack.expires_at));
    });
  });

  describe('an API key at the handshake', () => {
    async function keyOf(person: Person, scopes?: string[]): Promise<{ id: string; key: string }> {
      const { body } = await app.accounts.call('POST /api/api-keys', { as: person, body: { name: 'Pager', scopes } });
      return body;
    }

    it('opens a socket of its owner, which alone closes when the key is deleted', async () => {
      const person = await app.accounts.person('user');
      const { id, key } = await keyOf(person);
      const other = await keyOf(person);
      const socket = await connect(app.url, { token: key });
      const byHeader = await connect(app.url, { headers: { authorization: `Bearer ${other.key}` } });
      expect(socket.of('ready')[0]).toMatchObject({ user_id: person.id, expires_at: null });
      await app.accounts.call(`DELETE /api/api-keys/${id}`, { as: person });
      await socket.waitFor(({ disconnectReason }) => disconnectReason !== null, 'the end');
      expect(socket.of('closing')).toEqual([{ reason: 'revoked' }]);
      expect((await refused(app.url, { token: key })).code).toBe('unauthorized');
      expect(await byHeader.send('read_all', {})).toMatchObject({ ok: true });
    });

    it('is limited to its scopes', async () => {
      const person = await app.accounts.person('agent');
      expect((await refused(app.url, { token: (await keyOf(person, ['write'])).key })).code).toBe('unauthorized');
      const reader = await connect(app.url, { token: (await keyOf(person, ['read'])).key });
      expect(await reader.send('join', { room: 'tickets' })).toMatchObject({ ok: true });
      for (const message of ['read', 'read_all', 'typing', 'viewing']) {
        expect(await reader.send(message, { id: newId(), ticket_id: newId() })).toMatchObject({
          error: { code: 'forbidden' },
        });
      }
      const writer = await keyOf(person, ['write']);
      expect(await reader.send('auth', { token: writer.key })).toMatchObject({ error: { code: 'forbidden' } });
    });

    it('of a deactivated owner opens no socket, and open ones close', async () => {
      const admin = await app.accounts.person('admin');
      const person = await app.accounts.person('user');
      const { key } = await keyOf(person);
      const socket = await connect(app.url, { token: key });
      await app.accounts.call(`POST /api/users/${person.id}/deactivate`, { as: admin });
      await socket.waitFor(({ disconnectReason }) => disconnectReason !== null, 'the end');
      expect(socket.of('closing')).toEqual([{ reason: 'inactive' }]);
      expect((await refused(app.url, { token: key })).code).toBe('inactive');
    });
  });
});

describe('messages from clients', () => {
  let app: Stage;
  let desk: Accounts;

  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
  });
  afterEach(closeSockets);
  afterAll(() => app.close());

  async function socketOf(caller: Person, options: ConnectOptions = {}): Promise<TestSocket> {
    return app.connect(caller, { ...options });
  }

  describe('messages', () => {
    it('are answered in their acks, and invalid ones close nothing', async () => {
      const { requester } = await desk.cast();
      const socket = await socketOf(requester);
      const code = async (message: string, ...payload: unknown[]) =>
        (await socket.send(message, ...payload)).error?.code;
      for (const payload of [undefined, null, 7, 'tickets', [], {}, { room: 7 }, { room: null }]) {
        expect(await code('join', payload)).toBe('invalid_input');
      }
      expect(await code('join')).toBe('invalid_input');
      expect(await code('join', { room: 'tickets', after: 7 })).toBe('invalid_input');
      for (const room of ['', 'nonsense', 'ticket:', 'ticket:x', 'toString', '__proto__', `ticket:${newId()}:x`]) {
        expect(await code('join', { room })).toBe('unknown_room');
      }
      expect(await code('join', { room: `ticket:${newId()}` })).toBe('not_found');
      expect(await code('join', { room: `user:${newId()}` })).toBe('forbidden');
      expect(await code('leave', {})).toBe('invalid_input');
      for (const room of ['\u0000', '\ud800']) expect(await code('join', { room })).toBe('invalid_input');
      expect(await code('typing', { ticket_id: 'x' })).toBe('invalid_input');
      expect(await code('typing', { ticket_id: newId() })).toBe('not_found');
      for (const payload of [undefined, null, {}, { ticket_id: 'x' }, { ticket_id: newId(), editing: 1 }]) {
        expect(await code('viewing', payload)).toBe('invalid_input');
      }
      const both = await socket.send('viewing', { ticket_id: 7, editing: 'yes' });
      expect(both.error.message).toBe('ticket_id: must be the id of a ticket, or null; editing: must be true or false');
      expect(await code('viewing', { ticket_id: newId() })).toBe('not_found');
      expect(await socket.send('viewing', { ticket_id: null })).toEqual({ ok: true });
      expect(await code('nonsense')).toBe('unknown_message');
      for (const message of ['error', 'join', 'nonsense', 'typing', 'viewing'])
        socket.socket.emit(message, { room: [] });
      expect(await socket.send('join', { room: `user:${requester.id}` })).toMatchObject({ ok: true });
      const ack = await socket.send('join', { room: 'tickets' });
      expect(ack).toEqual({ ok: true, room: 'tickets', cursor: expect.any(String) });
      expect(await socket.send('leave', { room: 'tickets' })).toEqual({ ok: true, room: 'tickets' });
      expect(socket.disconnectReason).toBeNull();
    });

    it('are refused beyond fifty a second', async () => {
      const { requester } = await desk.cast();
      const socket = await socketOf(requester);
      const acks = await Promise.all(Array.from({ length: 80 }, () => socket.send('leave', { room: 'tickets' })));
      const refused = acks.filter((ack) => !ack.ok);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.length).toBeLessThanOrEqual(30);
      expect(refused[0]).toMatchObject({ error: { code: 'rate_limited' } });
      expect(socket.disconnectReason).toBeNull();
    });

    it('are answered too_large above the size limit and invalid if unreadable, and the socket stays open', async () => {
      const { requester } = await desk.cast();
      for (const transports of [['websocket'], ['polling']]) {
        const socket = await socketOf(requester, { transports });
        const refusals: [unknown, string][] = [
          [{ room: 'x'.repeat(200_000) }, 'too_large'],
          [{ room: 'é'.repeat(60_000) }, 'too_large'],
          [{ room: Array.from({ length: 15_000 }, (_, key) => ({ [key]: 0 })) }, 'too_large'],
          [JSON.parse('['.repeat(70) + ']'.repeat(70)), 'invalid_input'],
          [Object.fromEntries(Array.from({ length: 10_500 }, (_, key) => [key, 0])), 'invalid_input'],
          [{ room: Buffer.from('bytes') }, 'invalid_input'],
          [{ room: 'tickets', other: { deep: 'a\u0000' } }, 'invalid_input'],
        ];
        for (const [payload, code] of refusals) {
          expect(await socket.send('join', payload)).toMatchObject({ ok: false, error: { code } });
        }
        expect((await socket.send('join', { room: '\u0000' })).error.message).toMatch(/^room: /);
        expect(await socket.send('join', { room: 'tickets' })).toMatchObject({ ok: true });
        expect(socket.disconnectReason).toBeNull();
        socket.close();
      }
    });

    it('that are not Socket.IO packets are ignored', async () => {
      const { requester } = await desk.cast();
      const socket = await socketOf(requester);
      const raw = (packet: string) => socket.socket.io.engine.write(packet);
      for (const packet of ['9', '2', '2{"a":1}', '2["connect"]', '2[', '251-["join"]', '3', '37[]', '4"x"', '6', 'x'])
        raw(packet);
      expect(await socket.send('join', { room: 'tickets' })).toMatchObject({ ok: true });
      expect(socket.disconnectReason).toBeNull();
    });

    it('for staff rooms are refused to everyone else', async () => {
      const { admin, agent, manager, requester } = await desk.cast();
      for (const caller of [manager, requester]) {
        const socket = await socketOf(caller, { rooms: ['users', 'tickets'] });
        expect(await socket.send('join', { room: 'users' })).toMatchObject({ error: { code: 'forbidden' } });
        await socket.waitFor(({ pushes }) => pushes.some(({ message }) => message === 'join.refused'));
        expect(socket.of('join.refused')).toMatchObject([{ room: 'users', error: { code: 'forbidden' } }]);
      }
      for (const caller of [admin, agent]) {
        expect(await (await socketOf(caller)).send('join', { room: 'users' })).toMatchObject({ ok: true });
      }
    });

    it('about typing go to others who have the ticket open', async () => {
      const { agent, requester, stranger } = await desk.cast();
      const ticket = await requester.createTicket();
      const rooms = [`ticket:${ticket.id}`];
      const staff = await socketOf(agent, { rooms });
      const [own, elsewhere] = [await socketOf(requester, { rooms }), await socketOf(stranger, { rooms })];
      expect(await staff.send('typing', { ticket_id: ticket.id, internal: true })).toEqual({ ok: true });
      expect(await staff.send('typing', { ticket_id: ticket.id })).toEqual({ ok: true });
      await own.waitFor((self) => self.of('typing').length > 0);
      expect(own.of('typing')).toEqual([
        { ticket_id: ticket.id, user_id: agent.id, name: agent.name, internal: false },
      ]);
      expect(await own.send('typing', { ticket_id: ticket.id, internal: true })).toEqual({ ok: true });
      await staff.waitFor((self) => self.of('typing').length > 0);
      expect(staff.of('typing')).toMatchObject([{ user_id: requester.id, internal: false }]);
      expect([...own.of('typing'), ...elsewhere.of('typing')]).toHaveLength(1);
    });
  });
});
