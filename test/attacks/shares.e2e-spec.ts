import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Json, TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

const MISSED = 3_000;
const REPLAYING = 40;
const MAX_SOCKETS = 50;
const RESUMED_WITHIN_MS = 2_000;

let attacked: AttackedServer;

beforeAll(async () => {
  attacked = await AttackedServer.start();
}, 60_000);
afterAll(stopAttack);

describe('one person who takes more than a fair share', () => {
  it('delays no other replay with forty sockets that replay long histories', async () => {
    const greedy = await attacked.attacker();
    const { cursor } = await greedy.must('GET /api/notifications');
    await fillLog(greedy);
    const victim = await attacked.attacker({ address: '127.0.0.3' });
    const from = (await victim.must('GET /api/notifications')).cursor;
    const resumed: number[] = [];
    await attacked.unharmedBy('shares, replays', async () => {
      const greedySockets = Array.from(
        { length: REPLAYING },
        () => new TestSocket(attacked.url, { token: greedy.token, after: cursor }),
      );
      for (let n = 0; n < 4; n += 1) resumed.push(await resumeMs(victim, from));
      for (const socket of greedySockets) socket.close();
    });
    process.stdout.write(`  resumed after ${resumed.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`);
    expect(Math.max(...resumed)).toBeLessThan(RESUMED_WITHIN_MS);
  });

  it('has at most fifty sockets, and the next refusal names the limit', async () => {
    const greedy = await attacked.attacker({ address: '127.0.0.4' });
    const sockets: TestSocket[] = [];
    await attacked.unharmedBy('shares, sockets', async () => {
      for (let n = 0; n < 100; n += 1) sockets.push(new TestSocket(attacked.url, { token: greedy.token }));
      await until(() => sockets.every((socket) => socket.refusal !== null || socket.of('ready').length > 0));
    });
    const accepted = sockets.filter((socket) => socket.of('ready').length > 0 && socket.disconnectReason === null);
    expect(accepted.length).toBeLessThanOrEqual(MAX_SOCKETS);
    const refusals = sockets.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.code]));
    expect(new Set(refusals)).toEqual(new Set(['too_many_connections']));
  });

  it('delays no other work with a flood of events by one key', async () => {
    const greedy = await attacked.attacker({ address: '127.0.0.5' });
    const { key } = await greedy.must('POST /api/api-keys', { body: { name: 'flood' } });
    const body = { events: Array.from({ length: 100 }, () => event(greedy, 'x'.repeat(2_000))) };
    const statuses = new Set<number>();
    await attacked.unharmedBy(
      'shares, events',
      async () => {
        const endsAt = performance.now() + 6_000;
        const send = async () => {
          while (performance.now() < endsAt)
            statuses.add(await greedy.statusOf('POST /api/events/batch', { body, token: key }));
        };
        await Promise.all(Array.from({ length: 6 }, send));
      },
      6_000,
    );
    // Whether a machine is quick enough to reach the limit is another question: `fair-turns` asks it.
    expect([...statuses].filter((status) => status !== 202 && status !== 429)).toEqual([]);
  });

  it('is refused uploads past the limit, and delays no other work', async () => {
    const greedy = await attacked.attacker({ address: '127.0.0.6' });
    const ticket: Json = await greedy.must('POST /api/tickets', { body: { title: 'Files' } });
    await attacked.unharmedBy('shares, uploads', async () => {
      const statuses = await Promise.all(Array.from({ length: 60 }, () => upload(greedy, ticket.id)));
      for (const status of statuses) expect([201, 413, 429, 503]).toContain(status);
    });
  });

  it('has bad tokens counted by address, which blocks no other address', async () => {
    const guesser = attacked.stranger({ address: '127.0.0.7' });
    const statuses = new Set<number>();
    await attacked.unharmedBy('shares, bad tokens', async () => {
      for (let round = 0; round < 60; round += 1) {
        const guesses = Array.from({ length: 20 }, (_, n) => `ck_${round}_${n}_${'x'.repeat(30)}`);
        const answers = guesses.map((token) => guesser.statusOf('GET /api/auth/me', { token }));
        for (const status of await Promise.all(answers)) statuses.add(status);
      }
    });
    expect(statuses).toEqual(new Set([401, 429]));
  });
});

async function fillLog(person: Attacker): Promise<void> {
  const { key } = await person.must('POST /api/api-keys', { body: { name: 'fill' } });
  const events = Array.from({ length: 500 }, () => ({
    ...event(person, 'x'.repeat(100)),
    notify: { message: 'Look' },
  }));
  for (let n = 0; n < MISSED / 500; n += 1) {
    await person.must('POST /api/events/batch', { body: { events }, token: key });
  }
  await attacked.view.settled();
}

function event(person: Attacker, text: string): Json {
  return { type: 'project.created', user_id: person.id, data: { text } };
}

/** From the dialling to the last of what was missed. */
async function resumeMs(person: Attacker, after: string): Promise<number> {
  const startedAt = performance.now();
  const socket = await connect(attacked.url, { token: person.token, after });
  await socket.waitFor((self) => self.of('replayed').length > 0, 'the replay');
  socket.close();
  return performance.now() - startedAt;
}

function upload(person: Attacker, ticketId: string): Promise<number> {
  const boundary = 'a-boundary-of-no-meaning';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n`;
  const body = Buffer.from(`${head}${'x'.repeat(300_000)}\r\n--${boundary}--\r\n`);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return person.statusOf(`POST /api/tickets/${ticketId}/attachments`, { body, headers });
}
