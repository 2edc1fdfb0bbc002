import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Person } from '../support/people/person.js';
import { Receiver } from '../support/receivers/receiver.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { closeSockets, connect } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let folder: string;
let receiver: Receiver;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-backup-'));
  // As root the embedded database runs as another user, who must get through.
  await chmod(folder, 0o711);
  receiver = await Receiver.start();
});
afterAll(async () => {
  closeSockets();
  await stopServers();
  await receiver.stop();
  await rm(folder, { recursive: true, force: true });
});

async function script(command: string, place: string, dataDir: string): Promise<{ code: number; output: string }> {
  const args = ['--import', here('../support/typescript-loader.mjs'), here('../../scripts/backup.ts'), command, place];
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

async function attach(server: ServerProcess, admin: Person, ticketId: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob(['the bill'], { type: 'text/plain' }), 'bill.txt');
  const response = await fetch(`${server.url}/api/tickets/${ticketId}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.token}` },
    body: form,
  });
  return ((await response.json()) as { id: string }).id;
}

const received = (id: string) => receiver.requests.some(({ body }) => body.data.id === id);

describe('a backup of the embedded database', () => {
  it('is taken during writes and restored elsewhere with every row and file; old cursors are refused, and no done delivery is repeated', async () => {
    const keys = { JWT_SECRET: undefined, SECRETS_KEY: undefined };
    const server = await ServerProcess.start({ dataDir: join(folder, 'data'), environment: keys });
    const admin = await Person.signIn(server.url, ADMIN.email, ADMIN.password);
    const hook = { name: 'Tickets', url: `${receiver.url}/hook`, events: ['ticket.created'] };
    const { id: webhookId } = await admin.call('POST /api/webhooks', hook);
    const first = await admin.call('POST /api/tickets', { title: 'Before' });
    await until(async () => {
      const { items } = await admin.call(`GET /api/webhooks/${webhookId}/deliveries`);
      return items[0]?.status === 'success';
    });
    const attachment = await attach(server, admin, first.id);
    const old = (await admin.call('GET /api/events')).next_cursor as string;

    const writes = new AbortController();
    const written: string[] = [];
    const writing = (async () => {
      while (!writes.signal.aborted) written.push((await admin.call('POST /api/tickets', { title: 'Meanwhile' })).id);
    })();
    const before = written.length;
    const made = await script('backup', join(folder, 'copy'), server.dataDir);
    writes.abort();
    await writing;
    expect(made).toEqual({ code: 0, output: expect.stringContaining('It holds secrets') });
    expect(written.length).toBeGreaterThan(before + 5);
    expect((await stat(join(folder, 'copy'))).mode & 0o077).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['copy', 'data']);
    // The server that it was taken from went on, and was left running.
    const after = await admin.call('POST /api/tickets', { title: 'After' });
    await until(async () => [...written, after.id].every(received));
    const sentBefore = [...receiver.requests];

    const restored = await script('restore', join(folder, 'copy'), join(folder, 'restored'));
    expect(restored).toEqual({ code: 0, output: expect.stringContaining('The log has a new epoch') });
    const copy = await ServerProcess.start({ dataDir: join(folder, 'restored'), environment: keys });
    // By the very token: the generated keys came along.
    const there = admin.at(copy.url);
    const titles = await Promise.all(
      [first.id, ...written.slice(0, before + 1)].map((id) => there.call(`GET /api/tickets/${id}`)),
    );
    expect(titles[0]?.title).toBe('Before');
    const { items } = await there.call('GET /api/tickets?limit=200');
    expect(items.map(({ title }: { title: string }) => title)).not.toContain('After');
    const file = await fetch(`${copy.url}/api/attachments/${attachment}/content`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(await file.text()).toBe('the bill');

    const stale = await fetch(`${copy.url}/api/events?after=${old}`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(stale.status).toBe(410);
    const socket = await connect(copy.url, { token: admin.token, after: old });
    await socket.waitFor(() => socket.of('resync').length > 0, 'resync');
    expect(socket.of('resync')[0]).toMatchObject({ reason: 'reset' });
    const inCopy = await there.call('POST /api/tickets', { title: 'In the copy' });
    await until(async () => received(inCopy.id));
    // What waited in the backup is sent by the copy, too: with the id and the bytes of before, by which it is recognised.
    const repeated = receiver.requests.slice(sentBefore.length).filter(({ body }) => body.data.id !== inCopy.id);
    const known = new Map(sentBefore.map((request) => [request.id, request.text]));
    expect(repeated.map(({ text }) => text)).toEqual(repeated.map(({ id }) => known.get(id)));
    expect(receiver.requests.filter(({ body }) => body.data.id === first.id)).toHaveLength(1);
    expect(await copy.stop()).toBe(0);
    expect(await server.stop()).toBe(0);
  }, 180_000);

  it('is refused over existing data, from an invalid source, and into a folder in use', async () => {
    const data = join(folder, 'data');
    const copy = join(folder, 'copy');
    expect(await script('backup', copy, data)).toEqual({
      code: 1,
      output: expect.stringContaining('is there already'),
    });
    expect(await script('restore', copy, data)).toEqual({ code: 1, output: expect.stringContaining('is not empty') });
    const other = join(folder, 'other');
    expect(await script('backup', join(folder, 'new'), other)).toMatchObject({
      code: 1,
      output: expect.stringContaining(other),
    });
    expect(await script('restore', data, other)).toEqual({ code: 1, output: expect.stringContaining('is no backup') });
    await writeFile(join(copy, 'jwt-secret'), 'cut');
    expect(await script('restore', copy, other)).toEqual({
      code: 1,
      output: expect.stringContaining('is not complete'),
    });
    expect((await readdir(folder)).sort()).toEqual(['copy', 'data', 'restored']);
  }, 60_000);
});
