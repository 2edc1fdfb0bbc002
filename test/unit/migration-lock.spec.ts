import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findLockProblems, lockMigrations, readLock } from '../../scripts/migration-lock.js';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const ALERTS = '1764000013000-alerts.ts';

let folder: string;
const problems = () => findLockProblems(pathToFileURL(`${folder}/`));
const lock = () => lockMigrations(pathToFileURL(`${folder}/`));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-migrations-'));
  await cp(MIGRATIONS, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function replace(file: string, [from, to]: readonly [string, string]): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll(from, to));
}

describe('the lock file of the migrations', () => {
  it('matches the repository', async () => {
    expect(await findLockProblems()).toEqual([]);
    expect(await problems()).toEqual([]);
  });

  it('reports a renamed migration', async () => {
    await rename(join(folder, ALERTS), join(folder, '1764000013500-alerts.ts'));
    expect(await problems()).toEqual([
      expect.stringContaining(`migrations/${ALERTS} is missing: it was renamed or removed.`),
      expect.stringContaining('migrations/1764000013500-alerts.ts must run after'),
    ]);
    await expect(lock()).rejects.toThrow('renamed or removed');
  });

  it.each([
    ['its statements', ['CREATE TABLE alerts', 'CREATE TABLE alarms']],
    ['its class', ['Alerts1764000013000', 'Alarms1764000013000']],
    ['a comment', ['export class', '// new\nexport class']],
  ] as const)('reports an edit of %s, which the tool does not regenerate', async (_what, change) => {
    await replace(ALERTS, change);
    expect(await problems()).toEqual([expect.stringContaining(`migrations/${ALERTS} was edited`)]);
    await expect(lock()).rejects.toThrow('was edited');
  });

  it('accepts line ends of either kind', async () => {
    await replace(ALERTS, ['\n', '\r\n']);
    expect(await problems()).toEqual([]);
  });

  it('reports reordered entries', async () => {
    const entries = await readLock();
    await writeFile(join(folder, 'lock.json'), JSON.stringify([entries[1], entries[0], ...entries.slice(2)]));
    expect(await problems()).toEqual([expect.stringContaining('is not in order')]);
  });

  it('reports a new migration, and accepts it only at the end', async () => {
    const before = await readLock();
    await writeFile(join(folder, '9900000000000-later.ts'), 'export class Later9900000000000 {}\n');
    expect(await problems()).toEqual([expect.stringContaining('Run: npm run migration:lock')]);
    expect(await lock()).toEqual(['9900000000000-later.ts']);
    expect(await problems()).toEqual([]);
    const after = JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8')) as unknown[];
    expect(after.slice(0, -1)).toEqual(before);
    await writeFile(join(folder, '1764000013500-between.ts'), 'export class Between1764000013500 {}\n');
    expect(await problems()).toEqual([expect.stringContaining('must run after 9900000000000-later.ts')]);
    await expect(lock()).rejects.toThrow('later timestamp');
  });
});
