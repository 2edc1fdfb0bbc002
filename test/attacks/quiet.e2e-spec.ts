import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import { ARRIVES_WITHIN_MS, LIVE_WITHIN_MS } from './support/honest-pair.js';

let attacked: AttackedServer;

beforeAll(async () => {
  attacked = await AttackedServer.start();
}, 60_000);
afterAll(stopAttack);

describe('the check of regular work during attacks', () => {
  it('reports no fault while there is no attack', async () => {
    const { comments } = await attacked.unharmedBy('nothing', () => Promise.resolve(), 2_000);
    expect(comments).toBeGreaterThan(4);
  });

  it('reports a process that stops for a moment', async () => {
    // Far above what a busy machine adds to the limit, and below that of comments.
    const figures = await attacked.during('a standing process', () => freeze(0.75 * ARRIVES_WITHIN_MS), 2_000);
    expect(figures.live).toBeGreaterThan(LIVE_WITHIN_MS);
    expect(figures.complaints).toEqual([expect.stringContaining('live answered after')]);
  });

  it('reports comments that arrive late on every channel', async () => {
    const figures = await attacked.during('a process that stands still for long', () =>
      freeze(ARRIVES_WITHIN_MS + 1_500),
    );
    for (const channel of ['answer', 'inbox', 'socket', 'webhook'] as const) {
      expect(figures[channel]).toBeGreaterThan(ARRIVES_WITHIN_MS);
      expect(figures.complaints).toContainEqual(expect.stringContaining(`reached ${channel} after`));
    }
  });
});

async function freeze(milliseconds: number): Promise<void> {
  process.kill(attacked.server.pid, 'SIGSTOP');
  await delay(milliseconds);
  process.kill(attacked.server.pid, 'SIGCONT');
}
