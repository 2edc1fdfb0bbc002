import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Json } from '../support/sockets/socket.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

const TOO_LARGE = 300 * 1024;
/** Packets below the client library: of Engine.IO (4 is a message), then of Socket.IO. */
const MALFORMED = [
  '4',
  '42',
  '42[',
  '42{}',
  '42[]',
  '42[1]',
  '42[null]',
  '42["join"',
  '42["__proto__",{}]',
  '42["constructor",{}]',
  '42["disconnect"]',
  '42["connect_error",{}]',
  '42["newListener"]',
  '42["removeListener"]',
  '43[]',
  '431[]',
  '4399999999999999999999[]',
  '44{"message":"x"}',
  '45-["x"]',
  '451-["x",{"_placeholder":true,"num":0}]',
  '459999999-["x",{"_placeholder":true,"num":-1}]',
  '46[]',
  '49',
  '40/nowhere,',
  '42/nowhere,["join"]',
  '9',
  '\u0000',
  '2probe',
  `42["join",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
];

let attacked: AttackedServer;

beforeAll(async () => {
  attacked = await AttackedServer.start();
}, 60_000);
afterAll(stopAttack);

describe('socket messages that a regular client never sends', () => {
  it('get too_large when above the size limit, and the socket stays open', async () => {
    const user = await attacked.attacker();
    const socket = await connect(attacked.url, { token: user.token });
    await attacked.unharmedBy('messages too large', async () => {
      for (const bytes of [TOO_LARGE, 600 * 1024, 900 * 1024]) {
        const ack: Json = await socket.send('join', { room: 'tickets', padding: 'x'.repeat(bytes) });
        expect(ack).toMatchObject({ ok: false, error: { code: 'too_large' } });
      }
    });
    expect(socket.disconnectReason).toBeNull();
    expect(await socket.send('join', { room: 'tickets' })).toMatchObject({ ok: true });
  });

  it('with payloads of every JSON type get an error, and the socket stays open', async () => {
    const user = await attacked.attacker({ address: '127.0.0.3' });
    const socket = await connect(attacked.url, { token: user.token });
    const payloads = [
      null,
      1,
      'x',
      [],
      {},
      { room: 1 },
      { room: {} },
      { id: null },
      { token: [] },
      { room: 'x'.repeat(5_000) },
    ];
    const messages = ['join', 'leave', 'auth', 'typing', 'viewing', 'read', 'nowhere', 'constructor', 'toString'];
    await attacked.unharmedBy('messages of every type', async () => {
      for (const message of messages) {
        for (const payload of payloads) {
          const ack: Json = await socket.send(message, payload);
          // 50 messages a second are allowed; what is beyond is refused the same way.
          expect(ack).toMatchObject({ ok: false, error: { code: expect.any(String) } });
          expect(ack.error.code).not.toMatch(/internal/);
        }
      }
    });
    expect(socket.disconnectReason).toBeNull();
  });

  it('that are malformed packets close at most their own connection', async () => {
    const user = await attacked.attacker({ address: '127.0.0.4' });
    await attacked.unharmedBy('messages malformed', async () => {
      for (const packet of MALFORMED) {
        const socket = await signedIn(user);
        socket.write(frame(packet));
        socket.write(frame(packet));
      }
    });
  });
});

/** A WebSocket by hand, up to the namespace's CONNECT with a token. */
async function signedIn(user: Attacker): Promise<Socket> {
  const socket = user.open(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
  );
  await once(socket, 'data');
  socket.write(frame(`40${JSON.stringify({ token: user.token })}`));
  await once(socket, 'data');
  return socket;
}

/** A masked text frame with a mask of zeros, which leaves the bytes as they are. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]);
}
