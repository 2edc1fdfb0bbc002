import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ConnectedUsers } from '../../src/realtime/connected-users.js';
import { Stage } from '../support/servers/stage.js';
import type { Person } from '../support/people/person.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';

const CONTENT = 'x'.repeat(18_000);
const COMMENTS = 750;

let app: Stage;
let agent: Person;

beforeAll(async () => {
  app = await Stage.start();
  agent = await app.accounts.person('agent');
});
afterEach(closeSockets);
afterAll(() => app.close());

interface PausableStream {
  pause(): void;
  resume(): void;
}

/** The TCP connection below a client: what is paused here is not read, as by a process that hangs. */
function tcpOf({ socket }: TestSocket): PausableStream {
  const transport = socket.io.engine.transport as unknown as { ws: { _socket: PausableStream } };
  // Nothing public of `ws` stops reading at the connection itself.
  // oxlint-disable-next-line no-underscore-dangle
  return transport.ws._socket;
}

/** Bytes that the server holds for the sockets of a person. */
function heldBytes(userId: string): number {
  const [connection] = app.get(ConnectedUsers).of(userId);
  const engine = connection?.socket.conn as unknown as {
    writeBuffer: { data?: string }[];
    transport: { socket: { bufferedAmount: number } };
  };
  return engine.writeBuffer.reduce(
    (sum, { data }) => sum + (data?.length ?? 0),
    engine.transport.socket.bufferedAmount,
  );
}

describe('a socket that reads slowly', () => {
  it('costs bounded memory, and gets everything eventually', async () => {
    const ticket = await agent.createTicket();
    const slow = await app.connect(agent, { rooms: ['comments'] });
    const witness = await app.connect(agent, { rooms: ['comments'] });
    // Kept: a client that notices the silence lets go of its transport.
    const tcp = tcpOf(slow);
    tcp.pause();
    let most = 0;
    const write = async () => {
      for (let n = 0; n < COMMENTS / 10; n += 1) {
        await agent.comment(ticket.id, { content: CONTENT });
        most = Math.max(most, heldBytes(agent.id));
      }
    };
    await Promise.all(Array.from({ length: 10 }, write));
    await witness.waitFor((self) => self.of('comment.update').length === COMMENTS, 'all comments');
    expect(slow.of('comment.update').length).toBeLessThan(COMMENTS / 2);
    // 13 MB were written; 4 MB are allowed, and what one second adds.
    expect(most).toBeLessThan(8_000_000);
    tcp.resume();
    await slow.waitFor((self) => self.of('replayed').length > 0, 'the replay');
    expect(slow.of('resync')).toEqual([{ reason: 'slow', room: null, cursor: expect.any(String) }]);
    const ids = (socket: TestSocket) => socket.of('comment.update').map((push: Json) => push.id);
    expect([...new Set(ids(slow))]).toEqual(ids(witness));
    const end = await agent.comment(ticket.id);
    await slow.waitFor((self) => ids(self).includes(end.id), 'a push after the replay');
  }, 60_000);
});
