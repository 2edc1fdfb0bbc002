import { setTimeout as delay } from 'node:timers/promises';
import type { Finding, Row, RowOptions, RowResult } from '../harness.js';
import type { ApplicationCommands } from '../processes/application.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience } from '../support/audience.js';
import { Child } from '../support/child.js';
import { allSent, countWaiting } from '../support/delivery-tables.js';
import { Stage } from '../support/stage.js';

const COUNTS = [1, 2];
const WARM_UP = 4;
const ROUNDS = 5;
const ROUNDS_QUICK = 2;
const BACKLOG = 40_000;
const LOW_WATER = 25_000;
const RUN_IN_MS = 500;
/** A new process shows itself, and the other hands over what is more than its share. */
const SHARE_MS = 6_000;
const LOOK_EVERY_MS = 10;

export const deliveryProcesses: Row = {
  name: 'delivery-processes',
  title: 'Deliveries by 1 and 2 processes that do nothing else, beside one with the other roles',
  run: (options) =>
    Stage.with(
      async (stage) => {
        const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
        const senders: Child<ApplicationCommands>[] = [];
        try {
          return await run({ stage, receivers, senders }, options);
        } finally {
          for (const sender of senders) await end(sender);
          await receivers.stop();
        }
      },
      { PROCESS_ROLES: 'api,sockets,dispatch' },
    ),
};

interface Cast {
  stage: Stage;
  receivers: Child<ReceiverCommands>;
  senders: Child<ApplicationCommands>[];
}

interface Result {
  count: number;
  perSecond: number;
  applicationMs: number;
  databaseMs: number;
}

async function run(cast: Cast, options: RowOptions): Promise<RowResult> {
  const { stage, receivers, senders } = cast;
  const audience = await Audience.open(stage, receivers);
  const results: Result[] = [];
  for (const count of COUNTS) {
    while (senders.length < count) senders.push(await another(stage));
    await delay(SHARE_MS);
    await audience.addBacklog(options.warmUp * WARM_UP * count);
    await allSent(stage);
    results.push(await measured(cast, audience, options));
  }
  const [one, two] = results;
  const ratio = (two?.perSecond ?? Number.NaN) / (one?.perSecond ?? Number.NaN);
  return { findings: [{ what: 'two, of one', value: ratio, unit: '' }, ...results.flatMap(findings)] };
}

async function another({ databaseUrl }: Stage): Promise<Child<ApplicationCommands>> {
  const sender = Child.start<ApplicationCommands>('processes/application.ts');
  await sender.ask('join', { databaseUrl, environment: { PROCESS_ROLES: 'delivery' } });
  return sender;
}

async function end(sender: Child<ApplicationCommands>): Promise<void> {
  try {
    await sender.ask('close');
  } finally {
    await sender.stop();
  }
}

async function measured({ stage, receivers, senders }: Cast, audience: Audience, options: RowOptions): Promise<Result> {
  const send = (isWanted: boolean) => Promise.all(senders.map((sender) => sender.ask('send', isWanted)));
  const received = async () => (await receivers.ask('state')).distinct;
  const cpuMs = async () => {
    const each = await Promise.all(senders.map((sender) => sender.ask('cpuMs')));
    return each.reduce((sum, ms) => sum + ms, 0);
  };
  const sum = { deliveries: 0, seconds: 0, applicationMs: 0, databaseMs: 0 };
  for (let round = 0; round < (options.pairs < 5 ? ROUNDS_QUICK : ROUNDS); round += 1) {
    await send(false);
    const waiting = await settled(stage);
    if (waiting < LOW_WATER) await audience.addBacklog(BACKLOG - waiting);
    await send(true);
    await delay(RUN_IN_MS);
    const before = { received: await received(), cpuMs: await cpuMs(), ...(await stage.spent()) };
    const startedAt = performance.now();
    await delay(options.sliceMs);
    await send(false);
    await settled(stage);
    sum.seconds += (performance.now() - startedAt) / 1000;
    sum.deliveries += (await received()) - before.received;
    sum.applicationMs += (await cpuMs()) - before.cpuMs;
    sum.databaseMs += (await stage.spent()).databaseMs - before.databaseMs;
  }
  await send(true);
  await allSent(stage);
  const { deliveries, seconds, applicationMs, databaseMs } = sum;
  return {
    count: senders.length,
    perSecond: deliveries / seconds,
    applicationMs: applicationMs / deliveries,
    databaseMs: databaseMs / deliveries,
  };
}

/** Results of what was in flight are stored. @returns how many wait */
async function settled(stage: Stage): Promise<number> {
  let last = Number.NaN;
  for (;;) {
    const waiting = await countWaiting(stage);
    if (waiting === last) return waiting;
    last = waiting;
    await delay(LOOK_EVERY_MS);
  }
}

function findings({ count, perSecond, applicationMs, databaseMs }: Result): Finding[] {
  const name = count === 1 ? '1 process' : `${count} processes`;
  return [
    { what: name, value: perSecond, unit: 'deliveries per second' },
    { what: `${name}, CPU of the application`, value: applicationMs, unit: 'ms a delivery' },
    { what: `${name}, CPU of the database`, value: databaseMs, unit: 'ms a delivery' },
  ];
}
