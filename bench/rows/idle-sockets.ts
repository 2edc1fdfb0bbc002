import { setTimeout as delay } from 'node:timers/promises';
import type { Row, RowOptions, RowResult } from '../harness.js';
import type { BareCommands } from '../processes/bare.js';
import type { SocketCommands } from '../processes/sockets.js';
import { Child } from '../support/child.js';
import { Stage } from '../support/stage.js';
import { currentRss } from '../support/system-usage.js';

const SOCKETS = 5_000;
/** The first ones pay for what all share. */
const FIRST = 300;
const ROUNDS = 3;

export const idleSockets: Row = {
  name: 'idle-sockets',
  title: 'An idle socket, RSS each, 5,000 sockets',
  run: async ({ pairs }: RowOptions) => {
    const rounds = pairs < ROUNDS ? 1 : ROUNDS;
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await oursEach());
      bare.push(await bareEach());
    }
    return result(ours, bare);
  },
};

function result(ours: readonly number[], bare: readonly number[]): RowResult {
  const ratios = ours.map((each, round) => each / (bare[round] ?? Number.NaN));
  return {
    findings: [
      { what: 'ratio to bare Socket.IO', value: sum(ours) / sum(bare), unit: '', atMost: 1.25 },
      { what: 'ours, each', value: sum(ours) / ours.length, unit: 'kB' },
      { what: 'bare, each', value: sum(bare) / bare.length, unit: 'kB' },
    ],
    notes: [`Rounds with fresh processes: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}.`],
  };
}

function oursEach(): Promise<number> {
  return Stage.with(async (stage) => {
    const [person] = await stage.application.ask('hire', { role: 'agent', count: 1 });
    const auth = { token: person?.token };
    return each(stage.application, { url: stage.url, auth, waitsForReady: true });
  });
}

async function bareEach(): Promise<number> {
  const bare = Child.start<BareCommands>('processes/bare.ts');
  try {
    return await each(bare, { ...(await bare.ask('open')), waitsForReady: false });
  } finally {
    await bare.stop();
  }
}

type Server = Pick<Child<{ collect: () => void }>, 'pid' | 'ask'>;

/** @returns kB */
async function each(server: Server, crowd: { url: string; auth?: object; waitsForReady: boolean }): Promise<number> {
  const sockets = Child.start<SocketCommands>('processes/sockets.ts');
  try {
    const connect = (count: number) => sockets.ask('connect', { ...crowd, name: 'idle', count, message: 'none' });
    await connect(FIRST);
    const before = await settledRss(server);
    await connect(SOCKETS);
    return ((await settledRss(server)) - before) / SOCKETS / 1_000;
  } finally {
    await sockets.stop();
  }
}

/** Garbage is no part of a socket, and what the collector frees goes back to the system only bit by bit. */
async function settledRss(server: Server): Promise<number> {
  let lowest = Infinity;
  for (let look = 0; look < 8; look += 1) {
    await server.ask('collect');
    await delay(250);
    lowest = Math.min(lowest, await currentRss(server.pid));
  }
  return lowest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
