import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

const CONNECTIONS = 14;
const MAX_ANSWER = 256 * 1024;
const MAX_GROWTH_MIB = 400;

const LONG_KEY = 'k'.repeat(640 * 1024);
const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, n) => [`key${n}`, n]));
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Raw texts; each fits the size limit of a body. */
const BODIES: Record<string, string> = {
  'a key of 640 kB over 230 bad strings': JSON.stringify({ [LONG_KEY]: Array.from({ length: 230 }, () => '\u0000') }),
  'a key of 640 kB under data': JSON.stringify({
    type: 'project.created',
    data: { [LONG_KEY]: Array.from({ length: 230 }, () => '\ud800') },
  }),
  '60,000 unknown fields': JSON.stringify(wide(60_000)),
  'data of 60,000 keys': JSON.stringify({ type: 'project.created', data: wide(60_000) }),
  'objects 150,000 deep': deep(150_000),
  'data 100,000 deep': `{"type":"project.created","data":${deep(100_000)}}`,
  'lists 400,000 deep': `${'['.repeat(400_000)}${']'.repeat(400_000)}`,
  'batches of 500 bad events': JSON.stringify({ events: Array.from({ length: 500 }, () => wide(100)) }),
  'a list of 400,000 numbers': JSON.stringify({ events: Array.from({ length: 400_000 }, () => 1) }),
  '200,000 times the same key': `{${'"a":1,'.repeat(150_000)}"a":1}`,
};
/** What needs a token, what does not, and what is signed instead. */
const ROUTES = ['POST /api/events', 'POST /api/auth/login', 'POST /api/webhooks/notifications'];

let attacked: AttackedServer;

beforeAll(async () => {
  attacked = await AttackedServer.start();
}, 60_000);
afterAll(stopAttack);

interface FloodOptions {
  readonly body: string | Buffer;
  readonly headers?: Record<string, string>;
  readonly connections?: number;
}

/** Sends on all connections at once and insists on short refusals. */
async function flood(sender: Attacker, route: string, { connections = CONNECTIONS, ...options }: FloodOptions) {
  const answers = await Promise.allSettled(
    Array.from({ length: connections }, () => sender.send(route, { ...options, token: sender.token || null })),
  );
  for (const answer of answers) {
    if (answer.status === 'rejected') continue;
    expect(answer.value.status).toBeGreaterThanOrEqual(400);
    expect(answer.value.status).toBeLessThan(500);
    expect(answer.value.text.length).toBeLessThan(MAX_ANSWER);
  }
}

async function withinMemory(work: () => Promise<void>): Promise<void> {
  expect(await attacked.growthMiB(work)).toBeLessThan(MAX_GROWTH_MIB);
}

describe('bodies on fourteen connections without a token', () => {
  it.each(Object.entries(BODIES))('%s', async (name, body) => {
    const stranger = attacked.stranger();
    await withinMemory(async () => {
      await attacked.unharmedBy(
        `bodies, ${name}`,
        async () => {
          for (const route of ROUTES) await flood(stranger, route, { body });
        },
        1_000,
      );
    });
  });

  it('a small gzip that unpacks to a large body', async () => {
    const stranger = attacked.stranger();
    const body = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    await withinMemory(async () => {
      await attacked.unharmedBy(
        'bodies, gzip',
        async () => {
          for (const route of ROUTES) await flood(stranger, route, { body, headers: { 'content-encoding': 'gzip' } });
        },
        1_000,
      );
    });
  });
});

describe('bodies of a signed-in user', () => {
  it('are refused as cheaply as bodies without a token', async () => {
    const user = await attacked.attacker();
    const ticket: Json = await user.must('POST /api/tickets', { body: { title: 'Mine' } });
    const routes = ['POST /api/events', `POST /api/tickets/${ticket.id}/comments`, 'PUT /api/users/me/preferences'];
    await withinMemory(async () => {
      await attacked.unharmedBy('bodies of a user', async () => {
        for (const body of Object.values(BODIES)) {
          for (const route of routes) await flood(user, route, { body, connections: 3 });
        }
      });
    });
  }, 60_000);
});
