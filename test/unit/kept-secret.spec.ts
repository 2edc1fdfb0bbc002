import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenKey } from '../../src/auth/token-key.js';
import { AppConfig } from '../../src/common/config.js';
import { keptSecret, readKeptSecret } from '../../src/common/kept-secret.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a stored secret', () => {
  it('is the same for simultaneous first requests, and readable only by its owner', async () => {
    const path = join(folder, 'new', 'secret');
    const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(path, randomUUID)));
    expect(new Set(secrets).size).toBe(1);
    expect(await keptSecret(path, randomUUID)).toBe(secrets[0]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'new'))).toEqual(['secret']);
  });

  it('is undefined before its creation', async () => {
    expect(await readKeptSecret(join(folder, 'secret'))).toBeUndefined();
  });
});

describe('the token keys', () => {
  it('survive a restart, differ from each other, and depend on JWT_SECRET if it is set', async () => {
    const kept = new AppConfig({ DATA_DIR: folder });
    const [first, second] = [await TokenKey.load(kept), await TokenKey.load(kept)];
    expect(first.access.equals(second.access)).toBe(true);
    expect(first.refresh.equals(second.refresh)).toBe(true);
    expect(first.access.equals(first.refresh)).toBe(false);
    const given = await TokenKey.load(new AppConfig({ DATA_DIR: folder, JWT_SECRET: 'x'.repeat(32) }));
    expect(given.access.export().toString()).toBe('x'.repeat(32));
  });

  it('are not derived from an empty file', async () => {
    await writeFile(join(folder, 'jwt-secret'), '');
    await expect(TokenKey.load(new AppConfig({ DATA_DIR: folder }))).rejects.toThrow('32 bytes');
  });
});
