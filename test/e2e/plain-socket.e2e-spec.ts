import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { blocksOf, ROOT } from '../docs/blocks.js';
import { PASSWORD, type Person } from '../support/people/person.js';
import { Office } from '../support/people/office.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const TOKEN_SECONDS = 2;
const LIVES = 3;

let office: Office;
let ticket: Json;
const open: Socket[] = [];

beforeAll(async () => {
  office = await Office.open({ JWT_EXPIRES_IN: `${TOKEN_SECONDS}s`, REGISTRATION: 'open' });
  ticket = await office.newTicket();
  await office.accounts.person('admin', { email: 'admin@example.com' });
});

afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});

afterAll(() => office.close());

/** A page with nothing but `socket.io-client`, and what happened to it. */
function page(giveToken: () => Promise<string>) {
  let after: string | undefined;
  const seen = { comments: [] as string[], ends: [] as string[], refusals: [] as string[], closings: [] as string[] };
  const socket = io(office.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 50,
    auth: (send) => void giveToken().then((token) => send({ token, after, rooms: [`ticket:${ticket.id}`] })),
  });
  open.push(socket);
  socket.onAny((_message: string, push: Json) => (after = push.cursor ?? after));
  socket.on('comment.update', ({ id }: Json) => seen.comments.push(id));
  socket.on('closing', ({ reason }: Json) => seen.closings.push(reason));
  socket.on('disconnect', (reason) => seen.ends.push(reason));
  socket.on('connect_error', (error: Error & { data?: Json }) => seen.refusals.push(error.data?.code ?? error.message));
  return { socket, seen };
}

/** Every token lives as long as the others: a new one for each that the page asks for. */
async function freshToken({ email }: Person): Promise<string> {
  return (await office.accounts.login(email)).access_token;
}

