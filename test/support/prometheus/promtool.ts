import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const PLACES = ['/usr/bin/promtool', '/usr/local/bin/promtool', '/opt/homebrew/bin/promtool'];
const found = PLACES.find((path) => existsSync(path));
/** Of simulated time. */
const SAMPLES_PER_MINUTE = 2;

/**
 * False: tests with promtool are to be skipped, and this says so. Never false where CI=true.
 *
 * @throws Error then
 */
export function hasPromtool(): boolean {
  if (found !== undefined) return true;
  const advice = 'No promtool found. `scripts/install-promtool` installs one.';
  if (process.env['CI'] === 'true') throw new Error(advice);
  console.warn(`SKIPPED: the tests with promtool. ${advice}`);
  return false;
}

/** @returns the exit code and all that it printed */
export function promtool(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(found ?? 'promtool', args, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** What a scrape gave, and for how many minutes every scrape gave the same. Undefined: the process did not answer. */
export interface Scraped {
  readonly page: string | undefined;
  readonly minutes: number;
}

/** When, in minutes from the beginning, which alerts must fire, and which must not. */
export interface Expected {
  readonly at: number;
  readonly firing?: readonly string[];
  readonly quiet?: readonly string[];
}

/**
 * Lets Prometheus judge its rules, as they are, over scrapes of one process, in simulated time.
 *
 * @param rules path of the file of rules
 * @returns what promtool has against it; empty: all is as expected
 */
export async function judge(
  rules: string,
  scrapes: readonly Scraped[],
  expected: readonly Expected[],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-rules-'));
  try {
    const isFiring = (alert: string, value: readonly object[], at: number) => ({
      expr: `max(ALERTS{alertname="${alert}",alertstate="firing"})`,
      eval_time: `${at}m`,
      exp_samples: value,
    });
    const test = {
      rule_files: [rules],
      evaluation_interval: '30s',
      tests: [
        {
          interval: '30s',
          input_series: inputSeries(scrapes),
          promql_expr_test: expected.flatMap(({ at, firing = [], quiet = [] }) => [
            ...firing.map((alert) => isFiring(alert, [{ labels: '{}', value: 1 }], at)),
            ...quiet.map((alert) => isFiring(alert, [], at)),
          ]),
        },
      ],
    };
    const file = join(folder, 'test.yml');
    await writeFile(file, stringify(test));
    const { code, output } = await promtool('test', 'rules', file);
    return code === 0 ? '' : output;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In promtool's notation: `1x4` is 1 and four times 1 more, `_x4` is no value. */
function inputSeries(scrapes: readonly Scraped[]): { series: string; values: string }[] {
  const pages = scrapes.map(({ page }) => samplesOf(page));
  const names = new Set(pages.flatMap((page) => [...page.keys()]));
  return [...names].map((series) => ({
    series,
    values: scrapes
      .map(({ minutes }, index) => {
        const value = pages[index]?.get(series);
        const more = minutes * SAMPLES_PER_MINUTE - 1;
        return value === undefined ? `_x${more + 1}` : `${value}+0x${more}`;
      })
      .join(' '),
  }));
}

/** As Prometheus stores them: with job and instance, and whether the process answered. */
function samplesOf(page: string | undefined): Map<string, string> {
  const own = 'job="carillon",instance="10.0.0.5:5000"';
  const samples = new Map([[`up{${own}}`, page === undefined ? '0' : '1']]);
  for (const line of (page ?? '').split('\n')) {
    const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name !== '' && value !== 'Nan') samples.set(`${name}{${labels === '' ? '' : `${labels},`}${own}}`, value);
  }
  return samples;
}
