import { percentile, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience, ENDPOINTS } from '../support/audience.js';
import { Child } from '../support/child.js';
import { allSent } from '../support/delivery-tables.js';
import { Stage } from '../support/stage.js';

const SLOW = 8;
const SLOW_MS = 5_000;
const DELIVERIES_EACH = 200;
const ROUNDS = 3;

export const slowEndpoints: Row = {
  name: 'slow-endpoints',
  title: '8 of 50 endpoints answer after 5 s: time until the other 42 have all theirs',
  run: async ({ pairs, warmUp }: RowOptions): Promise<RowResult> => {
    const withSlow: number[] = [];
    const without: number[] = [];
    for (let round = 0; round < Math.min(pairs, ROUNDS); round += 1) {
      withSlow.push(await secondsUntilAll(SLOW, warmUp));
      without.push(await secondsUntilAll(0, warmUp));
    }
    const ratios = withSlow.map((seconds, round) => (seconds / (without[round] ?? Number.NaN)).toFixed(2));
    return {
      findings: [
        { what: 'ratio to the time without slow ones', value: sum(withSlow) / sum(without), unit: '', atMost: 2 },
        { what: 'with slow ones, median', value: percentile(withSlow, 0.5), unit: 's' },
        { what: 'without, median', value: percentile(without, 0.5), unit: 's' },
      ],
      notes: [`${DELIVERIES_EACH} deliveries each; fresh applications, ratios of the rounds: ${ratios.join(', ')}.`],
    };
  },
};

function secondsUntilAll(slow: number, warmUp: number): Promise<number> {
  return Stage.with(async (stage) => {
    const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
    try {
      const audience = await Audience.open(stage, receivers);
      await audience.addBacklog(warmUp);
      await receivers.ask('reach', { total: warmUp });
      await allSent(stage);
      await stage.application.ask('send', false);
      await audience.addBacklog(ENDPOINTS * DELIVERIES_EACH);
      await receivers.ask('slowDown', { count: slow, ms: SLOW_MS });
      return await untilOthersHaveAll(stage, receivers, warmUp);
    } finally {
      // The application waits for what is in flight before it closes.
      await stage.application.ask('send', false);
      await receivers.ask('hurry');
      await stage.application.ask('close');
      await receivers.stop();
    }
  });
}

async function untilOthersHaveAll(stage: Stage, receivers: Child<ReceiverCommands>, warmUp: number): Promise<number> {
  const each = warmUp / ENDPOINTS + DELIVERIES_EACH;
  const startedAt = performance.now();
  await Promise.all([
    receivers.ask('reach', { from: SLOW, total: (ENDPOINTS - SLOW) * each }),
    stage.application.ask('send', true),
  ]);
  return (performance.now() - startedAt) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
