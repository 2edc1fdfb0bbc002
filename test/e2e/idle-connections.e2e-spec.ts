import { connect as dial, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { until } from '../support/until.js';

const IDLE_MS = 1_000;

let running: Stage;
let person: Person;
const open: RawConnection[] = [];

/** A connection of which a test decides every byte. */
class RawConnection {
  received = '';
  isClosed = false;
  readonly socket: Socket;

  constructor(text = '') {
    this.socket = dial(Number(new URL(running.url).port), '127.0.0.1');
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk) => (this.received += chunk.toString('latin1')));
    this.socket.on('close', () => (this.isClosed = true));
    if (text !== '') this.socket.write(text);
    open.push(this);
  }

  closed(): Promise<void> {
    return until(() => this.isClosed, { timeoutMs: 20_000, describe: () => this.received });
  }
}

function head(route: string, headers: Record<string, string | number> = {}): string {
  const all = { host: 'x', authorization: `Bearer ${person.access_token}`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`${route} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

beforeAll(async () => {
  running = await Stage.start({ IDLE_TIMEOUT: `${IDLE_MS}ms` });
  person = await running.accounts.person('admin');
});
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.destroy();
});
afterAll(() => running.close());

describe('an idle connection', () => {
  it('gets 408 and is closed when a body stops arriving', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': 500 };
    const stalled = new RawConnection(`${head('POST /api/tickets', headers)}{"title":`);
    await stalled.closed();
    expect(stalled.received).toContain('408 Request Timeout');
    expect(stalled.received).toContain('application/problem+json');
    expect(stalled.received).toContain('"code":"request_timeout"');
    expect(await running.accounts.count('tickets')).toBe(0);
  });

  it('is closed likewise for an unauthenticated body, and for a form', async () => {
    const body = { 'content-type': 'application/json', 'content-length': 500 };
    const stranger = new RawConnection(`${head('POST /api/auth/login', { ...body, authorization: 'x' })}{"em`);
    const ticket = await running.accounts.call('POST /api/tickets', { as: person, body: { title: 'Files' } });
    const form = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 90_000 };
    const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc';
    const upload = new RawConnection(head(`POST /api/tickets/${ticket.body.id}/attachments`, form) + part);
    await Promise.all([stranger.closed(), upload.closed()]);
    expect(stranger.received).toContain('408 Request Timeout');
    expect(await running.accounts.count('attachments')).toBe(0);
  });

  it('is closed when it never sends a request', async () => {
    await new RawConnection().closed();
  });

  it('is closed when a response is not read', async () => {
    const ticket = await running.accounts.call('POST /api/tickets', { as: person, body: { title: 'Large' } });
    const form = new FormData();
    form.append('file', new Blob(['a line of text\n'.repeat(1_000_000)], { type: 'text/plain' }), 'large.txt');
    const answer = await fetch(`${running.url}/api/tickets/${ticket.body.id}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.access_token}` },
      body: form,
    });
    const { id } = (await answer.json()) as { id: string };
    const server = running.app.getHttpServer() as {
      getConnections(answer: (error: unknown, count: number) => void): void;
    };
    const connections = () =>
      new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    const before = await connections();
    const unread = new RawConnection(head(`GET /api/attachments/${id}/content`));
    unread.socket.pause();
    await until(async () => (await connections()) > before);
    await until(async () => (await connections()) <= before, { timeoutMs: 20_000 });
    unread.socket.resume();
    await unread.closed();
    expect(unread.received.length).toBeLessThan(14_000_000);
  });

  it('is closed when a WebSocket never authenticates', async () => {
    const headers = {
      upgrade: 'websocket',
      connection: 'upgrade',
      'sec-websocket-version': 13,
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const silent = new RawConnection(head('GET /socket.io/?EIO=4&transport=websocket', headers));
    await silent.closed();
    expect(silent.received).toContain('101 Switching Protocols');
  }, 20_000);
});

describe('an active connection stays open', () => {
  it('during a slow upload', async () => {
    const ticket = await running.accounts.call('POST /api/tickets', { as: person, body: { title: 'Slow' } });
    const parts = [
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n',
      ...Array.from({ length: 8 }, (_, line) => `line ${line}\n`),
      '\r\n--b--\r\n',
    ];
    const length = parts.join('').length;
    const form = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': length };
    const upload = new RawConnection(head(`POST /api/tickets/${ticket.body.id}/attachments`, form));
    // Longer than the time-out as a whole, each pause well within it: the pauses are the subject here.
    for (const part of parts) {
      upload.socket.write(part);
      await delay(IDLE_MS / 4);
    }
    await until(() => upload.received.includes('\r\n\r\n'));
    expect(upload.received).toContain('201 Created');
  });

  it('after it carried an unauthenticated poll of another client', async () => {
    const shared = new RawConnection(head('GET /socket.io/?EIO=4&transport=polling', { authorization: 'x' }));
    await until(() => shared.received.includes('"sid"'));
    // A proxy sends requests of others on the same connection, long after the stranger's time is over.
    const overMs = performance.now() + 12_000;
    for (let answers = 0; performance.now() < overMs; answers += 1) {
      shared.received = '';
      shared.socket.write(head('GET /api/auth/me'));
      await until(() => shared.received.includes(person.email), {
        describe: () => ({ answers, closed: shared.isClosed, received: shared.received }),
      });
      await delay(IDLE_MS / 4);
    }
    expect(shared.isClosed).toBe(false);
  }, 30_000);

  it('while the server processes a request', async () => {
    const event = { type: 'project.created', data: { name: 'x' } };
    await running.accounts.call('PUT /api/users/me/webhook', { as: person, body: { webhook_url: '/api/nothing' } });
    const runner = running.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE event_queue IN ACCESS EXCLUSIVE MODE');
    const answer = running.accounts.call('POST /api/events', { as: person, body: event });
    await delay(IDLE_MS * 2);
    await runner.commitTransaction();
    await runner.release();
    expect((await answer).status).toBe(202);
  });
});
