import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { DatabaseCopy } from '../support/database/database-copy.js';
import type { Person } from '../support/people/person.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let database: TestDatabase;
let dataDir: string;
let app: Stage;
let agent: Person;
let ticket: Json;

async function start(): Promise<void> {
  app = await Stage.start({ DATA_DIR: dataDir }, { database });
  agent = await app.accounts.person('agent');
  ticket = await agent.createTicket();
  await app.settled();
}

beforeEach(async () => {
  database = await createDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'carillon-rewind-'));
  await start();
});

afterEach(async () => {
  closeSockets();
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
  await database.drop();
});

const socketOf = (options: { after?: string } = {}) => app.connect(agent, { rooms: ['comments'], ...options });

const epochOf = (cursor: string) => cursor.split('.')[0];
const positionOf = (cursor: string) => Number(cursor.split('.')[1]);

/** Comments, and the last cursor that a client has of them. */
async function writeComments(count: number): Promise<string> {
  const socket = await socketOf();
  for (let n = 0; n < count; n += 1) await agent.comment(ticket.id, { content: `comment ${n}` });
  await socket.waitFor((self) => self.of('comment.update').length === count);
  const { cursor } = socket;
  socket.close();
  return cursor;
}

async function events(after: string): Promise<Response> {
  return fetch(`${app.url}/api/events?after=${after}`, { headers: { authorization: `Bearer ${agent.token}` } });
}

/** Every door by which a client resumes refuses the cursor, so that it refetches instead of missing something. */
async function expectRefused(cursor: string): Promise<void> {
  const response = await events(cursor);
  const body: Json = await response.json();
  expect([response.status, body.code]).toEqual([410, 'cursor_expired']);
  expect(epochOf(body.cursor)).not.toBe(epochOf(cursor));
  const socket = await socketOf({ after: cursor });
  expect(socket.of('resync')).toMatchObject([{ reason: 'reset', room: null }]);
  expect(socket.of('comment.update')).toEqual([]);
  const ack = await socket.send('join', { room: 'tickets', after: cursor });
  expect(ack.ok).not.toBe(false);
  await socket.waitFor((self) => self.of('resync').length === 2, 'the resync of the room');
  expect(socket.of('resync')[1]).toMatchObject({ reason: 'reset', room: 'tickets' });
  socket.close();
}

/** It was told, and goes on from its new cursor with what happens afterwards. */
async function expectGoesOn(socket: TestSocket, oldCursor: string): Promise<void> {
  await socket.waitFor((self) => self.of('resync').length > 0, 'resync');
  const [{ reason, cursor }] = socket.of('resync');
  expect(reason).toBe('reset');
  expect(epochOf(cursor)).not.toBe(epochOf(oldCursor));
  const { id } = await untilDone(() => agent.comment(ticket.id, { content: 'after the reset' }));
  await socket.waitFor((self) => self.of('comment.update').some((push) => push.id === id), 'the new comment');
  const [push] = socket.of('comment.update').filter((one) => one.id === id);
  expect(epochOf(push.cursor)).toBe(epochOf(cursor));
  // The new cursor is good at every door.
  expect((await events(cursor)).status).toBe(200);
  const resumed = await socketOf({ after: cursor });
  expect(resumed.of('comment.update').map((one) => one.id)).toContain(id);
  expect(resumed.of('resync')).toEqual([]);
}

/** A pool that lost all its connections may fail the first requests. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await until(async () => {
    result = await work().then(
      (value) => ({ value }),
      () => undefined,
    );
    return result !== undefined;
  });
  if (result === undefined) throw new Error('never');
  return result.value;
}

describe('the identity of the log', () => {
  it('changes by `npm run epoch:new`, and every running socket and old cursor is reset', async () => {
    const old = await writeComments(2);
    const socket = await socketOf();
    const args = ['--import', here('../support/typescript-loader.mjs'), here('../../scripts/epoch-new.ts')];
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, DATA_DIR: dataDir };
    const { stdout } = await run(process.execPath, args, { env });
    expect(stdout).toContain('The log has a new epoch:');
    expect(stdout).toContain(`before ${epochOf(old)}.`);
    await expectGoesOn(socket, old);
    await expectRefused(old);
  });

  it('is known to a dispatcher before it gives positions, so no push has a cursor of the old epoch', async () => {
    const old = await writeComments(1);
    const socket = await socketOf();
    // Without the notice of `epoch:new`, as after a promotion: only the dispatcher's own look at the head can tell.
    await app.dataSource.query(`UPDATE log_head SET epoch = substr(md5(epoch), 1, 10)`);
    const { id } = await agent.comment(ticket.id, { content: 'in the new epoch' });
    await expectGoesOn(socket, old);
    await app.settled();
    const pushes = [...socket.of('comment.update'), ...(await socketOf({ after: old })).of('comment.update')];
    const [{ cursor: head }] = socket.of('resync');
    expect(pushes.filter((push) => epochOf(push.cursor) !== epochOf(head))).toEqual([]);
    expect(pushes.map((push) => push.id)).toContain(id);
  }, 15_000);

  it('changes automatically when the database is restored under a running server', async () => {
    const copy = await DatabaseCopy.take(database.url);
    await untilDone(() => agent.comment(ticket.id, { content: 'the pool is back' }));
    const old = await writeComments(5);
    const socket = await socketOf();
    await copy.putBack();
    await expectGoesOn(socket, old);
    // Past the position of the old cursor: it would be taken for a place in this history.
    await writeComments(8);
    const head = await app.dataSource.query<{ position: string }[]>('SELECT position FROM log_head');
    expect(Number(head[0]?.position)).toBeGreaterThan(positionOf(old));
    await expectRefused(old);
  }, 30_000);

  it('changes automatically when the database is restored while no server runs', async () => {
    const copy = await DatabaseCopy.take(database.url);
    await untilDone(() => agent.comment(ticket.id, { content: 'the pool is back' }));
    const old = await writeComments(5);
    await app.close();
    await copy.putBack();
    await start();
    await writeComments(8);
    await expectRefused(old);
  }, 30_000);

  it('survives a restart', async () => {
    const old = await writeComments(1);
    await app.close();
    await start();
    expect((await events(old)).status).toBe(200);
    const socket = await socketOf({ after: old });
    expect(socket.of('resync')).toEqual([]);
  });

  it('is unaffected by a client with an invented cursor far ahead', async () => {
    const real = await writeComments(1);
    const forged = `${epochOf(real)}.9000000000000000.9`;
    expect((await events(forged)).status).toBe(410);
    const socket = await socketOf({ after: forged });
    expect(socket.of('resync')).toMatchObject([{ reason: 'reset' }]);
    expect((await events(real)).status).toBe(200);
    expect(epochOf(await writeComments(1))).toBe(epochOf(real));
  });
});
