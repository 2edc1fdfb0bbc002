import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Bucket } from '../support/servers/bucket.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { DatabaseView } from '../support/database/settled.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'carillon-doctor-'));
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

function doctor(
  environment: Record<string, string>,
  options: readonly string[] = [],
): Promise<{ code: number; lines: string[] }> {
  const args = ['--import', here('../support/typescript-loader.mjs'), here('../../scripts/doctor.ts'), ...options];
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, DATABASE_URL: database.url, PORT: '0', ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines: stdout.trim().split('\n') });
    });
  });
}

describe('npm run doctor', () => {
  it('reports no problem on a healthy installation', async () => {
    const { code, lines } = await doctor({});
    const wrong = lines.filter((line) => line.startsWith('WRONG'));
    // The tests' own server waits for no disk, and the doctor must say so.
    expect(wrong.filter((line) => !line.includes('fsync is off'))).toEqual([]);
    expect(code).toBe(wrong.length === 0 ? 0 : 1);
    expect(lines.filter((line) => line.startsWith('ok')).length).toBeGreaterThanOrEqual(8);
    expect(lines.join('\n')).toContain('The schema is up to date.');
    // By the defaults: 20 and 5 in pools, and 9 sessions.
    expect(lines.join('\n')).toContain('One process with these settings (none is running): up to 34 of ');
  });

  it('reports rows in default partitions', async () => {
    const view = await DatabaseView.open(database.url);
    try {
      expect((await doctor({})).lines.join('\n')).toContain('ok     No rows are in default partitions.');
      await view.rows("INSERT INTO webhook_attempts VALUES ('0a000000-0000-7000-8000-000000000000', 1, now(), 5)");
      const { code, lines } = await doctor({});
      expect(lines.join('\n')).toContain('WRONG  Rows are in default partitions: webhook_attempts (1).');
      expect(code).toBe(1);
    } finally {
      await view.rows('DELETE FROM webhook_attempts');
      await view.close();
    }
  });

  it('counts the connections of all running processes, or of as many as are planned', async () => {
    const view = await DatabaseView.open(database.url);
    const add = (roles: string, connections: number, seen: string) =>
      view.rows(
        `INSERT INTO server_processes (id, name, version, roles, connections, seen_at)
         VALUES (gen_random_uuid(), 'elsewhere:1', '1.0.0', $1, $2, now() + $3::interval)`,
        [roles, connections, seen],
      );
    try {
      const [row] = await view.rows<{ usable: number }>(
        `SELECT (current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int)::int AS usable`,
      );
      const usable = row?.usable ?? 0;
      await add('{api,sockets}', 30, '50 s');
      await add('{delivery}', 12, '50 s');
      // Away, and from before the database's clock was set back.
      await add('{dispatch}', 10_000, '-11 s');
      await add('{dispatch}', 10_000, '5 minutes');
      const two = (await doctor({})).lines.join('\n');
      expect(two).toContain(`The 2 running processes: up to 42 of ${usable} connections`);
      expect(two).toContain(
        'WRONG  No running process has the role dispatch (events wait: nothing is pushed or sent).',
      );
      await add('{dispatch}', usable, '50 s');
      const three = (await doctor({})).lines.join('\n');
      expect(three).toContain(`WRONG  The 3 running processes: up to ${usable + 42} connections`);
      expect(three).toContain('Every role is taken: api by 1, sockets by 1, delivery by 1, dispatch by 1.');
      const planned = await doctor({ PROCESS_ROLES: 'delivery' }, ['--processes', '1000']);
      expect(planned.lines.join('\n')).toContain('1000 processes with 14 connections each: up to 14000 connections');
      expect((await doctor({}, ['--processes', '0'])).code).toBe(1);
    } finally {
      await view.rows('DELETE FROM server_processes');
      await view.close();
    }
  });

  it('names every wrong variable', async () => {
    const { code, lines } = await doctor({ PORT: 'x', LOG_LEVEL: 'loud' });
    expect(lines.filter((line) => line.startsWith('WRONG'))).toHaveLength(2);
    expect(code).toBe(1);
  });

  it('reports Discord settings that have no effect', async () => {
    const channels = { DISCORD_BOT_TOKEN: 'a-secret', DISCORD_WEBHOOK_CHANNELS: '{"default":["1"]}' };
    const noKey = (await doctor(channels)).lines.join('\n');
    expect(noKey).toContain('Set DISCORD_PUBLIC_KEY');
    const key = { ...channels, DISCORD_PUBLIC_KEY: 'a'.repeat(64) };
    expect((await doctor(key)).lines.join('\n')).toContain('No one on Discord may approve machines.');
    const whole = (await doctor({ ...key, DISCORD_APPROVERS: '5,6' })).lines.join('\n');
    expect(whole).toContain('The bot posts to 1 channel(s) of Discord, 2 may decide there.');
    expect(whole + noKey).not.toContain('a-secret');
  });

  it('reports an unreachable database, and never its password', async () => {
    const { code, lines } = await doctor({ DATABASE_URL: 'postgres://someone:a-secret@127.0.0.1:1/carillon' });
    expect(lines.join('\n')).toMatch(/WRONG {2}The database does not answer: .*ECONNREFUSED/);
    expect(lines.join('\n')).not.toContain('a-secret');
    expect(code).toBe(1);
  });

  it('reports whether the bucket of the files exists, and never its key', async () => {
    const bucket = await Bucket.start();
    try {
      const right = (await doctor(bucket.environment)).lines.join('\n');
      expect(right).toContain('ok     Files go to the bucket "carillon-files".');
      const wrong = await doctor({ ...bucket.environment, S3_BUCKET: 'elsewhere' });
      expect(wrong.lines.join('\n')).toContain('WRONG  There is no bucket "elsewhere" (S3_BUCKET).');
      expect(wrong.code).toBe(1);
      bucket.close('refused');
      const silent = (await doctor(bucket.environment)).lines.join('\n');
      expect(silent).toContain('WRONG  The bucket does not answer:');
      expect(right + silent).not.toContain(bucket.environment['S3_SECRET_ACCESS_KEY']);
    } finally {
      await bucket.stop();
    }
  });

  it('reports a data folder that is not writable', async () => {
    const { code, lines } = await doctor({ DATA_DIR: '/dev/null/data' });
    expect(lines.join('\n')).toContain('WRONG  /dev/null/data cannot be written');
    expect(code).toBe(1);
  });
});
