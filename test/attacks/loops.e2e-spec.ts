import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';
import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Three endpoints that each send an event for every event would double the log twice a round. */
const ENDPOINTS = 3;
const MAX_EVENTS = 60;

let attacked: AttackedServer;
let owner: Attacker;
let key: string;
let lastAddress = 1;

beforeAll(async () => {
  attacked = await AttackedServer.start();
}, 60_000);
afterAll(stopAttack);

async function newOwner(): Promise<void> {
  lastAddress += 1;
  owner = await attacked.attacker({ address: `127.0.0.${lastAddress}` });
  ({ key } = await owner.must('POST /api/api-keys', { body: { name: 'loop' } }));
}

/** @returns what the endpoints were answered with; a refusal is one way to close the kind */
async function endpointsTo(url: string): Promise<number[]> {
  const template = JSON.stringify({ type: 'project.updated', user_id: owner.id, data: { again: '{{ event.id }}' } });
  const statuses: number[] = [];
  for (let n = 0; n < ENDPOINTS; n += 1) {
    const headers = { authorization: `Bearer ${key}` };
    const body = { name: `loop ${n}`, url, events: ['project.*'], payload_format: 'template', template, headers };
    statuses.push((await owner.send('POST /api/webhooks', { body })).status);
  }
  return statuses;
}

function eventsOfOwner(): Promise<number> {
  return attacked.view
    .rows<{ count: number }>('SELECT count(*)::int AS count FROM event_bodies WHERE user_id = $1', [owner.id])
    .then(([row]) => row?.count ?? 0);
}

async function startLoop(): Promise<void> {
  await owner.must('POST /api/events', { body: { type: 'project.updated', user_id: owner.id, data: {} } });
  await delay(3_000);
}

describe('endpoints that trigger themselves', () => {
  const own: [string, () => string][] = [
    ['a relative URL', () => '/api/events'],
    ['the server’s own address', () => `${attacked.url}/api/events`],
    ['the server’s own address by another name', () => `http://localhost:${attacked.server.port}/api/events`],
    ['the server’s batch route', () => '/api/events/batch'],
  ];

  it.each(own)('with %s stop after a few rounds', async (name, url) => {
    await newOwner();
    await attacked.unharmedBy(`loops by ${name}`, async () => {
      await endpointsTo(url());
      await startLoop();
    });
    expect(await eventsOfOwner()).toBeLessThanOrEqual(MAX_EVENTS);
  });

  it('through a proxy that forwards every header stop after a few rounds', async () => {
    await newOwner();
    const proxy = await passingProxy();
    try {
      const { port } = proxy.address() as AddressInfo;
      await attacked.unharmedBy('loops through a proxy', async () => {
        await endpointsTo(`http://127.0.0.1:${port}/api/events`);
        await startLoop();
      });
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
    expect(await eventsOfOwner()).toBeLessThanOrEqual(MAX_EVENTS);
  });
});

async function passingProxy(): Promise<Server> {
  const proxy = createServer((incoming, answer) => {
    const { method, url: path, headers } = incoming;
    const options = { method, path, headers, host: '127.0.0.1', port: attacked.server.port };
    const onward = request(options, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}
