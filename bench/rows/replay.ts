import { percentile, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { Person } from '../processes/application.js';
import { commentTimes } from '../support/commenting.js';
import { RawSocket } from '../support/raw-socket.js';
import { Stage } from '../support/stage.js';

const MISSED = 1_000;
const TIMES = 12;

export const replay: Row = {
  name: 'replay',
  title: 'Replay of 1,000 missed notifications, after one warm replay',
  run: (options) => Stage.with((stage) => run(stage, options)),
};

interface Visit {
  cursor: string;
  notifications: number;
  ms: number;
}

async function run(stage: Stage, { warmUp }: RowOptions): Promise<RowResult> {
  const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  const [requester] = await stage.application.ask('hire', { role: 'user', count: 1 });
  if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
  const writers = Array.from({ length: 10 }, () => ({ person: agent }));
  const ticketIds = [await stage.ticket(requester, agent)];
  const comment = (times: number) =>
    commentTimes(
      stage,
      writers.map((writer) => ({ ...writer, ticketIds })),
      times,
    );
  await comment(warmUp);
  await stage.dispatched();
  const { cursor } = await visit(stage.url, requester);
  await comment(MISSED);
  await stage.dispatched();
  await visit(stage.url, requester, cursor);
  const took: number[] = [];
  for (let count = 0; count < TIMES; count += 1) {
    const { notifications, ms } = await visit(stage.url, requester, cursor);
    if (notifications !== MISSED) throw new Error(`${notifications} of ${MISSED} were replayed.`);
    took.push(ms);
  }
  return {
    findings: [
      { what: 'from dialling to `replayed`, median', value: percentile(took, 0.5), unit: 'ms', atMost: 200 },
      { what: 'the slowest', value: Math.max(...took), unit: 'ms' },
    ],
    notes: [`${TIMES} replays, one after the other.`],
  };
}

/** Connects, stays until everything missed has come, and leaves. */
async function visit(url: string, person: Person, after?: string): Promise<Visit> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let notifications = 0;
    const last = after === undefined ? 'ready' : 'replayed';
    const socket: RawSocket = RawSocket.open(url, { token: person.token, after }, (packet) => {
      const text = packet.toString('latin1', 0, 32);
      if (text.startsWith('42["notification"')) notifications += 1;
      if (!text.startsWith(`42["${last}"`)) return;
      const ms = performance.now() - startedAt;
      const [, { cursor }] = JSON.parse(packet.toString().slice(2)) as [string, { cursor: string }];
      socket.close();
      resolve({ cursor, notifications, ms });
    });
  });
}
