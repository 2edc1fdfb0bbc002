import {
  compare,
  ratioFinding,
  type Finding,
  type Row,
  type RowOptions,
  type RowResult,
  type Side,
} from '../harness.js';
import type { BareCommands } from '../processes/bare.js';
import type { SocketCommands } from '../processes/sockets.js';
import { Child } from '../support/child.js';
import { commentTimes, type Writer } from '../support/commenting.js';
import { Stage } from '../support/stage.js';
import { currentRss, forgetPeak, peakRss } from '../support/system-usage.js';

const SOCKETS = 1_000;
const BACKLOG = 150;
const MESSAGE = 'comment.update';
const BYTES_PER_MB = 1_000_000;

export const fanOut: Row = {
  name: 'fan-out',
  title: 'Room fan-out to 1,000 sockets through log and tail, a backlog of 150 events',
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

async function run(cast: Cast, { pairs, warmUp }: RowOptions): Promise<RowResult> {
  const { stage, sockets } = cast;
  const writers = await writersOf(stage);
  // Without sockets: this warms up the way into the log.
  await commentTimes(stage, writers, warmUp);
  await stage.dispatched();
  const figure = await ours(cast, writers);
  await stage.application.ask('collect');
  const rssBefore = await currentRss(stage.application.pid);
  await forgetPeak(stage.application.pid);
  // The first slices warm up both servers' ways to their sockets; what they take counts as growth.
  await figure.prepare?.();
  await figure.slice();
  const ceiling = await theirs(cast, await payloadOf(sockets));
  await compare({ figure, ceiling }, 1);
  const comparison = await compare({ figure, ceiling }, pairs);
  const growth = (await peakRss(stage.application.pid)) - rssBefore;
  return {
    findings: [
      ratioFinding(comparison, 1),
      { what: 'RSS growth of the application, at the peak', value: growth / BYTES_PER_MB, unit: 'MB', atMost: 150 },
      { what: 'RSS of the application before', value: rssBefore / BYTES_PER_MB, unit: 'MB' },
      ...(await withoutTurns(cast, ceiling)),
    ],
    comparison,
    notes: ['An operation is a message at a socket. The bare server emits one message a turn of its loop.'],
  };
}

/** The bare server's other way, printed beside: all in one loop, written in one go, and until then kept in memory. */
async function withoutTurns({ bare }: Cast, ceiling: Side): Promise<Finding[]> {
  await bare.ask('collect');
  const rssBefore = await currentRss(bare.pid);
  await forgetPeak(bare.pid);
  await bare.ask('takeTurns', false);
  const { operations, seconds } = await ceiling.slice();
  return [
    { what: 'bare, all 150 emitted in one turn', value: operations / seconds, unit: 'per second' },
    { what: 'its RSS growth', value: ((await peakRss(bare.pid)) - rssBefore) / BYTES_PER_MB, unit: 'MB' },
  ];
}

async function writersOf(stage: Stage): Promise<Writer[]> {
  const people = await stage.application.ask('hire', { role: 'agent', count: 10 });
  return Promise.all(people.map(async (person) => ({ person, ticketIds: [await stage.ticket(person, person)] })));
}

/** The backlog is recorded while dispatch is held; the slice begins when it resumes. */
async function ours({ stage, sockets }: Cast, writers: readonly Writer[]): Promise<Side> {
  const [listener] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  await stage.dispatched();
  await sockets.ask('connect', {
    name: 'ours',
    url: stage.url,
    auth: { token: listener?.token, rooms: ['comments'] },
    count: SOCKETS,
    message: MESSAGE,
    waitsForReady: true,
  });
  let total = 0;
  const prepare = async () => {
    await stage.application.ask('holdDispatch');
    await commentTimes(stage, writers, BACKLOG);
  };
  const slice = async () => {
    total += SOCKETS * BACKLOG;
    const startedAt = performance.now();
    await Promise.all([sockets.ask('reach', { name: 'ours', total }), stage.application.ask('resumeDispatch')]);
    return { operations: SOCKETS * BACKLOG, seconds: (performance.now() - startedAt) / 1000 };
  };
  return { prepare, slice, spent: stage.spent };
}

async function theirs({ bare, sockets }: Cast, payload: object): Promise<Side> {
  const { url } = await bare.ask('open');
  const crowd = { name: 'bare', url, count: SOCKETS, message: MESSAGE, waitsForReady: false };
  await sockets.ask('connect', crowd);
  let total = 0;
  const slice = async () => {
    total += SOCKETS * BACKLOG;
    const startedAt = performance.now();
    await Promise.all([
      sockets.ask('reach', { name: 'bare', total }),
      bare.ask('emit', { message: MESSAGE, payload, times: BACKLOG }),
    ]);
    return { operations: SOCKETS * BACKLOG, seconds: (performance.now() - startedAt) / 1000 };
  };
  return { slice, spent: async () => ({ applicationMs: await bare.ask('cpuMs'), databaseMs: 0, walBytes: 0 }) };
}

/** The very bytes that our own sockets were sent. */
async function payloadOf(sockets: Child<SocketCommands>): Promise<object> {
  const { last } = await sockets.ask('state', 'ours');
  const [, payload] = JSON.parse(last.slice(2)) as [string, object];
  return payload;
}
