import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ByteRange, FileStore } from '../src/attachments/storage/file-store.js';
import { openFileStore } from '../src/attachments/storage/open-file-store.js';
import { AppConfig } from '../src/common/config.js';
import { newId } from '../src/common/ids.js';
import { AppLogger } from '../src/common/logger.js';
import { Bucket } from './support/servers/bucket.js';

const LOGGER = new AppLogger({ level: 'silent', format: 'json' });

let bucket: Bucket;
let folder: string;
let store: FileStore;

beforeAll(async () => {
  bucket = await Bucket.start();
});
afterAll(() => bucket.stop());
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* of(...chunks: (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield chunk;
  }
}

async function content(key: string, range?: ByteRange): Promise<Buffer | undefined> {
  const stream = await store.read(key, range);
  if (stream === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list()) found.push(key);
  return found.toSorted();
}

describe.each([
  ['on the local disk', () => ({})],
  ['in a bucket', () => bucket.environment],
])('a file store %s', (_name, environment) => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-store-'));
    store = await openFileStore(new AppConfig({ DATA_DIR: folder, ...environment() }), LOGGER);
  });

  it('returns stored content, whole or in part', async () => {
    const [key, bytes] = [newId(), randomBytes(300_000)];
    await store.write(key, of(bytes.subarray(0, 7), bytes.subarray(7, 200_000), bytes.subarray(200_000)));
    expect((await content(key))?.equals(bytes)).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [5, 9],
      [199_999, 200_000],
      [299_990, 299_999],
    ] as const) {
      expect(await content(key, { start, end })).toEqual(bytes.subarray(start, end + 1));
    }
    await store.remove(key);
  });

  it('lists its content, and removes files idempotently', async () => {
    const before = await keys();
    const made = Array.from({ length: 5 }, () => newId());
    for (const key of made) await store.write(key, of(Buffer.from(key)));
    expect(await keys()).toEqual([...before, ...made].toSorted());
    expect(await Promise.all(made.map((key) => store.has(key)))).toEqual(made.map(() => true));
    for (const key of [...made, ...made]) await store.remove(key);
    expect(await keys()).toEqual(before);
    expect(await store.has(made[0] ?? '')).toBe(false);
    expect(await content(made[0] ?? '')).toBeUndefined();
  });

  it('records when a file was stored', async () => {
    const [key, since] = [newId(), Date.now() - 2_000];
    await store.write(key, of(Buffer.from('now')));
    for await (const file of store.list()) {
      if (file.key === key) expect(file.modifiedAt.getTime()).toBeGreaterThan(since);
    }
    await store.remove(key);
  });

  it('keeps nothing of an aborted upload, and rethrows its error', async () => {
    const before = await keys();
    const why = new Error('broken off');
    for (const chunks of [[why], [randomBytes(100_000), why]]) {
      const key = newId();
      await expect(store.write(key, of(...chunks))).rejects.toBe(why);
      expect(await store.has(key)).toBe(false);
    }
    expect(await keys()).toEqual(before);
    expect(await readdir(join(folder, 'uploads', 'incoming'))).toEqual([]);
  });

  it('removes old partial files of dead processes', async () => {
    const [key, old, young] = [newId(), newId(), newId()];
    await store.write(key, of(Buffer.from('whole')));
    const incoming = join(folder, 'uploads', 'incoming');
    for (const name of [old, young]) await writeFile(join(incoming, name), 'half');
    await utimes(join(incoming, old), 1_000, 1_000);
    expect(await store.removeUnfinished(new Date(Date.now() - 60_000))).toBe(1);
    expect(await readdir(incoming)).toEqual([young]);
    expect(await store.has(key)).toBe(true);
    await store.remove(key);
  });

  it('refuses keys that lead elsewhere', async () => {
    for (const key of ['../../etc/passwd', '', 'a/b', `${newId()}/..`]) {
      await expect(store.write(key, of(Buffer.from('x')))).rejects.toThrow('must be a UUID');
      await expect(store.read(key)).rejects.toThrow('must be a UUID');
      await expect(store.remove(key)).rejects.toThrow('must be a UUID');
    }
  });
});
