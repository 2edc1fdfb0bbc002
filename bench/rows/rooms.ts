import { compare, type Row, type RowOptions, type RowResult, type Side } from '../harness.js';
import type { Person } from '../processes/application.js';
import type { BareCommands } from '../processes/bare.js';
import type { SocketCommands } from '../processes/sockets.js';
import { Child } from '../support/child.js';
import { commentTimes, type Writer } from '../support/commenting.js';
import { Stage } from '../support/stage.js';

const ROOMS = 1_000;
const BACKLOG = 1_000;
const WRITERS = 10;
const MESSAGE = 'comment.update';

export const rooms: Row = {
  name: 'rooms',
  title: '1,000 sockets, each in a room of its own: a push to each, out of a backlog of 1,000 events',
  run: (options) =>
    Stage.with(async (stage) => {
      const sockets = Child.start<SocketCommands>('processes/sockets.ts');
      const bare = Child.start<BareCommands>('processes/bare.ts');
      try {
        return await run({ stage, sockets, bare }, options);
      } finally {
        await Promise.all([sockets.stop(), bare.stop()]);
      }
    }),
};

interface Cast {
  stage: Stage;
  sockets: Child<SocketCommands>;
  bare: Child<BareCommands>;
}

async function run(cast: Cast, { pairs }: RowOptions): Promise<RowResult> {
  const figure = await ours(cast);
  await figure.prepare?.();
  await figure.slice();
  const sides = { figure, ceiling: await theirs(cast) };
  await compare(sides, 1);
  const comparison = await compare(sides, pairs);
  return {
    findings: [{ what: 'ratio to bare Socket.IO', value: comparison.ratio, unit: '' }],
    comparison,
    notes: [
      'An operation is a push at a socket. The application reads each event from the log and asks who may see it; bare Socket.IO emits to rooms from memory, a hundred messages a turn.',
    ],
  };
}

/** The backlog is recorded while dispatch is held; the slice begins when it resumes. */
async function ours({ stage, sockets }: Cast): Promise<Side> {
  const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  if (agent === undefined) throw new Error('The desk has no staff.');
  const writers = await writersOf(stage, agent);
  const tickets = writers.flatMap(({ ticketIds }) => ticketIds);
  await stage.dispatched();
  await sockets.ask('connect', {
    name: 'ours',
    url: stage.url,
    auths: tickets.map((id) => ({ token: agent.token, rooms: [`ticket:${id}`] })),
    count: ROOMS,
    message: MESSAGE,
    waitsForReady: true,
  });
  let total = 0;
  const prepare = async () => {
    await stage.application.ask('holdDispatch');
    await commentTimes(stage, writers, BACKLOG);
  };
  const slice = async () => {
    total += BACKLOG;
    const startedAt = performance.now();
    await Promise.all([sockets.ask('reach', { name: 'ours', total }), stage.application.ask('resumeDispatch')]);
    return { operations: BACKLOG, seconds: (performance.now() - startedAt) / 1000 };
  };
  return { prepare, slice, spent: stage.spent };
}

/** One agent, who writes on all tickets over several connections and is notified of nothing. */
async function writersOf(stage: Stage, person: Person): Promise<Writer[]> {
  return Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const ticketIds: string[] = [];
      while (ticketIds.length < ROOMS / WRITERS) ticketIds.push(await stage.ticket(person, person));
      return { person, ticketIds };
    }),
  );
}

async function theirs({ bare, sockets }: Cast): Promise<Side> {
  const { last } = await sockets.ask('state', 'ours');
  const [, payload] = JSON.parse(last.slice(2)) as [string, object];
  const { url } = await bare.ask('open');
  await sockets.ask('connect', { name: 'bare', url, count: ROOMS, message: MESSAGE, waitsForReady: false });
  let total = 0;
  const slice = async () => {
    total += BACKLOG;
    const startedAt = performance.now();
    await Promise.all([
      sockets.ask('reach', { name: 'bare', total }),
      bare.ask('emitEach', { message: MESSAGE, payload, times: BACKLOG }),
    ]);
    return { operations: BACKLOG, seconds: (performance.now() - startedAt) / 1000 };
  };
  return { slice, spent: async () => ({ applicationMs: await bare.ask('cpuMs'), databaseMs: 0, walBytes: 0 }) };
}
