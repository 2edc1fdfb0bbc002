import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';

/** SQLSTATE object_in_use: the template has connections. */
const IN_USE = '55006';
const RETRY_MS = 25;
const GIVE_UP_MS = 30_000;

export interface TestDatabase {
  readonly url: string;
  /** Closes remaining connections. Can be called again. */
  drop(): Promise<void>;
}

const open = new Set<TestDatabase>();

/**
 * A database of its own with every migration applied and no rows but theirs, cloned from the run's template.
 *
 * @param template another database to clone, by name; `template0` for an empty one
 */
export async function createDatabase(template = required('CARILLON_TEST_TEMPLATE')): Promise<TestDatabase> {
  const name = `carillon_test_${randomBytes(8).toString('hex')}`;
  await cloneTemplate(name, template);
  const url = new URL(required('CARILLON_TEST_ADMIN_URL'));
  url.pathname = `/${name}`;
  const database: TestDatabase = {
    url: url.href,
    async drop() {
      if (open.delete(database)) await asAdmin((admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
  open.add(database);
  return database;
}

/** Drops what this test file created and did not drop. Gives the number, so that a file can insist on none. */
export async function closeLeftovers(): Promise<number> {
  const left = [...open];
  for (const database of left) await database.drop();
  return left.length;
}

async function cloneTemplate(name: string, template: string): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  const sql = `CREATE DATABASE ${name} TEMPLATE ${template}`;
  for (;;) {
    try {
      await asAdmin((admin) => admin.query(sql));
      return;
    } catch (error) {
      const isInUse = error instanceof DatabaseError && error.code === IN_USE;
      if (!isInUse || performance.now() > deadline) throw error;
    }
    await delay(RETRY_MS);
  }
}

async function asAdmin(work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: required('CARILLON_TEST_ADMIN_URL') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by the global setup of Jest, which did not run.`);
  return value;
}
