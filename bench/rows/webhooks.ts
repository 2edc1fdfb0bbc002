import { setTimeout as delay } from 'node:timers/promises';
import { compare, ratioFinding, type Row, type RowOptions, type RowResult, type Side } from '../harness.js';
import type { BareCommands } from '../processes/bare.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience } from '../support/audience.js';
import { Child } from '../support/child.js';
import { Stage } from '../support/stage.js';

const BACKLOG = 20_000;
/** As many as two slices can take; below, the backlog is filled up again. */
const LOW_WATER = 14_000;
const CONNECTIONS = 64;
const LOOK_EVERY_MS = 10;
const GIVE_UP_MS = 10_000;

export const webhooks: Row = {
  name: 'webhooks',
  title: 'Webhook deliveries: a dispatched backlog of 20,000, durable, signed, logged, 50 endpoints on loopback',
  run: (options) =>
    Stage.with(async (stage) => {
      const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
      const bare = Child.start<BareCommands>('processes/bare.ts');
      try {
        return await run({ stage, receivers, bare }, options);
      } finally {
        await Promise.all([receivers.stop(), bare.stop()]);
      }
    }),
};

interface Cast {
  stage: Stage;
  receivers: Child<ReceiverCommands>;
  bare: Child<BareCommands>;
}

async function run(cast: Cast, { pairs, sliceMs, warmUp }: RowOptions): Promise<RowResult> {
  const { stage, receivers } = cast;
  const audience = await Audience.open(stage, receivers);
  await audience.addBacklog(warmUp);
  await receivers.ask('reach', { total: warmUp });
  await stage.empty(PENDING);
  const figure = ours(cast, audience, sliceMs);
  const ceiling = await theirs(cast, sliceMs);
  await compare({ figure, ceiling }, 1);
  const comparison = await compare({ figure, ceiling }, pairs);
  const { total, distinct } = await receivers.ask('state');
  const repeats = total - distinct;
  return {
    findings: [ratioFinding(comparison, 0.45), { what: 'sent more than once', value: repeats, unit: 'deliveries' }],
    comparison,
    notes: ['Each endpoint has a port of its own; the bare loop posts the same bytes to one of them.'],
  };
}

const PENDING = `webhook_deliveries WHERE state IN ('pending', 'retry')`;

/** A slice ends when what was sent in it is recorded. */
function ours({ stage, receivers }: Cast, audience: Audience, sliceMs: number): Side {
  const prepare = async () => {
    await stage.application.ask('send', false);
    const waiting = await stage.count(PENDING);
    if (waiting < LOW_WATER) await audience.addBacklog(BACKLOG - waiting);
  };
  const slice = async () => {
    const before = (await receivers.ask('state')).distinct;
    const startedAt = performance.now();
    await stage.application.ask('send', true);
    await delay(sliceMs);
    await stage.application.ask('send', false);
    await recorded(stage, receivers);
    const seconds = (performance.now() - startedAt) / 1000;
    return { operations: (await receivers.ask('state')).distinct - before, seconds };
  };
  return { prepare, slice, cpu: stage.cpu };
}

/** Everything that was received is a success in the tables. */
async function recorded(stage: Stage, receivers: Child<ReceiverCommands>): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const stored = await stage.count(`webhook_deliveries WHERE state = 'success'`);
    const { distinct } = await receivers.ask('state');
    if (stored === distinct) return;
    if (performance.now() > deadline) throw new Error(`${distinct} were received and ${stored} recorded as successes.`);
    await delay(LOOK_EVERY_MS);
  }
}

async function theirs({ receivers, bare }: Cast, ms: number): Promise<Side> {
  const { body } = await receivers.ask('state');
  const url = await receivers.ask('openUncounted');
  const slice = () => bare.ask('post', { url, body, ms, connections: CONNECTIONS });
  return { slice, cpu: async () => ({ application: await bare.ask('cpuMs'), database: 0 }) };
}
