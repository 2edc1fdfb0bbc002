import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { Person } from '../support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { DatabaseView } from '../support/database/settled.js';
import { until } from '../support/until.js';

const DAY_MS = 86_400_000;
const WEEKS_AHEAD = 21 * DAY_MS;
const YEARS_AHEAD = 3_652 * DAY_MS;
const WEEKS_BEHIND = -21 * DAY_MS;

const PRELOAD = fileURLToPath(new URL('../support/servers/shifted-clock.mjs', import.meta.url));
const TABLES = [
  'event_bodies',
  'event_log',
  'webhook_messages',
  'webhook_outcomes',
  'webhook_attempts',
  'notifications',
];
const DEFAULT_ROWS = TABLES.map((name) => `(SELECT count(*)::int FROM ${name}_default)`).join(' + ');

describe('a clock that jumps', () => {
  let database: TestDatabase;
  let view: DatabaseView;
  const started: ServerProcess[] = [];

  beforeEach(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
  });

  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    await view.close();
    await database.drop();
  });

  afterAll(stopServers);

  const start = async (shifts: readonly number[] = []) => {
    const shifted = { NODE_OPTIONS: `--import ${PRELOAD}`, CLOCK_SHIFTS_MS: shifts.join(',') };
    const server = await ServerProcess.prepare({
      databaseUrl: database.url,
      environment: shifts.length > 0 ? shifted : {},
    });
    started.push(server);
    await server.start();
    return server;
  };

  const jump = async (server: ServerProcess, shiftMs: number) => {
    process.kill(server.pid, 'SIGUSR2');
    await until(() => server.output.includes(`The clock is off by ${shiftMs} ms.`));
  };

  const defaultRows = async () => (await view.rows<{ rows: number }>(`SELECT ${DEFAULT_ROWS} AS rows`))[0]?.rows;

  /** A ticket with a comment, notified and delivered: a row in each of the tables. */
  const write = async (server: ServerProcess, title: string): Promise<Person> => {
    // An access token of before is over, or not valid yet.
    const admin = await Person.signIn(server.url, ADMIN.email, ADMIN.password);
    if ((await admin.call('GET /api/webhooks')).items.length === 0) {
      await admin.call('POST /api/webhooks', { name: 'Any', url: 'http://127.0.0.1:9/', events: ['*'] });
    }
    const ticket = await admin.call('POST /api/tickets', { title });
    await admin.call(`POST /api/tickets/${ticket.id}/comments`, { content: `about ${title}` });
    await admin.call('POST /api/notifications/webhooks/test', {});
    await view.settled();
    return admin;
  };

  const titles = async (person: Person) => {
    const all: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page = await person.call(
        `GET /api/events?types=ticket.created${cursor === null ? '' : `&after=${cursor}`}`,
      );
      all.push(...page.items.map((event: { data: { title: string } }) => event.data.title));
      if (page.items.length === 0) return all;
      cursor = page.next_cursor;
    }
  };

  it('while the server runs leaves no row outside its partition, and loses nothing', async () => {
    const server = await start([0, WEEKS_BEHIND, WEEKS_AHEAD, YEARS_AHEAD, 0]);
    await write(server, 'in time');
    await jump(server, WEEKS_BEHIND);
    await write(server, 'weeks behind');
    await jump(server, WEEKS_AHEAD);
    await write(server, 'weeks ahead');
    await jump(server, YEARS_AHEAD);
    await write(server, 'years ahead');
    await jump(server, 0);
    await write(server, 'in time again');
    expect(await defaultRows()).toBeGreaterThan(0);
    expect(await server.stop()).toBe(0);

    // With its clock still wrong: the partition of that time could not be made, and no server started any more.
    const late = await start([YEARS_AHEAD]);
    await until(() => late.output.includes('partitions.rows_moved'), { describe: () => late.output });
    await write(late, 'years ahead again');
    expect(await late.stop()).toBe(0);

    const next = await start();
    await until(async () => (await defaultRows()) === 0, { describe: () => next.output });
    const admin = await write(next, 'at the end');
    expect(await titles(admin)).toEqual([
      'in time',
      'weeks behind',
      'weeks ahead',
      'years ahead',
      'in time again',
      'years ahead again',
      'at the end',
    ]);
    expect(await defaultRows()).toBe(0);
    expect(await next.stop()).toBe(0);
  }, 180_000);

  it('before a start, in either direction, does not affect the next regular start', async () => {
    for (const shiftMs of [WEEKS_BEHIND, YEARS_AHEAD]) {
      const server = await start([shiftMs]);
      await write(server, `off by ${shiftMs}`);
      expect(server.output).toContain('clock.distrusted');
      expect(await server.stop()).toBe(0);
    }
    const next = await start();
    const admin = await write(next, 'in time');
    const expected = [WEEKS_BEHIND, YEARS_AHEAD].map((shiftMs) => `off by ${shiftMs}`);
    expect(await titles(admin)).toEqual([...expected, 'in time']);
    await until(async () => (await defaultRows()) === 0, { describe: () => next.output });
    expect(await next.stop()).toBe(0);
  }, 180_000);
});
