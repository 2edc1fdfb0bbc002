import type { Series } from '../harness.js';

export interface Chart {
  title: string;
  /** What is counted from left to right: a power of ten a step. */
  x: string;
  /** What is measured, with its unit. */
  y: string;
  series: readonly Series[];
  /** The same upwards. Left out: from zero, in even steps. */
  isLogarithmic?: boolean;
}

const WIDTH = 520;
const HEIGHT = 280;
const PLACE = { left: 60, right: 40, top: 44, bottom: 46 };
/** Legible on white as well as on black. */
const COLOURS = ['#8b5cf6', '#0d9488', '#c2640c'];
const STEPS = 4;

interface Axis {
  /** From 0 to 1. */
  at: (value: number) => number;
  ticks: readonly number[];
}

/** A picture of lines as SVG text, with its figures in words for those who do not see it. */
export function chart({ title, x, y, series, isLogarithmic = false }: Chart): string {
  const points = series.flatMap((one) => one.points);
  const across = logarithmic(points.map((point) => point.x));
  const up = isLogarithmic ? logarithmic(points.map((point) => point.y)) : linear(points.map((point) => point.y));
  const left = (value: number) => round(PLACE.left + across.at(value) * (WIDTH - PLACE.left - PLACE.right));
  const top = (value: number) => round(HEIGHT - PLACE.bottom - up.at(value) * (HEIGHT - PLACE.top - PLACE.bottom));
  const grid = up.ticks.map(
    (tick) =>
      `<path class="grid" d="M${PLACE.left} ${top(tick)}H${WIDTH - PLACE.right}"/><text class="y" x="${PLACE.left - 8}" y="${top(tick) + 4}">${short(tick)}</text>`,
  );
  const steps = across.ticks.map(
    (tick) => `<text class="x" x="${left(tick)}" y="${HEIGHT - PLACE.bottom + 18}">${short(tick)}</text>`,
  );
  const lines = series.map((one, index) => line(one, COLOURS[index % COLOURS.length] ?? '', { left, top }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title figures">
  <title id="title">${title}</title>
  <desc id="figures">${series.map(inWords).join(' ')}</desc>
  <style>
    text { font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; fill: #7a828e; }
    .name { font-size: 14px; font-weight: 600; }
    .x { text-anchor: middle; }
    .y { text-anchor: end; }
    .value { text-anchor: middle; font-weight: 600; }
    .grid { stroke: #7a828e; stroke-opacity: 0.3; }
    .line { fill: none; stroke-width: 2.5; }
  </style>
  <text class="name" x="${PLACE.left}" y="18">${title}</text>
  <text x="${PLACE.left}" y="35">${y}</text>
  ${grid.join('\n  ')}
  ${steps.join('\n  ')}
  <text class="x" x="${(PLACE.left + WIDTH - PLACE.right) / 2}" y="${HEIGHT - 8}">${x}</text>
  ${lines.join('\n  ')}
</svg>
`;
}

function line(
  { name, points }: Series,
  colour: string,
  { left, top }: { left: (value: number) => number; top: (value: number) => number },
): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${left(x)} ${top(y)}`).join('');
  const marks = points.map(
    ({ x, y }) =>
      `<circle fill="${colour}" cx="${left(x)}" cy="${top(y)}" r="3.5"/><text class="value" style="fill:${colour}" x="${left(x)}" y="${top(y) - 9}">${short(y)}</text>`,
  );
  const [first] = points;
  const label =
    first === undefined
      ? ''
      : `<text style="fill:${colour}" x="${left(first.x) + 6}" y="${top(first.y) + 18}">${name}</text>`;
  return [`<path class="line" stroke="${colour}" d="${path}"/>`, ...marks, label].join('\n  ');
}

function inWords({ name, points }: Series): string {
  return `${name}: ${points.map(({ x, y }) => `${short(y)} at ${short(x)}`).join(', ')}.`;
}

function logarithmic(values: readonly number[]): Axis {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return { at: (value) => (Math.log10(value) - from) / (to - from), ticks };
}

/** In steps of 1, 2 or 5 of a power of ten. */
function linear(values: readonly number[]): Axis {
  const most = Math.max(...values);
  const power = 10 ** Math.floor(Math.log10(most / STEPS));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size * STEPS >= most) ?? most;
  const ticks = Array.from({ length: STEPS + 1 }, (_, index) => index * step);
  return { at: (value) => value / (step * STEPS), ticks };
}

function short(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 10_000 ? rounded.toLocaleString('en') : String(rounded);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
