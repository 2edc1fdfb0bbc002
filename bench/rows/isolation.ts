import { percentile, type Row, type RowOptions, type RowResult } from '../harness.js';
import { burstSql } from '../support/delivery-tables.js';
import { Neighbourhood } from '../support/neighbourhood.js';
import { Stage } from '../support/stage.js';

const ENDPOINTS = 100;
/** The first ones: dead, hanging and slow. */
const BAD = 3;
/** Twenty thousand arrivals each: a p99 of fewer rounds moves by a tenth from one run to the next with nothing changed. */
const ROUNDS = 9;
const BURST = 50_000;

export const isolation: Row = {
  name: 'isolation',
  title: '1 dead, 1 hanging and 1 slow endpoint among 100: p99 from 201 to arrival at the others',
  run: async (options) => compared(options, ['dead', 'hanging', 'slow'], 1.1),
};

export const burst: Row = {
  name: 'burst',
  title: 'A burst of 50,000 deliveries to one endpoint of 100: p99 from 201 to arrival at the others',
  run: async (options) => compared(options, ['burst'], 2),
};

type Trouble = 'dead' | 'hanging' | 'slow' | 'burst';

/**
 * Fresh applications in turn, since trouble leaves its traces: with it, and the very same without. The median of the rounds'
 * ratios: of the p99 of all rounds together, one round that the machine disturbed decides alone.
 */
async function compared(options: RowOptions, troubles: readonly Trouble[], atMost: number): Promise<RowResult> {
  const bad: number[][] = [];
  const good: number[][] = [];
  for (let round = 0; round < Math.min(options.pairs, ROUNDS); round += 1) {
    const both = async () => bad.push(await latencies(options, troubles));
    const neither = async () => good.push(await latencies(options, []));
    for (const run of round % 2 === 0 ? [both, neither] : [neither, both]) await run();
  }
  const [withTrouble, without] = [bad.flat(), good.flat()];
  const ratios = bad.map((values, round) => percentile(values, 0.99) / percentile(good[round] ?? [], 0.99));
  return {
    findings: [
      { what: 'ratio of the p99, median of the rounds', value: percentile(ratios, 0.5), unit: '', atMost },
      {
        what: 'ratio of the p99 of all rounds together',
        value: percentile(withTrouble, 0.99) / percentile(without, 0.99),
        unit: '',
      },
      { what: 'p50 with', value: percentile(withTrouble, 0.5), unit: 'ms' },
      { what: 'p50 without', value: percentile(without, 0.5), unit: 'ms' },
      { what: 'p99 with', value: percentile(withTrouble, 0.99), unit: 'ms' },
      { what: 'p99 without', value: percentile(without, 0.99), unit: 'ms' },
    ],
    notes: [
      `A comment to all of them every 40 ms; fresh applications, ratios of the rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}.`,
    ],
  };
}

function latencies({ warmUp, samples }: RowOptions, troubles: readonly Trouble[]): Promise<number[]> {
  return Stage.with(async (stage) => {
    const place = await Neighbourhood.open(stage, ENDPOINTS);
    try {
      await place.latencies(Math.ceil(warmUp / ENDPOINTS), 0);
      for (const [index, trouble] of troubles.entries()) {
        if (trouble !== 'burst') await place.behave(index, trouble);
        else await stage.application.ask('query', burstSql(place.people[index]?.id ?? '', BURST));
      }
      return await place.latencies(Math.min(samples, 200), BAD);
    } finally {
      await place.close();
    }
  });
}
