import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { DatabaseView } from '../support/database/settled.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SIZE = ['--tickets', '30', '--people', '20', '--comments', '40', '--endpoints', '20', '--deliveries', '200'];

let database: TestDatabase;
let view: DatabaseView;

beforeAll(async () => {
  database = await createDatabase();
  view = await DatabaseView.open(database.url);
});

afterAll(async () => {
  await view.close();
  await database.drop();
});

function fill(args: readonly string[]): Promise<{ code: number; output: string; errors: string }> {
  const command = ['--import', here('../support/typescript-loader.mjs'), here('../../scripts/fill.ts'), ...args];
  const SECRETS_KEY = 'a key for the secrets of webhooks of this test';
  const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, SECRETS_KEY };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env }, (error, output, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors });
    });
  });
}

async function numberOf(fromAndWhere: string): Promise<unknown> {
  const [row] = await view.rows<{ count: number }>(`SELECT count(*)::int FROM ${fromAndWhere}`);
  return row?.count;
}

describe('npm run fill', () => {
  it('fills an empty database, and the log covers everything on the desk', async () => {
    const { code, output, errors } = await fill([...SIZE, '--password', 'correct horse battery']);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain('correct horse battery');
    expect(await numberOf('tickets')).toBe(30);
    expect(await numberOf('webhook_deliveries')).toBe(200);
    expect(await numberOf(`event_bodies WHERE type = 'ticket.created'`)).toBe(30);
    expect(await numberOf(`comments c WHERE NOT EXISTS (SELECT FROM event_bodies b WHERE b.entity_id = c.id)`)).toBe(0);
    expect(await numberOf('(SELECT ticket_id FROM comments GROUP BY 1 HAVING count(*) >= 40) long')).toBe(1);
    expect(await numberOf('event_log l, log_head h WHERE l.position > h.position')).toBe(0);
    const waits = await numberOf(`webhook_deliveries WHERE state = 'retry' AND due_at < now()`);
    expect(waits).toBe(0);
    expect(await numberOf('webhook_messages_default')).toBe(0);
  });

  it('refuses a database in use, and an invalid number', async () => {
    const again = await fill(SIZE);
    expect(again.code).toBe(1);
    expect(again.errors).toContain('has rows already');
    const wrong = await fill(['--tickets', 'many']);
    expect(wrong.code).toBe(1);
    expect(wrong.errors).toContain('--tickets must be a whole number');
    expect(await numberOf('tickets')).toBe(30);
  });
});
