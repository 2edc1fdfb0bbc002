import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttackedServer, stopAttack } from './support/attacked-server.js';

const HOSTS = 12;

let attacked: AttackedServer;
/** A name server that hears every question and never answers. */
let nameServer: Socket;
let questions = 0;

beforeAll(async () => {
  nameServer = createSocket('udp4', () => (questions += 1));
  nameServer.bind(0, '127.0.0.1');
  await once(nameServer, 'listening');
  const { port } = nameServer.address();
  attacked = await AttackedServer.start({ DNS_SERVERS: `127.0.0.1:${port}` });
}, 60_000);
afterAll(async () => {
  await stopAttack();
  nameServer.close();
});

describe('host names whose name server is silent', () => {
  it('delay no other delivery when twelve of them have deliveries due', async () => {
    const owner = await attacked.attacker();
    for (let n = 0; n < HOSTS; n += 1) {
      const body = { url: `http://silent-${n}.attack.test/hook`, events: ['project.created'] };
      await owner.must('POST /api/webhooks', { body });
    }
    await attacked.unharmedBy(
      'dns',
      async () => {
        for (let n = 0; n < 20; n += 1) {
          await owner.must('POST /api/events', { body: { type: 'project.created', user_id: owner.id, data: { n } } });
        }
      },
      6_000,
    );
    expect(questions).toBeGreaterThan(HOSTS);
  });

  it('delay no other work when many are tested and probed at once', async () => {
    const owner = await attacked.attacker({ address: '127.0.0.3' });
    const body = { url: 'http://silent-probe.attack.test/hook', events: ['project.created'], timeout_seconds: 2 };
    const { id } = await owner.must('POST /api/webhooks', { body });
    await attacked.unharmedBy('dns, tests', async () => {
      const routes = Array.from({ length: 20 }, (_, n) => `POST /api/webhooks/${id}/${n % 2 === 0 ? 'test' : 'probe'}`);
      await Promise.all(routes.map((route) => owner.statusOf(route, { body: {}, timeoutMs: 10_000 })));
    });
  });
});
