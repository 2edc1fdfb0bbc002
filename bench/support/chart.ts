import type { Series } from '../harness.js';

export interface Chart {
  title: string;
  /** What is counted from left to right: a power of ten a step. */
  x: string;
  /** What is measured, with its unit. */
  y: string;
  series: readonly Series[];
  /** From left to right in even steps from zero, with too many points to mark each. */
  isOverTime?: boolean;
  /** A power of ten a step upwards, too. Left out: from zero, in even steps. */
  isLogarithmic?: boolean;
}

const WIDTH = 520;
const HEIGHT = 280;
const PLACE = { left: 60, right: 40, top: 44, bottom: 46 };
/** Legible on white as well as on black. */
const COLOURS = ['#8b5cf6', '#0d9488', '#c2640c'];
const STEPS = 4;
/** Between the names above a picture over time, of which there are three at most. */
const LEGEND_STEP = 100;

interface Axis {
  /** From 0 to 1. */
  at: (value: number) => number;
  ticks: readonly number[];
}

/** A picture of lines as SVG text, with its figures in words for those who do not see it. */
export function chart({ title, x, y, series, isLogarithmic = false, isOverTime = false }: Chart): string {
  const points = series.flatMap((one) => one.points);
  const across = isOverTime ? linear(points.map((point) => point.x)) : logarithmic(points.map((point) => point.x));
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
  const draw = isOverTime ? curve : line;
  const isAlone = series.length === 1;
  const lines = series.map((one, index) =>
    draw(one, COLOURS[index % COLOURS.length] ?? '', { left, top, index, isAlone }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title figures">
  <title id="title">${title}</title>
  <desc id="figures">${series.map(isOverTime ? inFewWords : inWords).join(' ')}</desc>
  <style>
    text { font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; fill: #7a828e; }
    .name { font-size: 14px; font-weight: 600; }
    .x { text-anchor: middle; }
    .y { text-anchor: end; }
    .value { text-anchor: middle; font-weight: 600; }
    .grid { stroke: #7a828e; stroke-opacity: 0.3; }
    .line { fill: none; stroke-width: 2.5; }
    .thin { stroke-width: 1.5; }
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

interface Placing {
  left: (value: number) => number;
  top: (value: number) => number;
  /** Of the line among the others. */
  index: number;
  /** Then the picture's own words say what it is. */
  isAlone: boolean;
}

function curve({ name, points }: Series, colour: string, { left, top, index }: Placing): string {
  const path = `<path class="line thin" stroke="${colour}" d="${pathOf(points, { left, top })}"/>`;
  return [path, nameOf(name, colour, index)].join('\n  ');
}

/** Above the picture, where no line crosses it. */
function nameOf(name: string, colour: string, index: number): string {
  const at = WIDTH - PLACE.right - LEGEND_STEP * (2 - index);
  return `<text class="y" style="fill:${colour}" x="${at}" y="35">${name}</text>`;
}

function pathOf(points: Series['points'], { left, top }: Pick<Placing, 'left' | 'top'>): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${left(x)} ${top(y)}`).join('');
}

function line({ name, points }: Series, colour: string, { left, top, index, isAlone }: Placing): string {
  const marks = points.map(({ x, y }, place) => {
    // Beside the axis, the first value has no room to the left.
    const anchor = place === 0 ? ';text-anchor:start' : '';
    const at = left(x) + (place === 0 ? 4 : 0);
    return `<circle fill="${colour}" cx="${left(x)}" cy="${top(y)}" r="3.5"/><text class="value" style="fill:${colour}${anchor}" x="${at}" y="${top(y) - 9}">${short(y)}</text>`;
  });
  const path = `<path class="line" stroke="${colour}" d="${pathOf(points, { left, top })}"/>`;
  return [path, ...marks, isAlone ? '' : nameOf(name, colour, index)].join('\n  ').trimEnd();
}

function inWords({ name, points }: Series): string {
  return `${name}: ${points.map(({ x, y }) => `${short(y)} at ${short(x)}`).join(', ')}.`;
}

/** Of many points, what they began and ended with and the largest. */
function inFewWords({ name, points }: Series): string {
  const most = Math.max(...points.map(({ y }) => y));
  return `${name}: ${short(points[0]?.y ?? 0)} at first, ${short(points.at(-1)?.y ?? 0)} at the end, ${short(most)} at most.`;
}

function logarithmic(values: readonly number[]): Axis {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return { at: (value) => (Math.log10(value) - from) / (to - from), ticks };
}

/** In at most four steps of 1, 2 or 5 of a power of ten, up to the first that nothing exceeds. */
function linear(values: readonly number[]): Axis {
  const most = Math.max(...values);
  const power = 10 ** Math.floor(Math.log10(most / STEPS));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size * STEPS >= most) ?? most;
  const count = Math.ceil(most / step - 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  return { at: (value) => value / (step * count), ticks };
}

function short(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 10_000 ? rounded.toLocaleString('en') : String(rounded);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
