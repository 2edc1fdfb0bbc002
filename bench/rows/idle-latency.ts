import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Finding, type Row, type RowOptions, type RowResult } from '../harness.js';
import { allSent } from '../support/delivery-tables.js';
import { Probe, type Measured } from '../support/probe.js';
import { Stage } from '../support/stage.js';

/** Long enough that dispatcher and worker have nothing to do. */
const REST_MS = 25;

export const idleLatency: Row = {
  name: 'idle-latency',
  title: 'Idle: from 201 to the socket push and to the webhook',
  run: (options) => Stage.with((stage) => run(stage, options)),
};

async function run(stage: Stage, { samples, warmUp }: RowOptions): Promise<RowResult> {
  const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  const [requester] = await stage.application.ask('hire', { role: 'user', count: 1 });
  if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
  const ticketId = await stage.ticket(requester, agent);
  const probe = await Probe.open(stage, requester);
  const comment = () => stage.call(agent, `POST /api/tickets/${ticketId}/comments`, { content: 'Is it plugged in?' });
  const warmUpEach = async () => {
    for (let count = 0; count < warmUp / 10; count += 1) await comment();
  };
  await Promise.all(Array.from({ length: 10 }, warmUpEach));
  await stage.dispatched();
  await allSent(stage);
  const measured: Measured[] = [];
  while (measured.length < samples) {
    await delay(REST_MS);
    measured.push(await probe.measure(comment));
  }
  probe.close();
  const all = (name: keyof Measured) => measured.map((one) => one[name]);
  return {
    findings: [
      ...latency('201 -> socket push', all('push'), [3, 15]),
      ...latency('201 -> webhook received', all('post'), [4, 20]),
      ...latency('POST -> 201', all('answer')),
    ],
  };
}

function latency(what: string, values: readonly number[], [p50, p99]: readonly number[] = []): Finding[] {
  return [
    { what: `${what}, p50`, value: percentile(values, 0.5), unit: 'ms', atMost: p50 },
    { what: `${what}, p99`, value: percentile(values, 0.99), unit: 'ms', atMost: p99 },
  ];
}
