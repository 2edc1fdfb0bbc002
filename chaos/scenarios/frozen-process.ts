import { setTimeout as delay } from 'node:timers/promises';
import { ownerOfPort } from '../../test/support/network/socket-owner.js';
import type { ServerProcess } from '../../test/support/servers/server-process.js';
import { until } from '../../test/support/until.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';

const FROZEN_MS = 30_000;
const WAIT_MS = 30_000;

/** A dispatcher that waits for a lock in the middle of a batch. */
const DISPATCHING_SQL = `
  SELECT pid, client_port AS port FROM pg_stat_activity
   WHERE datname = current_database() AND application_name = 'carillon dispatcher' AND wait_event_type = 'Lock'`;
const STATE_SQL = 'SELECT state FROM pg_stat_activity WHERE pid = $1';
const HEAD_SQL = 'SELECT position::int AS position FROM log_head';
/** What had been dispatched, and not sent. */
const WAITING_SQL = `
  SELECT count(*)::int AS waiting FROM webhook_deliveries WHERE state IN ('pending', 'retry') AND position <= $1::bigint`;

export const frozenProcess: Scenario = {
  name: 'frozen-process',
  title: 'one of two processes frozen for 30 s: idle, in a dispatch, after a request to a receiver',
  processes: 2,
  isBalanced: true,
  async run(stage) {
    await stage.work(60);
    await stage.whileQuiet(() => freezeIdle(stage));
    await outlast(stage, 'idle');
    await freezeInDispatch(stage);
    await outlast(stage, 'in a dispatch');
    await freezeAfterPost(stage);
    await outlast(stage, 'after a request');
    await stage.work(60);
  },
};

let frozen: ServerProcess;
let frozenAtMs = 0;

function freeze(server: ServerProcess): void {
  server.freeze();
  frozen = server;
  frozenAtMs = performance.now();
}

async function freezeIdle({ servers, random }: Stage): Promise<void> {
  await Promise.resolve(freeze(random.pick(servers)));
}

/** The process that is in the middle of a batch then: its transaction is open, and holds the lock of the log's head. */
async function freezeInDispatch(stage: Stage): Promise<void> {
  await stage.database.look(async (view) => {
    await view.rows('BEGIN');
    await view.rows('LOCK TABLE event_log IN SHARE MODE');
    let session: { pid: number; port: number } | undefined;
    await until(async () => {
      [session] = await view.rows<{ pid: number; port: number }>(DISPATCHING_SQL);
      return session !== undefined;
    });
    if (session === undefined) return;
    freeze(await serverWithPort(stage, session.port));
    await view.rows('ROLLBACK');
    const { pid } = session;
    await until(async () => {
      const [row] = await view.rows<{ state: string }>(STATE_SQL, [pid]);
      return row?.state === 'idle in transaction';
    });
  });
}

/** The process whose request the receiver has: the answer waits for it, and the result is stored nowhere. */
async function freezeAfterPost(stage: Stage): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stage.receiver.next.push(async (response) => {
      try {
        freeze(await serverWithPort(stage, response.socket?.remotePort ?? 0));
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      response.writeHead(200).end();
    });
  });
}

async function serverWithPort({ servers }: Stage, port: number): Promise<ServerProcess> {
  const pids = servers.map(({ pid }) => pid);
  const owner = await ownerOfPort(port, pids);
  const server = servers.find(({ pid }) => pid === owner);
  if (server === undefined) throw new Error(`Process ${owner} is none of the scenario's.`);
  return server;
}

/** Sees the other process take over, lets the frozen one go on, and looks at what it sends then. */
async function outlast(stage: Stage, when: string): Promise<void> {
  const taken = await Promise.all([socketsMoved(stage), eventsWentOn(stage), deliveriesWentOn(stage)]);
  const [sockets, events, deliveries] = taken.map((atMs) => `${Math.round((atMs - frozenAtMs) / 100) / 10} s`);
  stage.notes.push(
    `${when}: all sockets were at the other process after ${sockets}, the log went on after ${events}, ` +
      `and the deliveries that waited were sent after ${deliveries}`,
  );
  await delay(Math.max(0, frozenAtMs + FROZEN_MS - performance.now()));
  const { requests } = stage.receiver;
  const before = requests.length;
  const done = new Set(requests.filter(({ status }) => status === 200).map(({ id, url }) => `${url} ${id}`));
  frozen.thaw();
  await until(() => stage.balancer.takes(frozen.port), { timeoutMs: WAIT_MS });
  await stage.work(40);
  // Its leases have run out: what the other process sent meanwhile is not sent again.
  for (const { id, url } of requests.slice(before)) {
    if (done.has(`${url} ${id}`))
      stage.complaints.wrong.push(`sent again by the process that was frozen ${when}: ${id}`);
  }
}

async function socketsMoved({ balancer, witnesses }: Stage): Promise<number> {
  await until(
    () => balancer.connections(frozen.port) === 0 && witnesses.every(({ socket }) => socket.socket.connected),
    {
      timeoutMs: WAIT_MS,
    },
  );
  return performance.now();
}

async function eventsWentOn(stage: Stage): Promise<number> {
  return stage.database.look(async (view) => {
    const head = async () => (await view.rows<{ position: number }>(HEAD_SQL))[0]?.position ?? 0;
    const before = await head();
    await until(async () => (await head()) > before, { timeoutMs: WAIT_MS });
    return performance.now();
  });
}

async function deliveriesWentOn(stage: Stage): Promise<number> {
  return stage.database.look(async (view) => {
    const [head] = await view.rows<{ position: number }>(HEAD_SQL);
    await until(
      async () => {
        const [row] = await view.rows<{ waiting: number }>(WAITING_SQL, [head?.position]);
        return row?.waiting === 0;
      },
      { timeoutMs: WAIT_MS },
    );
    return performance.now();
  });
}
