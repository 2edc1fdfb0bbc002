import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { startApp, type TestApp } from '../support/app.js';
import { Desk, type Caller } from '../support/desk.js';
import { closeSockets, connect, type ConnectOptions, type TestSocket } from '../support/socket.js';

let app: TestApp;
let desk: Desk;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
});
afterEach(closeSockets);
afterAll(() => app.close());

async function socketOf(caller: Caller, options: ConnectOptions = {}): Promise<TestSocket> {
  return connect(app.url, { token: caller.token, ...options });
}

describe('messages', () => {
  it('are answered in their acks, and nonsense ends nothing', async () => {
    const { requester } = await desk.cast();
    const socket = await socketOf(requester);
    const code = async (message: string, ...payload: unknown[]) => (await socket.send(message, ...payload)).error?.code;
    for (const payload of [undefined, null, 7, 'tickets', [], {}, { room: 7 }, { room: null }]) {
      expect(await code('join', payload)).toBe('invalid');
    }
    expect(await code('join')).toBe('invalid');
    expect(await code('join', { room: 'tickets', after: 7 })).toBe('invalid');
    for (const room of ['', 'nonsense', 'ticket:', 'ticket:x', 'toString', '__proto__', `ticket:${newId()}:x`]) {
      expect(await code('join', { room })).toBe('unknown_room');
    }
    expect(await code('join', { room: `ticket:${newId()}` })).toBe('not_found');
    expect(await code('join', { room: `user:${newId()}` })).toBe('forbidden');
    expect(await code('leave', {})).toBe('invalid');
    for (const room of ['\u0000', '\ud800']) expect(await code('join', { room })).toBe('invalid');
    expect(await code('typing', { ticket_id: 'x' })).toBe('invalid');
    expect(await code('typing', { ticket_id: newId() })).toBe('not_found');
    expect(await code('nonsense')).toBe('unknown_message');
    for (const message of ['error', 'join', 'nonsense', 'typing']) socket.socket.emit(message, { room: [] });
    expect(await socket.send('join', { room: `user:${requester.id}` })).toMatchObject({ ok: true });
    const ack = await socket.send('join', { room: 'tickets' });
    expect(ack).toEqual({ ok: true, room: 'tickets', cursor: expect.any(String) });
    expect(await socket.send('leave', { room: 'tickets' })).toEqual({ ok: true, room: 'tickets' });
    expect(socket.disconnectReason).toBeNull();
  });

  it('beyond fifty a second are refused', async () => {
    const { requester } = await desk.cast();
    const socket = await socketOf(requester);
    const acks = await Promise.all(Array.from({ length: 80 }, () => socket.send('leave', { room: 'tickets' })));
    const refused = acks.filter((ack) => !ack.ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(30);
    expect(refused[0]).toMatchObject({ error: { code: 'rate_limited' } });
    expect(socket.disconnectReason).toBeNull();
  });

  it('above the size limit are answered too_large, and those that cannot be read invalid, and the socket lives on', async () => {
    const { requester } = await desk.cast();
    for (const transports of [['websocket'], ['polling']]) {
      const socket = await socketOf(requester, { transports });
      const refusals: [unknown, string][] = [
        [{ room: 'x'.repeat(200_000) }, 'too_large'],
        [{ room: 'é'.repeat(60_000) }, 'too_large'],
        [{ room: Array.from({ length: 15_000 }, (_, key) => ({ [key]: 0 })) }, 'too_large'],
        [JSON.parse('['.repeat(70) + ']'.repeat(70)), 'invalid'],
        [Object.fromEntries(Array.from({ length: 10_500 }, (_, key) => [key, 0])), 'invalid'],
        [{ room: Buffer.from('bytes') }, 'invalid'],
        [{ room: 'tickets', other: { deep: 'a\u0000' } }, 'invalid'],
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

  it('that are no Socket.IO packets are passed over', async () => {
    const { requester } = await desk.cast();
    const socket = await socketOf(requester);
    const raw = (packet: string) => socket.socket.io.engine.write(packet);
    for (const packet of ['9', '2', '2{"a":1}', '2["connect"]', '2[', '251-["join"]', '3', '37[]', '4"x"', '6', 'x'])
      raw(packet);
    expect(await socket.send('join', { room: 'tickets' })).toMatchObject({ ok: true });
    expect(socket.disconnectReason).toBeNull();
  });

  it('of staff rooms are refused to everyone else', async () => {
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

  it('of typing goes to the others who have the ticket open', async () => {
    const { agent, requester, stranger } = await desk.cast();
    const ticket = await requester.createTicket();
    const rooms = [`ticket:${ticket.id}`];
    const staff = await socketOf(agent, { rooms });
    const [own, elsewhere] = [await socketOf(requester, { rooms }), await socketOf(stranger, { rooms })];
    expect(await staff.send('typing', { ticket_id: ticket.id, internal: true })).toEqual({ ok: true });
    expect(await staff.send('typing', { ticket_id: ticket.id })).toEqual({ ok: true });
    await own.waitFor((self) => self.of('typing').length > 0);
    expect(own.of('typing')).toEqual([
      { ticket_id: ticket.id, user_id: agent.id, name: agent.user.name, internal: false },
    ]);
    expect(await own.send('typing', { ticket_id: ticket.id, internal: true })).toEqual({ ok: true });
    await staff.waitFor((self) => self.of('typing').length > 0);
    expect(staff.of('typing')).toMatchObject([{ user_id: requester.id, internal: false }]);
    expect([...own.of('typing'), ...elsewhere.of('typing')]).toHaveLength(1);
  });
});
