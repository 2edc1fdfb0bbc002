/** What an amount of work took so far, or each operation of it: CPU in milliseconds, and what was written to the log of PostgreSQL. */
export interface Spent {
  applicationMs: number;
  databaseMs: number;
  walBytes: number;
}

/** One side of a comparison: the figure, its ceiling, or what is printed beside. */
export interface Side {
  /** What has to be there before the slice, outside of its time and of what it spends. */
  prepare?: () => Promise<void>;
  /** Works for a slice of at most two seconds. @returns how much was done */
  slice: () => Promise<Slice>;
  spent: () => Promise<Spent>;
}

export interface Slice {
  operations: number;
  seconds: number;
}

export interface Measured {
  operations: number;
  seconds: number;
  perSecond: number;
  /** By each operation. */
  spent: Spent;
}

/** Nothing is asked of the figure in relation to it. */
export interface Beside extends Measured {
  name: string;
  /** The figure through it. */
  ratio: number;
}

export interface Comparison {
  figure: Measured;
  ceiling: Measured;
  /** Of the sums: all that the figure did per second through all that the ceiling did. */
  ratio: number;
  /** Of single pairs. */
  min: number;
  max: number;
  pairs: number;
  beside: Beside[];
}

export interface Sides {
  figure: Side;
  ceiling: Side;
  /** By name. */
  beside?: Readonly<Record<string, Side>>;
}

/** One number that has to be reached, or that is printed beside one. */
export interface Finding {
  what: string;
  value: number;
  unit: string;
  /** Left out: nothing is asked of it. */
  atLeast?: number;
  atMost?: number;
}

/** A line of a picture: how something grows. */
export interface Series {
  name: string;
  points: { x: number; y: number }[];
}

export interface RowResult {
  findings: Finding[];
  comparison?: Comparison;
  notes?: string[];
  series?: Series[];
}

export interface Row {
  name: string;
  title: string;
  /** It takes so long that it runs only when it is named. */
  isSlow?: boolean;
  /** Ends everything that it started, also when it fails. */
  run: (options: RowOptions) => Promise<RowResult>;
}

export interface RowOptions {
  pairs: number;
  sliceMs: number;
  /** Requests before anything is measured. */
  warmUp: number;
  /** Samples of a latency. */
  samples: number;
}

/** As the contract has it. */
export const FULL: RowOptions = { pairs: 12, sliceMs: 1_500, warmUp: 5_000, samples: 400 };
/** To see whether it runs; not to quote. */
export const QUICK: RowOptions = { pairs: 3, sliceMs: 1_000, warmUp: 1_000, samples: 60 };

/**
 * Figure, ceiling and what stands beside in turn, so that whatever else the machine does hits all alike; which goes first
 * changes too. Only ratios mean anything on another machine.
 */
export async function compare({ figure, ceiling, beside = {} }: Sides, pairs: number): Promise<Comparison> {
  const others = Object.keys(beside);
  const all = new Map([figure, ceiling, ...Object.values(beside)].map((side) => [side, new Sum()]));
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = [...all.keys()];
    const rates = new Map<Side, number>();
    for (const side of [...order.slice(pair % order.length), ...order.slice(0, pair % order.length)]) {
      const { operations, seconds } = await measure(side, all.get(side) ?? new Sum());
      rates.set(side, operations / seconds);
    }
    ratios.push((rates.get(figure) ?? Number.NaN) / (rates.get(ceiling) ?? Number.NaN));
  }
  const [ours, least, ...rest] = [...all.values()].map((sum) => sum.each);
  if (ours === undefined || least === undefined) throw new Error('Figure and ceiling have to be two things.');
  return {
    figure: ours,
    ceiling: least,
    ratio: ours.perSecond / least.perSecond,
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    pairs,
    beside: rest.map((one, index) => ({ ...one, name: others[index] ?? '', ratio: ours.perSecond / one.perSecond })),
  };
}

class Sum {
  private operations = 0;
  private seconds = 0;
  private readonly spent: Spent = { applicationMs: 0, databaseMs: 0, walBytes: 0 };

  add({ operations, seconds }: Slice, [before, after]: readonly [Spent, Spent]): void {
    this.operations += operations;
    this.seconds += seconds;
    this.spent.applicationMs += after.applicationMs - before.applicationMs;
    this.spent.databaseMs += after.databaseMs - before.databaseMs;
    this.spent.walBytes += after.walBytes - before.walBytes;
  }

  get each(): Measured {
    const { operations, seconds } = this;
    const { applicationMs, databaseMs, walBytes } = this.spent;
    return {
      operations,
      seconds,
      perSecond: operations / seconds,
      spent: {
        applicationMs: applicationMs / operations,
        databaseMs: databaseMs / operations,
        walBytes: walBytes / operations,
      },
    };
  }
}

async function measure(side: Side, sum: Sum): Promise<Slice> {
  await side.prepare?.();
  const before = await side.spent();
  const slice = await side.slice();
  sum.add(slice, [before, await side.spent()]);
  return slice;
}

/** @param share 0.5 for the median, 0.99 for what one in a hundred exceeds */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function isReached({ value, atLeast, atMost }: Finding): boolean {
  return !(value < (atLeast ?? -Infinity)) && !(value > (atMost ?? Infinity)) && !Number.isNaN(value);
}

export function ratioFinding(comparison: Comparison, atLeast: number): Finding {
  return { what: 'ratio to the ceiling', value: comparison.ratio, unit: '', atLeast };
}
