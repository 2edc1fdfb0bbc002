import { setTimeout as delay } from 'node:timers/promises';
import type { Finding, Row, RowOptions, RowResult } from '../harness.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience } from '../support/audience.js';
import { Child } from '../support/child.js';
import { commentFor, commentTimes, type Writer } from '../support/commenting.js';
import { allSent, countWaiting } from '../support/delivery-tables.js';
import type { TimeSpent } from '../support/profile.js';
import { Stage } from '../support/stage.js';

const WARM_UP = 8;
const BACKLOG = 40_000;
const DELIVERING_MS = 3_000;
const COMMENTING_MS = 5_000;
const WRITERS = 20;

/** So much of an operation's time, or more, has a line of its own. */
const WORTH_A_LINE = 0.01;

export const profile: Row = {
  name: 'profile',
  title: 'Where the application spends its time, by a CPU profile: deliveries, and POST comment',
  async run(options) {
    const deliveries = await Stage.with((stage) => profileDeliveries(stage, options));
    const comments = await Stage.with((stage) => profileComments(stage, options));
    const notes = ['The profiler itself takes some of the time, and the log is at `warn`.'];
    return { findings: [...deliveries, ...comments], notes } satisfies RowResult;
  },
};

async function profileDeliveries(stage: Stage, { warmUp }: RowOptions): Promise<Finding[]> {
  const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
  try {
    const audience = await Audience.open(stage, receivers);
    await audience.addBacklog(warmUp * WARM_UP);
    await allSent(stage);
    await stage.application.ask('send', false);
    await audience.addBacklog(BACKLOG);
    const before = await countWaiting(stage);
    return await profiled(stage, 'delivery', async () => {
      await stage.application.ask('send', true);
      await delay(DELIVERING_MS);
      await stage.application.ask('send', false);
      return before - (await countWaiting(stage));
    });
  } finally {
    await receivers.stop();
  }
}

async function profileComments(stage: Stage, { warmUp }: RowOptions): Promise<Finding[]> {
  const people = await stage.application.ask('hire', { role: 'agent', count: WRITERS });
  const writers: Writer[] = await Promise.all(
    people.map(async (person) => ({ person, ticketIds: [await stage.ticket(person, person)] })),
  );
  await commentTimes(stage, writers, warmUp);
  await stage.dispatched();
  return profiled(stage, 'comment', async () => (await commentFor(stage, writers, COMMENTING_MS)).operations);
}

/** @param work says how much it did */
async function profiled(stage: Stage, operation: string, work: () => Promise<number>): Promise<Finding[]> {
  // Beginning a profile takes a while: every function that there is gets its number.
  await stage.application.ask('profile', true);
  const before = await stage.application.ask('cpuMs');
  const operations = await work();
  const cpuMs = (await stage.application.ask('cpuMs')) - before;
  const spent = (await stage.application.ask('profile', false)) ?? {};
  return findings(operation, spent, (cpuMs / operations) * 1_000);
}

/** A profile knows shares of time, also of such as another process took from this one; CPU makes times of them. */
function findings(operation: string, spent: TimeSpent, eachUs: number): Finding[] {
  const parts = Object.entries(spent).sort(([, a], [, b]) => b - a);
  const total = parts.reduce((sum, [, us]) => sum + us, 0);
  const lines = parts.filter(([, us]) => us >= total * WORTH_A_LINE);
  return [
    { what: `a ${operation}, CPU`, value: eachUs, unit: 'us' },
    ...lines.flatMap(([name, us]) => [
      { what: `a ${operation}, ${name}`, value: (us / total) * eachUs, unit: 'us' },
      { what: `a ${operation}, ${name}, share`, value: (us / total) * 100, unit: '%' },
    ]),
  ];
}
