import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeSockets, connect } from '../support/sockets/socket.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

/** Each event is within its limit of 256 KiB; a batch of them within 4 MiB. */
const TEXT_BYTES = 250_000;
const BATCH = 16;
const BATCHES = 25;
const READERS = 30;
const MAX_GROWTH_MIB = 700;

let attacked: AttackedServer;
let sender: Attacker;

beforeAll(async () => {
  attacked = await AttackedServer.start();
  sender = await attacked.attacker({ connections: READERS });
}, 60_000);
afterAll(async () => {
  closeSockets();
  await stopAttack();
});

async function sendAll(): Promise<void> {
  const event = { type: 'project.created', user_id: sender.id, data: { text: 'x'.repeat(TEXT_BYTES) } };
  const body = JSON.stringify({ events: Array.from({ length: BATCH }, () => event) });
  for (let n = 0; n < BATCHES; n += 1) {
    expect([202, 429]).toContain(await sender.statusOf('POST /api/events/batch', { body }));
  }
}

describe('a hundred megabytes of events', () => {
  it('sent at once delay no other work, and memory stays bounded', async () => {
    const most = await attacked.growthMiB(() => attacked.unharmedBy('large events', sendAll));
    expect(most).toBeLessThan(MAX_GROWTH_MIB);
  });

  it.each(['GET /api/events?limit=200', 'GET /api/events?limit=1', 'GET /api/events?limit=200&order=desc'])(
    'read by thirty people at once as %s delay no other work',
    async (route) => {
      await attacked.view.settled();
      const most = await attacked.growthMiB(() =>
        attacked.unharmedBy(`large events, ${route}`, async () => {
          const statuses = await Promise.all(
            Array.from({ length: READERS }, () => sender.statusOf(route, { timeoutMs: 20_000 })),
          );
          for (const status of statuses) expect([200, 400, 429, 503]).toContain(status);
        }),
      );
      expect(most).toBeLessThan(MAX_GROWTH_MIB);
    },
  );

  it('replayed to ten sockets at once delay no other work', async () => {
    const { items } = await sender.must('GET /api/events?limit=1');
    const most = await attacked.growthMiB(() =>
      attacked.unharmedBy('large events, replays', async () => {
        const options = { token: sender.token, after: items[0].cursor };
        await Promise.all(Array.from({ length: 10 }, () => connect(attacked.url, options).catch(() => undefined)));
      }),
    );
    closeSockets();
    expect(most).toBeLessThan(MAX_GROWTH_MIB);
  });
});
