/** CPU milliseconds so far, of the process that does the work. */
export interface Cpu {
  application: number;
  database: number;
}

/** One side of a comparison: the figure or its ceiling. */
export interface Side {
  /** What has to be there before the slice, outside of its time and CPU. */
  prepare?: () => Promise<void>;
  /** Works for a slice of at most two seconds. @returns how much was done */
  slice: () => Promise<Slice>;
  cpu: () => Promise<Cpu>;
}

export interface Slice {
  operations: number;
  seconds: number;
}

export interface Measured {
  operations: number;
  seconds: number;
  perSecond: number;
  /** Per operation, in ms. */
  cpu: Cpu;
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

export interface RowResult {
  findings: Finding[];
  comparison?: Comparison;
  notes?: string[];
}

export interface Row {
  name: string;
  title: string;
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
 * Figure and ceiling in turn, so that whatever else the machine does hits both alike; which goes first alternates too. Only
 * the ratio means anything on another machine.
 */
export async function compare(sides: { figure: Side; ceiling: Side }, pairs: number): Promise<Comparison> {
  const figure = sum();
  const ceiling = sum();
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['figure', 'ceiling'] as const) : (['ceiling', 'figure'] as const);
    const rates = { figure: 0, ceiling: 0 };
    for (const name of order) {
      const { operations, seconds } = await measure(sides[name], name === 'figure' ? figure : ceiling);
      rates[name] = operations / seconds;
    }
    ratios.push(rates.figure / rates.ceiling);
  }
  const measured = { figure: perOperation(figure), ceiling: perOperation(ceiling) };
  const ratio = measured.figure.perSecond / measured.ceiling.perSecond;
  return { ...measured, ratio, min: Math.min(...ratios), max: Math.max(...ratios), pairs };
}

interface Sum extends Slice {
  cpu: Cpu;
}

function sum(): Sum {
  return { operations: 0, seconds: 0, cpu: { application: 0, database: 0 } };
}

async function measure(side: Side, into: Sum): Promise<Slice> {
  await side.prepare?.();
  const before = await side.cpu();
  const slice = await side.slice();
  const after = await side.cpu();
  into.operations += slice.operations;
  into.seconds += slice.seconds;
  into.cpu.application += after.application - before.application;
  into.cpu.database += after.database - before.database;
  return slice;
}

function perOperation({ operations, seconds, cpu }: Sum): Measured {
  return {
    operations,
    seconds,
    perSecond: operations / seconds,
    cpu: { application: cpu.application / operations, database: cpu.database / operations },
  };
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
