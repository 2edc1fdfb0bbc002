import { readFile, writeFile } from 'node:fs/promises';
import type { Series } from './harness.js';
import { readRows } from './report.js';
import { chart, type Chart } from './support/chart.js';

const FOLDER = new URL('../docs/pictures/', import.meta.url);

interface Plot extends Omit<Chart, 'series'> {
  /** Of `docs/pictures/`, without its ending. */
  file: string;
  row: string;
  /** Names of the row's series; all of them have one unit. */
  series: readonly string[];
}

const PLOTS: readonly Plot[] = [
  {
    file: 'growth-endpoints',
    row: 'growth-endpoints',
    series: ['an event', 'a delivery'],
    title: 'CPU by endpoints of an event',
    x: 'endpoints that get the event',
    y: 'CPU, ms',
    isLogarithmic: true,
  },
  {
    file: 'growth-queue',
    row: 'growth-queue',
    series: ['deliveries per second'],
    title: 'Deliveries per second by the length of the queue',
    x: 'deliveries that wait',
    y: 'per second',
  },
  {
    file: 'growth-sockets',
    row: 'growth-sockets',
    series: ['until the last has it'],
    title: 'From a 201 to the push at the last socket of the room',
    x: 'sockets in the room',
    y: 'ms',
    isLogarithmic: true,
  },
  {
    file: 'day-memory',
    row: 'day',
    series: ['RSS', 'heap'],
    title: 'A day in small: memory of the process',
    x: 'minutes',
    y: 'MB',
    isOverTime: true,
  },
  {
    file: 'day-latency',
    row: 'day',
    series: ['socket p50', 'webhook p50', 'socket p99'],
    title: 'A day in small: until the push and the webhook',
    x: 'minutes',
    y: 'ms',
    isOverTime: true,
  },
  {
    file: 'day-tables',
    row: 'day',
    series: ['tables'],
    title: 'A day in small: events, deliveries, notifications',
    x: 'minutes',
    y: 'MB on disk',
    isOverTime: true,
  },
];

const rows = await readRows();
for (const plot of PLOTS) {
  const found = rows.find(({ name }) => name === plot.row)?.series ?? [];
  const series = plot.series.map((name) => found.find((one) => one.name === name)).filter(isThere);
  if (series.length < plot.series.length) {
    console.error(`${plot.file}: run npm run bench -- ${plot.row} first.`);
    process.exitCode = 1;
    continue;
  }
  const file = new URL(`${plot.file}.svg`, FOLDER);
  const text = chart({ ...plot, series });
  const before = await readFile(file, 'utf8').catch(() => '');
  if (text !== before) await writeFile(file, text);
  console.log(`docs/pictures/${plot.file}.svg${text === before ? ' is as it was' : ''}`);
}

function isThere(series: Series | undefined): series is Series {
  return series !== undefined;
}