/** The page's own program for `socket.io-client`, as a process, signed in as the admin that it names. */
async function started(name: string) {
  const code = blocksOf(name).find(
    (block) => block.language === 'js' && block.code.includes(`'socket.io-client'`),
  )?.code;
  const folder = await mkdtemp(join(tmpdir(), 'carillon-page-'));
  await mkdir(join(folder, '.data'));
  await writeFile(join(folder, '.data/admin-password'), PASSWORD);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'page.mjs'), (code ?? '').replace('http://localhost:5000', office.url));
  const child = spawn(process.execPath, ['page.mjs'], { cwd: folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return { child, folder, output: () => output };
}

async function ready(socket: Socket): Promise<void> {
  let isReady = false;
  socket.once('ready', () => (isReady = true));
  await until(() => isReady);
}

/** Comments without a pause until `isOver`. */
async function commentUntil(isOver: () => boolean): Promise<{ id: string; content: string }[]> {
  const written: { id: string; content: string }[] = [];
  while (!isOver()) {
    // The authors' own tokens are short as well.
    office.people.agent = await office.accounts.login(office.people.agent.email);
    written.push(await office.comment(ticket, office.people.agent, { content: `number-${written.length}` }));
  }
  return written;
}

describe('a page with socket.io-client alone', () => {
  it('survives three tokens, and gets every comment once and in order', async () => {
    const { requester } = office.people;
    const returning = page(() => freshToken(requester));
    const renewing = page(() => freshToken(requester));
    const acks: Json[] = [];
    renewing.socket.on('token.expiring', () => {
      const ack = freshToken(requester).then((token) => renewing.socket.emitWithAck('auth', { token }));
      // The last one may be under way when the test is over and the socket is closed.
      ack.then(
        (answer) => acks.push(answer),
        () => undefined,
      );
    });
    await Promise.all([ready(returning.socket), ready(renewing.socket)]);
    const beganAt = performance.now();
    const hasLived = () =>
      returning.seen.ends.length >= LIVES && performance.now() - beganAt > LIVES * TOKEN_SECONDS * 1_000;
    const written = await commentUntil(hasLived);
    for (const { seen } of [returning, renewing]) {
      await until(() => seen.comments.length >= written.length);
      expect(seen.comments).toEqual(written.map(({ id }) => id));
      expect(seen.refusals).toEqual([]);
    }
    expect(new Set(returning.seen.closings)).toEqual(new Set(['expired']));
    expect(new Set(returning.seen.ends)).toEqual(new Set(['transport close']));
    expect(acks[0]).toMatchObject({ ok: true });
  }, 40_000);

  it('as in README and docs survives three tokens as well', async () => {
    const programs = await Promise.all(['README.md', 'docs/sockets.md'].map(started));
    const printedByAll = () => programs.map(({ output }) => output()).join('\n');
    try {
      await until(() => programs.every(({ output }) => output().includes('live')), {
        timeoutMs: 20_000,
        describe: printedByAll,
      });
      const endsAt = performance.now() + LIVES * TOKEN_SECONDS * 1_000;
      const written = await commentUntil(() => performance.now() > endsAt);
      for (const { child, output } of programs) {
        const printed = () => [...output().matchAll(/^comment\.created (\S+)$/gm)].map(([, content]) => content);
        await until(() => printed().length >= written.length, { describe: printedByAll });
        expect(printed()).toEqual(written.map(({ content }) => content));
        expect(child.exitCode).toBeNull();
      }
    } finally {
      for (const { child, folder } of programs) {
        child.kill();
        await rm(folder, { recursive: true, force: true });
      }
    }
  }, 60_000);

  it('gets nothing more with an expired token, and may reconnect with another one', async () => {
    let token = await freshToken(office.people.requester);
    const { socket, seen } = page(() => Promise.resolve(token));
    await ready(socket);
    await until(() => seen.refusals.length > 0);
    expect([seen.refusals, socket.active]).toEqual([['expired'], false]);
    office.people.agent = await office.accounts.login(office.people.agent.email);
    const { id } = await office.comment(ticket, office.people.agent);
    await office.settled();
    expect(seen.comments).toEqual([]);
    token = await freshToken(office.people.requester);
    socket.connect();
    await until(() => seen.comments.length > 0);
    expect(seen.comments).toEqual([id]);
  }, 20_000);

  it('reconnects automatically if the server could not check its token', async () => {
    const token = await freshToken(office.people.requester);
    const rename = (from: string, to: string) => office.dataSource.query(`ALTER TABLE ${from} RENAME TO ${to}`);
    await rename('sessions', 'sessions_away');
    const { socket, seen } = page(() => Promise.resolve(token));
    let breaks = 0;
    socket.io.on('close', () => (breaks += 1));
    try {
      await until(() => breaks > 0);
    } finally {
      await rename('sessions_away', 'sessions');
    }
    // The token is short: what counts is that it was checked, whatever came of it.
    let isReady = false;
    socket.once('ready', () => (isReady = true));
    await until(() => isReady || seen.refusals.length > 0);
    expect(seen.refusals.filter((code) => code !== 'expired')).toEqual([]);
  }, 20_000);

  it('is disconnected permanently when its session is revoked or its account deactivated', async () => {
    const [out, gone] = [await office.accounts.person('user'), await office.accounts.person('user')];
    const revoked = page(() => Promise.resolve(out.access_token));
    const inactive = page(() => Promise.resolve(gone.access_token));
    await Promise.all([ready(revoked.socket), ready(inactive.socket)]);
    await office.accounts.call('POST /api/auth/logout', { as: out });
    const admin = await office.accounts.login(office.people.admin.email);
    await admin.call(`POST /api/users/${gone.id}/deactivate`);
    await until(() => revoked.seen.ends.length > 0 && inactive.seen.ends.length > 0);
    for (const [{ socket, seen }, reason] of [
      [revoked, 'revoked'],
      [inactive, 'inactive'],
    ] as const) {
      expect(seen.closings).toEqual([reason]);
      expect(seen.ends).toEqual(['io server disconnect']);
      expect(socket.active).toBe(false);
    }
  });
});
