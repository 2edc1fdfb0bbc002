import { describe, expect, it } from '@jest/globals';
import { chart } from '../../bench/support/chart.js';

describe('a chart over time', () => {
  const points = [0, 1, 2, 3, 4].map((x) => ({ x, y: x === 3 ? 300 : 100 }));
  const svg = chart({ title: 'T', x: 'minutes', y: 'MB', isOverTime: true, series: [{ name: 'RSS', points }] });
  const places = [...svg.matchAll(/[ML]([\d.]+) ([\d.]+)/g)]
    .slice(-points.length)
    .map(([, x, y]) => [Number(x), Number(y)]);

  it('has equal times in equal room, and a flat line for what stays as it is', () => {
    const steps = places.slice(1).map(([x = 0], index) => x - (places[index]?.[0] ?? 0));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.3);
    expect(new Set([0, 1, 2, 4].map((index) => places[index]?.[1])).size).toBe(1);
    expect(places[3]?.[1]).toBeLessThan(places[0]?.[1] ?? 0);
  });

  it('marks no point, and says in words how it began, ended and went', () => {
    expect(svg).not.toContain('<circle');
    expect(svg).toContain('RSS: 100 at first, 100 at the end, 300 at most.');
  });
});
