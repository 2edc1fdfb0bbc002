import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Finding, type Row, type RowOptions } from '../harness.js';
import type { SocketCommands } from '../processes/sockets.js';
import { Child } from '../support/child.js';
import { commentTimes, type Writer } from '../support/commenting.js';
import { Stage } from '../support/stage.js';

const SOCKETS = [100, 1_000, 10_000];
/** A client process with all of them would be the slowest part. */
const EACH = 5_000;
const PUSHES = 100_000;
const PUSHES_QUICK = 20_000;
const MAX_BACKLOG = 300;
const MIN_BACKLOG = 5;
const REST_MS = 50;
const MESSAGE = 'comment.update';

export const growthSockets: Row = {
  name: 'growth-sockets',
  title: 'A push to 100, 1,000 and 10,000 sockets of one room',
  async run(options) {
    const results: Result[] = [];
    for (const sockets of SOCKETS) results.push(await measured(sockets, options));
    return {
      findings: results.flatMap(findings),
      series: [
        { name: 'pushes per second', points: results.map(({ sockets, perSecond }) => ({ x: sockets, y: perSecond })) },
        { name: 'until the last has it', points: results.map(({ sockets, lastMs }) => ({ x: sockets, y: lastMs })) },
      ],
      notes: [
        'A backlog that is dispatched at once; and one comment at a time, from its 201 to the push at the last socket.',
      ],
    };
  },
};

interface Result {
  sockets: number;
  perSecond: number;
  /** CPU of the application for each push. */
  cpuUs: number;
  /** From the 201 of a single comment to the last push, the median. */
  lastMs: number;
}

function measured(sockets: number, options: RowOptions): Promise<Result> {
  return Stage.with(async (stage) => {
    const counts = Array.from({ length: Math.ceil(sockets / EACH) }, () => Math.min(sockets, EACH));
    const crowds = counts.map((count) => ({ count, child: Child.start<SocketCommands>('processes/sockets.ts') }));
    try {
      return await measureCrowds(stage, crowds, options);
    } finally {
      await Promise.all(crowds.map(({ child }) => child.stop()));
    }
  });
}

interface Crowd {
  count: number;
  child: Child<SocketCommands>;
}

async function measureCrowds(stage: Stage, crowds: readonly Crowd[], { pairs, warmUp, samples }: RowOptions) {
  const people = await stage.application.ask('hire', { role: 'agent', count: 10 });
  const writers: Writer[] = await Promise.all(
    people.map(async (person) => ({ person, ticketIds: [await stage.ticket(person, person)] })),
  );
  await commentTimes(stage, writers, warmUp);
  await stage.dispatched();
  const auth = { token: people[0]?.token, rooms: ['comments'] };
  for (const { child, count } of crowds) {
    await child.ask('connect', { name: 'all', url: stage.url, auth, count, message: MESSAGE, waitsForReady: true });
  }
  const sockets = crowds.reduce((sum, { count }) => sum + count, 0);
  let events = 0;
  const reached = () =>
    Promise.all(crowds.map(({ child, count }) => child.ask('reach', { name: 'all', total: count * events })));
  const backlog = async (size: number) => {
    await stage.application.ask('holdDispatch');
    await commentTimes(stage, writers, size);
    events += size;
    const [before, startedAt] = [await stage.spent(), performance.now()];
    await Promise.all([reached(), stage.application.ask('resumeDispatch')]);
    const seconds = (performance.now() - startedAt) / 1000;
    return { seconds, cpuMs: (await stage.spent()).applicationMs - before.applicationMs };
  };
  const pushes = pairs < 5 ? PUSHES_QUICK : PUSHES;
  const size = Math.max(MIN_BACKLOG, Math.min(MAX_BACKLOG, Math.round(pushes / sockets)));
  await backlog(size);
  const { seconds, cpuMs } = await backlog(size);
  const times: number[] = [];
  while (times.length < samples / 10) {
    await delay(REST_MS);
    events += 1;
    const arrived = reached();
    await commentTimes(stage, writers.slice(0, 1), 1);
    const answeredAt = performance.now();
    await arrived;
    times.push(performance.now() - answeredAt);
  }
  const total = size * sockets;
  return { sockets, perSecond: total / seconds, cpuUs: (cpuMs / total) * 1_000, lastMs: percentile(times, 0.5) };
}

function findings({ sockets, perSecond, cpuUs, lastMs }: Result): Finding[] {
  return [
    { what: `${sockets} sockets`, value: perSecond, unit: 'pushes per second' },
    { what: `${sockets} sockets, CPU of the application`, value: cpuUs, unit: 'us a push' },
    { what: `${sockets} sockets, 201 -> the last push, p50`, value: lastMs, unit: 'ms' },
  ];
}
