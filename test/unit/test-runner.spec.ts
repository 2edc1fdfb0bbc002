import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Jest begins with the largest file. */
const FIRST = `
import { it, jest } from '@jest/globals';
jest.setTimeout(5_000);
jest.retryTimes(1);
jest.useFakeTimers();
jest.spyOn(Math, 'random').mockReturnValue(7);
it('changes what the whole process shares', () => undefined);
// ${'padding '.repeat(1_000)}
`;

const SECOND = `
import { expect, it } from '@jest/globals';
const wait = () => new Promise((resolve) => setTimeout(resolve, 50));
let tries = 0;
it('leaves a rejection unhandled', async () => {
  void Promise.reject(new Error('unhandled'));
  await wait();
});
it('throws in a timer', async () => {
  setTimeout(() => { throw new Error('uncaught'); });
  await wait();
});
it('hangs', () => new Promise(() => undefined));
it('would pass at the second try', () => expect(tries += 1).toBe(2));
it('has nothing of the first file', async () => {
  expect(Math.random()).toBeLessThan(1);
  await wait();
});
`;

interface Result {
  title: string;
  status: string;
  failureMessages: string[];
}

describe('two test files in one process', () => {
  let results: Result[];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-runner-'));
    try {
      await writeFile(join(folder, 'first.spec.mjs'), FIRST);
      await writeFile(join(folder, 'second.spec.mjs'), SECOND);
      results = await run(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    ['leaves a rejection unhandled', 'unhandled'],
    ['throws in a timer', 'uncaught'],
    ['hangs', 'Exceeded timeout of 1000 ms'],
    ['would pass at the second try', 'Received: 1'],
  ])('fail where the second one %s', (title, message) => {
    const result = results.find((one) => one.title === title);
    expect(result).toMatchObject({ status: 'failed', failureMessages: [expect.stringContaining(message)] });
  });

  it('share no mocks and no timers', () => {
    expect(results.find(({ title }) => title === 'has nothing of the first file')?.status).toBe('passed');
  });
});

/** @returns the tests of the file that ran last */
async function run(folder: string): Promise<Result[]> {
  const config = {
    rootDir: folder,
    cacheDirectory: join(folder, 'cache'),
    runtime: pathOf('test/support/jest/runtime.cjs'),
    testEnvironment: pathOf('test/support/jest/environment.cjs'),
    transform: {},
    testMatch: ['**/*.spec.mjs'],
    testTimeout: 1_000,
    watchman: false,
  };
  const loader = pathOf('test/support/typescript-loader.mjs');
  const jest = ['node_modules/jest/bin/jest.js', '--json', '--runInBand', '--config', JSON.stringify(config)];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, '--no-warnings', ...jest], {
    cwd: pathOf('.'),
  }).catch((error: { stdout: string }) => error);
  const files: { name: string; assertionResults: Result[] }[] = JSON.parse(stdout).testResults;
  const [first, second] = files.toSorted((a, b) => a.name.localeCompare(b.name));
  if (first === undefined || second === undefined) throw new Error(`Jest ran ${files.length} files.`);
  return second.assertionResults;
}
