import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Finding, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { Person } from '../processes/application.js';
import type { BareCommands } from '../processes/bare.js';
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
const COUNTING = ['-c', 'shared_preload_libraries=pg_stat_statements'];

export const avalanche: Row = {
  name: 'avalanche',
  title: 'Of 10,000 idle sockets of 500 people, 5,000 come back at once with a cursor 20 events old',
  async run(options) {
    const stage = await Stage.open({}, { postgresFlags: COUNTING });
    try {
      await stage.application.ask('query', 'CREATE EXTENSION pg_stat_statements');
      return await run(stage, options);
    } finally {
      await stage.close();
    }
  },
};

/** A server with 10,000 idle sockets, half of which come and go. */
interface Side {
  readonly pid: number;
  readonly collect: () => Promise<void>;
  readonly url: string;
  readonly crowds: Readonly<Record<string, Child<SocketCommands>>>;
  /** Of the handshakes, in turn; with a cursor 20 events old for those that come back. */
  readonly auths: () => object[];
  readonly returning: () => Promise<object[]>;
  readonly replays: boolean;
  /** On PostgreSQL, so far. */
  readonly statements: () => Promise<number>;
}

/** RSS in bytes, and what else is summed up over the rounds. */
interface Sums {
  empty: number;
  full: number;
  peak: number;
  after: number;
  /** Statements while they came back. */
  statements: number;
}

async function run(stage: Stage, { pairs }: RowOptions): Promise<RowResult> {
  const rounds = Math.min(pairs, ROUNDS);
  const bare = Child.start<BareCommands>('processes/bare.ts');
  const sides = { ours: await ours(stage), bare: await bareSide(bare) };
  try {
    const times: Record<keyof typeof sides, number[]> = { ours: [], bare: [] };
    const rss = { ours: await fill(sides.ours), bare: await fill(sides.bare) };
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ['ours', 'bare'] as const) times[name].push(...(await comeBack(sides[name], rss[name])));
    }
    for (const name of ['ours', 'bare'] as const) rss[name].after = await settledRss(sides[name]);
    return { findings: [...findings(times, rss.ours, rounds), ...bareFindings(times.bare, rss.bare)], notes: NOTES };
  } finally {
    for (const { crowds } of Object.values(sides)) for (const child of Object.values(crowds)) await child.stop();
    await bare.stop();
  }
}

const NOTES = [
  'All dial in one tick; clients of Carillon spread their return over seconds.',
  'Bare: as many Socket.IO sockets with the same handshake and the same check of the token, and nothing else. They are back when accepted.',
];

function findings({ ours, bare }: Record<'ours' | 'bare', number[]>, rss: Sums, rounds: number): Finding[] {
  return [
    { what: 'that came back', value: ours.length / (rounds * EACH), unit: '', atLeast: 1 },
    { what: 'from dialling to `replayed`, p50', value: percentile(ours, 0.5), unit: 'ms' },
    { what: 'p99', value: percentile(ours, 0.99), unit: 'ms' },
    { what: 'p99, of bare', value: percentile(ours, 0.99) / percentile(bare, 0.99), unit: '' },
    { what: 'statements on PostgreSQL for each', value: rss.statements / ours.length, unit: '' },
    { what: 'RSS with 10,000 idle sockets', value: rss.full / MEGABYTE, unit: 'MB' },
    { what: 'of that, each socket', value: (rss.full - rss.empty) / (2 * EACH) / 1_000, unit: 'kB' },
    { what: 'RSS at the highest meanwhile', value: rss.peak / MEGABYTE, unit: 'MB' },
    { what: 'that, of the idle one', value: rss.peak / rss.full, unit: '' },
    { what: 'RSS afterwards', value: rss.after / MEGABYTE, unit: 'MB' },
  ];
}

function bareFindings(times: readonly number[], rss: Sums): Finding[] {
  return [
    { what: 'bare: from dialling to accepted, p50', value: percentile(times, 0.5), unit: 'ms' },
    { what: 'bare: p99', value: percentile(times, 0.99), unit: 'ms' },
    { what: 'bare: each socket', value: (rss.full - rss.empty) / (2 * EACH) / 1_000, unit: 'kB' },
    { what: 'bare: RSS at the highest, of the idle one', value: rss.peak / rss.full, unit: '' },
  ];
}

async function ours(stage: Stage): Promise<Side> {
  const agents = await stage.application.ask('hire', { role: 'agent', count: PEOPLE });
  const [agent] = agents;
  const [requester] = await stage.application.ask('hire', { role: 'user', count: 1 });
  if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
  const ticketIds = [await stage.ticket(requester, agent)];
  return {
    pid: stage.application.pid,
    collect: () => stage.application.ask('collect'),
    url: stage.url,
    crowds: { [STAYING]: crowd(), [RETURNING]: crowd() },
    auths: () => signedIn(agents),
    returning: async () => {
      const after = await cursorNow(stage.url, agent);
      await commentTimes(stage, [{ person: agent, ticketIds }], MISSED);
      await stage.dispatched();
      return signedIn(agents, after);
    },
    replays: true,
    statements: async () => {
      const [row] = await stage.application.ask('query', 'SELECT sum(calls)::int AS calls FROM pg_stat_statements');
      return Number(row?.['calls']);
    },
  };
}

async function bareSide(bare: Child<BareCommands>): Promise<Side> {
  const { url, tokens } = await bare.ask('openSigned', PEOPLE);
  const auths = () => tokens.map((token) => ({ token, rooms: ['tickets'] }));
  return {
    pid: bare.pid,
    collect: () => bare.ask('collect'),
    url,
    crowds: { [STAYING]: crowd(), [RETURNING]: crowd() },
    auths,
    returning: () => Promise.resolve(auths()),
    replays: false,
    statements: () => Promise.resolve(0),
  };
}

async function fill(side: Side): Promise<Sums> {
  const empty = await currentRss(side.pid);
  for (const [name, child] of Object.entries(side.crowds)) {
    const who = { url: side.url, auths: side.auths(), waitsForReady: side.replays };
    await child.ask('connect', { ...who, name, count: EACH, message: 'none' });
  }
  const full = await settledRss(side);
  return { empty, full, peak: full, after: full, statements: 0 };
}

async function comeBack(side: Side, rss: Sums): Promise<number[]> {
  const { pid, url, crowds, replays } = side;
  const auths = await side.returning();
  const before = await side.statements();
  const back = crowds[RETURNING]?.ask('comeBack', { name: RETURNING, url, auths, replays });
  const { value, peak } = await watched(back ?? Promise.resolve([]), pid);
  rss.peak = Math.max(rss.peak, peak);
  rss.statements += (await side.statements()) - before;
  return value;
}

function signedIn(people: readonly Person[], after?: string): object[] {
  return people.map(({ token }) => ({ token, rooms: ['tickets', 'comments'], after }));
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

async function settledRss({ pid, collect }: Side): Promise<number> {
  await collect();
  await delay(1_000);
  await collect();
  return currentRss(pid);
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
