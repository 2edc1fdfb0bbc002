import { Pool } from 'undici';
import type { Side } from '../harness.js';
import type { BareTransactionCommands, Row } from '../processes/bare-transaction.js';
import type { Child } from './child.js';
import { commentFor, commentTimes, type Writer } from './commenting.js';
import type { Stage } from './stage.js';

/** Set by a trigger. */
const TRIGGERED = 'search_vector';

export const BARE_TRANSACTION =
  'The ceiling is bare Fastify and pg: one transaction that inserts comment, event body and queue entry into the same tables, with no sign-in, no look-ups, and no dispatch.';

/**
 * The bare transaction as a ceiling: the same people comment on the same tickets, in a database beside the application's
 * with the same tables. Comments must have been written there before.
 */
export async function bareTransaction(
  stage: Stage,
  bare: Child<BareTransactionCommands>,
  { writers, sliceMs, warmUp }: { writers: readonly Writer[]; sliceMs: number; warmUp: number },
): Promise<Side> {
  const databaseUrl = await stage.database('bare');
  await stage.application.ask('migrate', databaseUrl);
  for (const table of ['users', 'tickets']) {
    const rows = await allOf(stage, `SELECT to_jsonb(t) - '${TRIGGERED}' AS row FROM ${table} t`);
    await bare.ask('fill', { databaseUrl, table, rows });
  }
  const [comment] = await allOf(stage, `SELECT to_jsonb(c) - '${TRIGGERED}' AS row FROM comments c LIMIT 1`);
  const [body] = await allOf(
    stage,
    `SELECT to_jsonb(b) AS row FROM event_bodies b WHERE type = 'comment.created' LIMIT 1`,
  );
  if (comment === undefined || body === undefined) throw new Error('No comment was written before.');
  const url = await bare.ask('open', { databaseUrl, templates: { comment, body } });
  const pool = new Pool(url, { connections: writers.length });
  await commentTimes({ pool }, writers, warmUp);
  return { slice: () => commentFor({ pool }, writers, sliceMs), spent: stage.spentBy(bare) };
}

async function allOf(stage: Stage, sql: string): Promise<Row[]> {
  return (await stage.application.ask('query', sql)).map(({ row }) => row as Row);
}
