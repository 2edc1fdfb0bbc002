import { compare, percentile, type Finding, type Row, type RowOptions, type RowResult, type Side } from '../harness.js';
import type { Person } from '../processes/application.js';
import type { BareSqlCommands } from '../processes/bare-sql.js';
import { Child } from '../support/child.js';
import { commentTimes } from '../support/commenting.js';
import { Stage } from '../support/stage.js';

const ROWS = 1_000_000;
const ROWS_QUICK = 100_000;
const READERS = 1_000;
const CONNECTIONS = 4;
const LIMIT = 50;

export const lists: Row = {
  name: 'lists',
  title: 'A page of tickets and of the inbox, a million rows in each table, 4 connections',
  run: (options) =>
    Stage.with(async (stage) => {
      const bare = Child.start<BareSqlCommands>('processes/bare-sql.ts');
      try {
        return await run(stage, bare, options);
      } finally {
        await bare.stop();
      }
    }),
};

interface Page {
  name: string;
  title: string;
  person: Person;
  path: string;
  statement: { text: string; values: unknown[] };
}

async function run(stage: Stage, bare: Child<BareSqlCommands>, options: RowOptions): Promise<RowResult> {
  const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  const [reader] = await stage.application.ask('hire', { role: 'user', count: 1 });
  if (agent === undefined || reader === undefined) throw new Error('The desk has nobody.');
  await bare.ask('open', { databaseUrl: stage.databaseUrl, connections: CONNECTIONS });
  await fill(stage, bare, { agent, reader, rows: options.pairs < 5 ? ROWS_QUICK : ROWS });
  const findings: Finding[] = [];
  let first: RowResult['comparison'];
  for (const page of pagesOf(agent, reader)) {
    const { comparison, found } = await measure(stage, bare, page, options);
    first ??= comparison;
    findings.push(...found);
  }
  return { findings, ...(first !== undefined && { comparison: first }), notes: ['The table below is of the tickets.'] };
}

function pagesOf(agent: Person, reader: Person): Page[] {
  return [
    {
      name: 'tickets',
      title: 'GET /api/tickets',
      person: agent,
      path: `/api/tickets?limit=${LIMIT}`,
      statement: {
        text: `SELECT id, number, title, description, status, priority, tags, requester_id, assignee_id, company_id, version,
                      created_at, updated_at, resolved_at, closed_at FROM tickets ORDER BY id DESC LIMIT $1`,
        values: [LIMIT + 1],
      },
    },
    {
      name: 'inbox',
      title: 'GET /api/notifications',
      person: reader,
      path: `/api/notifications?limit=${LIMIT}`,
      statement: {
        text: `SELECT n.*, b.* FROM notifications n LEFT JOIN event_bodies b ON b.id = n.event_id
                WHERE n.user_id = $1 AND n.deleted_at IS NULL AND n.archived_at IS NULL AND n.inbox
                ORDER BY n.position DESC LIMIT $2`,
        values: [reader.id, LIMIT + 1],
      },
    },
  ];
}

async function measure(stage: Stage, bare: Child<BareSqlCommands>, page: Page, { pairs, sliceMs, warmUp }: RowOptions) {
  await bare.ask('take', { name: page.name, ...page.statement });
  const oursMs: number[] = [];
  const theirsMs: number[] = [];
  const figure: Side = { slice: () => readFor(stage, page, { ms: sliceMs, times: oursMs }), spent: stage.spent };
  const slice = async () => {
    const { times, ...done } = await bare.ask('run', { ms: sliceMs, connections: CONNECTIONS });
    theirsMs.push(...times);
    return done;
  };
  const sides = { figure, ceiling: { slice, spent: stage.spentBy(bare) } };
  await readFor(stage, page, { ms: warmUp, times: [] });
  await compare(sides, 1);
  for (const times of [oursMs, theirsMs]) times.length = 0;
  const comparison = await compare(sides, pairs);
  const found: Finding[] = [
    { what: `${page.title}, ratio to the bare statement`, value: comparison.ratio, unit: '' },
    { what: page.title, value: comparison.figure.perSecond, unit: 'per second' },
    { what: 'the bare statement', value: comparison.ceiling.perSecond, unit: 'per second' },
    { what: `${page.title}, p50`, value: percentile(oursMs, 0.5), unit: 'ms' },
    { what: `${page.title}, p99`, value: percentile(oursMs, 0.99), unit: 'ms' },
    { what: 'the bare statement, p50', value: percentile(theirsMs, 0.5), unit: 'ms' },
  ];
  return { comparison, found };
}

async function readFor(stage: Stage, { person, path }: Page, { ms, times }: { ms: number; times: number[] }) {
  const startedAt = performance.now();
  let operations = 0;
  const one = async () => {
    while (performance.now() < startedAt + ms) {
      const askedAt = performance.now();
      const { items } = await stage.call<{ items: unknown[] }>(person, `GET ${path}`);
      if (items.length !== LIMIT) throw new Error(`${path} has ${items.length} rows.`);
      times.push(performance.now() - askedAt);
      operations += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return { operations, seconds: (performance.now() - startedAt) / 1000 };
}

/** By SQL, as copies of what was written through the API; the reader's newest page is of events of its own. */
async function fill(
  stage: Stage,
  bare: Child<BareSqlCommands>,
  { agent, reader, rows }: { agent: Person; reader: Person; rows: number },
): Promise<void> {
  const ticketIds = [await stage.ticket(reader, agent)];
  const comment = (times: number) => commentTimes(stage, [{ person: agent, ticketIds }], times);
  await comment(1);
  await stage.dispatched();
  await bare.ask('execute', ticketsSql(rows));
  await bare.ask('execute', notificationsSql(reader.id, rows));
  // These are newer than all that was filled in.
  for (let count = 0; count < LIMIT; count += 1) {
    await stage.call(reader, 'POST /api/tickets', { title: 'The printer is on fire' });
  }
  await comment(LIMIT);
  await stage.dispatched();
  await bare.ask('execute', 'VACUUM ANALYZE');
}

/** Ids as old as the template's, so that what is written later is newer. */
const ID = `overlay(overlay(gen_random_uuid()::text placing substr(s.id::text, 1, 13) from 1 for 13) placing '7' from 15 for 1)::uuid`;

const ticketsSql = (rows: number) => `
  INSERT INTO tickets (id, title, description, status, priority, tags, requester_id, assignee_id, version)
  SELECT ${ID}, s.title || ' ' || n, s.description, (ARRAY['open', 'pending', 'resolved', 'closed'])[1 + n % 4], s.priority, s.tags,
         s.requester_id, s.assignee_id, 1
    FROM (SELECT * FROM tickets LIMIT 1) s, generate_series(1, ${rows}) n`;

/** A thousandth of them is the reader's, and all are read. */
const notificationsSql = (readerId: string, rows: number) => `
  INSERT INTO notifications (id, user_id, event_id, position, type, reason, message, related_type, related_id, created_at, read_at)
  SELECT ${ID}, CASE WHEN n % ${READERS} = 0 THEN s.user_id ELSE md5((n % ${READERS})::text)::uuid END, s.event_id, s.position,
         s.type, s.reason, s.message, s.related_type, s.related_id, s.created_at, now()
    FROM (SELECT * FROM notifications WHERE user_id = '${readerId}' LIMIT 1) s, generate_series(1, ${rows}) n`;
