import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { Person } from '../processes/application.js';
import type { SocketCommands } from '../processes/sockets.js';
import { Child } from '../support/child.js';
import { commentTimes } from '../support/commenting.js';
import { RawSocket } from '../support/raw-socket.js';
import { Stage } from '../support/stage.js';
import { currentRss } from '../support/system-usage.js';

/** In processes of this many: one client process with all of them would be the slowest part. */
const EACH = 5_000;
const PEOPLE = 500;
const STAYING = 'staying';
const RETURNING = 'returning';
const MISSED = 20;
const ROUNDS = 3;
const LOOK_EVERY_MS = 100;
const MEGABYTE = 1_000_000;

export const avalanche: Row = {
  name: 'avalanche',
  title: 'Of 10,000 idle sockets of 500 people, 5,000 come back at once with a cursor 20 events old',
  run: (options) => Stage.with((stage) => run(stage, options)),
};

async function run(stage: Stage, { pairs }: RowOptions): Promise<RowResult> {
  const rounds = Math.min(pairs, ROUNDS);
  const agents = await stage.application.ask('hire', { role: 'agent', count: PEOPLE });
  const [agent] = agents;
  const [requester] = await stage.application.ask('hire', { role: 'user', count: 1 });
  if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
  const ticketIds = [await stage.ticket(requester, agent)];
  const crowds = { [STAYING]: crowd(), [RETURNING]: crowd() };
  try {
    const empty = await currentRss(stage.application.pid);
    for (const [name, child] of Object.entries(crowds)) {
      const who = { url: stage.url, auths: signedIn(agents), waitsForReady: true };
      await child.ask('connect', { ...who, name, count: EACH, message: 'none' });
    }
    const full = await settledRss(stage);
    const took: number[] = [];
    const peaks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const after = await cursorNow(stage.url, agent);
      await commentTimes(stage, [{ person: agent, ticketIds }], MISSED);
      await stage.dispatched();
      const auths = signedIn(agents, after);
      const back = crowds[RETURNING].ask('comeBack', { name: RETURNING, url: stage.url, auths });
      const { value, peak } = await watched(back, stage.application.pid);
      took.push(...value);
      peaks.push(peak);
    }
    const afterwards = await settledRss(stage);
    return {
      findings: [
        { what: 'that came back', value: took.length / (rounds * EACH), unit: '', atLeast: 1 },
        { what: 'from dialling to `replayed`, p50', value: percentile(took, 0.5), unit: 'ms' },
        { what: 'p99', value: percentile(took, 0.99), unit: 'ms' },
        { what: 'RSS with 10,000 idle sockets', value: full / MEGABYTE, unit: 'MB' },
        { what: 'of that, each socket', value: (full - empty) / (2 * EACH) / 1_000, unit: 'kB' },
        { what: 'RSS at the highest meanwhile', value: Math.max(...peaks) / MEGABYTE, unit: 'MB' },
        { what: 'RSS afterwards', value: afterwards / MEGABYTE, unit: 'MB' },
      ],
      notes: [`${rounds} rounds. All dial in one tick; clients of Carillon spread their return over seconds.`],
    };
  } finally {
    for (const child of Object.values(crowds)) await child.stop();
  }
}

function signedIn(people: readonly Person[], after?: string): object[] {
  return people.map(({ token }) => ({ token, rooms: ['tickets'], after }));
}

function crowd(): Child<SocketCommands> {
  return Child.start<SocketCommands>('processes/sockets.ts');
}

async function watched<T>(work: Promise<T>, pid: number): Promise<{ value: T; peak: number }> {
  let peak = 0;
  const state = { isOver: false };
  const watching = (async () => {
    while (!state.isOver) {
      peak = Math.max(peak, await currentRss(pid));
      await delay(LOOK_EVERY_MS);
    }
  })();
  const value = await work.finally(() => (state.isOver = true));
  await watching;
  return { value, peak };
}

async function settledRss({ application }: Stage): Promise<number> {
  await application.ask('collect');
  await delay(1_000);
  await application.ask('collect');
  return currentRss(application.pid);
}

function cursorNow(url: string, person: Person): Promise<string> {
  return new Promise((resolve) => {
    const socket: RawSocket = RawSocket.open(url, { token: person.token }, (packet) => {
      if (!packet.toString('latin1', 0, 16).startsWith('42["ready"')) return;
      const [, { cursor }] = JSON.parse(packet.toString().slice(2)) as [string, { cursor: string }];
      socket.close();
      resolve(cursor);
    });
  });
}
