import { setTimeout as delay } from 'node:timers/promises';
import type { Row, RowOptions, RowResult } from '../harness.js';
import type { BareSqlCommands } from '../processes/bare-sql.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience, ENDPOINTS } from '../support/audience.js';
import { Child } from '../support/child.js';
import { allSent, backlogSql, countWaiting } from '../support/delivery-tables.js';
import { Stage } from '../support/stage.js';

const DEPTHS = [1_000, 10_000, 100_000, 1_000_000];
/** The deepest one takes a minute to fill. */
const DEPTHS_QUICK = 3;
const WARM_UP = 4;
const ROUNDS = 3;
/** Of a deep queue, the first ones are enough to say how fast it is. */
const MEASURED = 10_000;
const SETTLE_MS = 500;

export const growthQueue: Row = {
  name: 'growth-queue',
  title: 'Deliveries per second out of a queue of a thousand to a million',
  run: (options) =>
    Stage.with(async (stage) => {
      const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
      const sql = Child.start<BareSqlCommands>('processes/bare-sql.ts');
      try {
        return await run({ stage, receivers, sql }, options);
      } finally {
        await Promise.all([receivers.stop(), sql.stop()]);
      }
    }),
};

interface Cast {
  stage: Stage;
  receivers: Child<ReceiverCommands>;
  sql: Child<BareSqlCommands>;
}

async function run(cast: Cast, { pairs, warmUp }: RowOptions): Promise<RowResult> {
  const { stage, receivers, sql } = cast;
  const isQuick = pairs < 5;
  await sql.ask('open', { databaseUrl: stage.databaseUrl, connections: 1 });
  const audience = await Audience.open(stage, receivers);
  await audience.addBacklog(warmUp * WARM_UP);
  await allSent(stage);
  const points: { x: number; y: number }[] = [];
  for (const depth of isQuick ? DEPTHS.slice(0, DEPTHS_QUICK) : DEPTHS) {
    let [deliveries, seconds] = [0, 0];
    for (let round = 0; round < (isQuick ? 1 : ROUNDS); round += 1) {
      await fill(cast, depth);
      deliveries += Math.min(depth, MEASURED);
      seconds += await secondsFor(cast, Math.min(depth, MEASURED));
    }
    points.push({ x: depth, y: deliveries / seconds });
  }
  return {
    findings: points.map(({ x, y }) => ({ what: `${x} wait`, value: y, unit: 'deliveries per second' })),
    series: [{ name: 'deliveries per second', points }],
    notes: [`Until the first ${MEASURED} are received, 50 endpoints. Nothing is sent while the queue is filled.`],
  };
}

async function fill({ stage, sql }: Cast, depth: number): Promise<void> {
  await stage.application.ask('send', false);
  await delay(SETTLE_MS);
  const missing = depth - (await countWaiting(stage));
  if (missing > 0) await sql.ask('execute', backlogSql(Math.ceil(missing / ENDPOINTS)));
}

async function secondsFor({ stage, receivers }: Cast, deliveries: number): Promise<number> {
  const { total } = await receivers.ask('state');
  const startedAt = performance.now();
  await Promise.all([receivers.ask('reach', { total: total + deliveries }), stage.application.ask('send', true)]);
  return (performance.now() - startedAt) / 1000;
}
