import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../src/common/config.js';

const LIMITS = new URL('../../docs/limits.md', import.meta.url);
/** What a variable's name ends with when it bounds something. */
const BOUNDS = /_(LIMIT|TIMEOUT|CONCURRENCY|BYTES|RETENTION|AFTER|SCHEDULE|POOL_SIZE|EXPIRES_IN)$/;

let limits: string;
let variables: string[];

beforeAll(async () => {
  limits = await readFile(LIMITS, 'utf8');
  variables = variablesRead();
});

/** Every name that the configuration asks for. */
function variablesRead(): string[] {
  const names = new Set<string>();
  const recording = new Proxy<Record<string, string | undefined>>(
    {},
    { get: (_, name) => void names.add(String(name)) },
  );
  void new AppConfig(recording);
  return [...names];
}

/** The rows of the tables, as cells without whitespace around them. */
function rowsOf(document: string): string[][] {
  const lines = document.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the documentation of limits', () => {
  it('finds the variables of the configuration', () => {
    expect(variables).toEqual(expect.arrayContaining(['PORT', 'RATE_LIMIT', 'WEBHOOK_TIMEOUT', 'EVENT_RETENTION']));
  });

  it('has a row for every variable that bounds something', () => {
    const listed = new Set(rowsOf(limits).map(([, , variable = '']) => variable.replaceAll('`', '')));
    expect(variables.filter((name) => BOUNDS.test(name) && !listed.has(name))).toEqual([]);
  });

  it('lists no variable that the configuration does not read', () => {
    const named = rowsOf(limits).flatMap(([, , variable = '']) => /^`([A-Z_]+)`$/.exec(variable)?.[1] ?? []);
    expect(named.filter((name) => !variables.includes(name))).toEqual([]);
  });

  it('shows the default of every variable', () => {
    const rows = rowsOf(limits).flatMap(([, value = '', variable = '']) => {
      const name = /^`([A-Z_]+)`$/.exec(variable)?.[1];
      return name === undefined ? [] : [[name, /^`([^`]+)`$/.exec(value)?.[1] ?? '']];
    });
    expect(rows.length).toBeGreaterThan(10);
    for (const [name = '', value = ''] of rows) {
      expect({ name, config: configWith(name, value) }).toEqual({ name, config: configWith(name, undefined) });
    }
  });
});

function configWith(name: string, value: string | undefined): unknown {
  return JSON.parse(JSON.stringify(new AppConfig({ [name]: value })));
}
