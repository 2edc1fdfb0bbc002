import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import { AppConfig } from '../src/common/config.js';
import { runMigrations } from '../src/database/migrations.js';
import { ensurePartitions } from '../src/database/partitions.js';
import { Passwords } from '../src/users/passwords.js';
import { FILLED_DAYS } from './fill/desk.js';
import { fillDatabase, findFilledTable, type FillSize } from './fill/fill-database.js';
import { SecretBox } from '../src/webhooks/signing/secret-box.js';
import { withConfiguredDatabase } from './lent-database.js';
import { databaseClient } from '../src/database/database-client.js';

const USAGE = `Fills the configured database with a desk to look at: people, tickets, comments, articles, records, webhooks and their deliveries.

  npm run fill -- [--tickets 10000] [--people 400] [--comments 200] [--endpoints 300] [--deliveries 100000] [--password <text>] [--anyway]

Start the server once before, so that there is an admin, and stop it. --anyway: also where there are tickets or webhooks already.`;

const COUNT = { type: 'string' } as const;
const OPTIONS = {
  tickets: { ...COUNT, default: '10000' },
  people: { ...COUNT, default: '400' },
  comments: { ...COUNT, default: '200' },
  endpoints: { ...COUNT, default: '300' },
  deliveries: { ...COUNT, default: '100000' },
  password: { type: 'string' },
  anyway: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;
/** Fewer would leave a role without a person. */
const MIN_PEOPLE = 20;
const MAX_ROWS = 1_000_000;
const DAY_MS = 86_400_000;

class FillRefused extends Error {}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const size: FillSize = {
    tickets: count('tickets', values.tickets, 1),
    people: count('people', values.people, MIN_PEOPLE),
    comments: count('comments', values.comments, 0),
    endpoints: count('endpoints', values.endpoints, 0),
    deliveries: count('deliveries', values.deliveries, 0),
  };
  const password = values.password ?? randomBytes(12).toString('base64url');
  await withConfiguredDatabase((url) => fill(url, { size, password, mayHoldRows: values.anyway }));
}

interface FillRequest {
  readonly size: FillSize;
  readonly password: string;
  readonly mayHoldRows: boolean;
}

async function fill(url: string, { size, password, mayHoldRows }: FillRequest): Promise<void> {
  await runMigrations(url);
  const filled = await findFilledTable(url);
  if (filled !== undefined && !mayHoldRows) {
    throw new FillRefused(`The table ${filled} has rows already. Give an empty database, or --anyway.`);
  }
  const startedAt = performance.now();
  await withClient(url, prepare);
  const passwordHash = await new Passwords().hash(password);
  const counts = await fillDatabase(url, { size, passwordHash, box: await SecretBox.load(new AppConfig()) });
  // The planner learns how much there is.
  await withClient(url, (client) => client.query('VACUUM ANALYZE'));
  for (const [name, rows] of Object.entries(counts)) console.log(`${String(rows).padStart(8)} ${name}`);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(`Filled in ${seconds} s. person1@example.com is an agent; the password of all: ${password}`);
}

/** What lies in the past belongs into partitions of its own, as if it had been written then. */
async function prepare(client: Client): Promise<void> {
  await ensurePartitions(client, new Date(Date.now() - FILLED_DAYS * DAY_MS));
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = databaseClient({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function count(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > MAX_ROWS) {
    throw new FillRefused(`--${name} must be a whole number from ${min} to ${MAX_ROWS}.`);
  }
  return value;
}

try {
  await run();
} catch (error) {
  process.exitCode = 1;
  const isTheirs = error instanceof FillRefused || (error instanceof TypeError && 'code' in error);
  console.error(isTheirs ? `${error.message}\n\n${USAGE}` : error);
}
