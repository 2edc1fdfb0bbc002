import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { isReached, type Comparison, type Finding, type Measured, type RowResult } from './harness.js';

const FOLDER = new URL('results/', import.meta.url);

export interface ReportedRow extends RowResult {
  name: string;
  title: string;
  measuredAt: string;
  quick: boolean;
  seconds: number;
}

/** Those of the last time that each was measured. */
export function readRows(): Promise<ReportedRow[]> {
  return readFile(new URL('latest.json', FOLDER), 'utf8').then(
    (text) => (JSON.parse(text) as { rows: ReportedRow[] }).rows,
    () => [],
  );
}

/** Rows that were not measured this time keep what they had. */
export async function writeReport(rows: readonly ReportedRow[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const kept = await readRows();
  const fresh = new Map(rows.map((row) => [row.name, row]));
  const all = kept.map((row) => fresh.get(row.name) ?? row);
  for (const row of rows) if (!all.includes(row)) all.push(row);
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? '' };
  await writeFile(new URL('latest.json', FOLDER), `${JSON.stringify({ machine, rows: all }, null, 2)}\n`);
  const heading = `# Benchmarks\n\nNode ${machine.node}, ${machine.cpus} x ${machine.cpu}. How to read it: docs/performance.md\n`;
  await writeFile(new URL('latest.md', FOLDER), [heading, ...all.map(describe)].join('\n'));
}

export function describe(row: ReportedRow): string {
  const lines = [`## ${row.title} (\`${row.name}\`)`, ''];
  lines.push('| | value | to reach | |', '|---|---|---|---|', ...row.findings.map(findingLine), '');
  if (row.comparison !== undefined) lines.push(...comparisonLines(row.comparison));
  for (const note of row.notes ?? []) lines.push(`- ${note}`);
  lines.push(`- ${row.measuredAt}, ${row.seconds} s${row.quick ? ', a quick look: not to quote' : ''}`, '');
  return lines.join('\n');
}

function findingLine(finding: Finding): string {
  const { what, value, unit, atLeast, atMost } = finding;
  const bounds = [];
  if (atLeast !== undefined) bounds.push(`>= ${atLeast}`);
  if (atMost !== undefined) bounds.push(`<= ${atMost}`);
  const verdict = bounds.length === 0 ? '' : isReached(finding) ? 'reached' : '**missed**';
  return `| ${what} | ${short(value)}${unit === '' ? '' : ` ${unit}`} | ${bounds.join(', ')} | ${verdict} |`;
}

function comparisonLines({ figure, ceiling, min, max, pairs, beside }: Comparison): string[] {
  return [
    `${pairs} pairs, single ratios to the ceiling ${short(min)} to ${short(max)}.`,
    '',
    '| | per second | figure / it | CPU of the application, ms each | CPU of the database, ms each | WAL, bytes each |',
    '|---|---|---|---|---|---|',
    sideLine('figure', figure),
    sideLine('ceiling', ceiling, figure.perSecond / ceiling.perSecond),
    ...beside.map((one) => sideLine(one.name, one, one.ratio)),
    '',
  ];
}

function sideLine(name: string, { perSecond, spent }: Measured, ratio = 1): string {
  const { applicationMs, databaseMs, walBytes } = spent;
  return `| ${name} | ${[perSecond, ratio, applicationMs, databaseMs, walBytes].map(short).join(' | ')} |`;
}

function short(value: number): string {
  if (Number.isNaN(value)) return '-';
  return Math.abs(value) >= 100 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString();
}
