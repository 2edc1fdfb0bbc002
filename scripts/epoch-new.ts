import { readHead, renewEpoch } from '../src/events/log-epoch.js';
import type { SqlReader } from '../src/database/sql.js';
import { withConfiguredDatabase } from './lent-database.js';
import { COMMAND_TIMEOUT_MS, databaseClient } from '../src/database/database-client.js';

/** After a restore: positions will be given a second time, so cursors of before must not be read as places in this log. */
async function makeNewEpoch(url: string): Promise<string> {
  const client = databaseClient({ connectionString: url, query_timeout: COMMAND_TIMEOUT_MS });
  await client.connect();
  const sql: SqlReader = {
    query: async <Row>(text: string, parameters: unknown[]) => (await client.query(text, parameters)).rows as Row[],
  };
  try {
    const { rows } = await client.query<{ found: boolean }>(`SELECT to_regclass('log_head') IS NOT NULL AS found`);
    if (rows[0]?.found !== true)
      throw new Error('This database has no log yet. Start Carillon once; no cursor exists.');
    const before = await readHead(sql);
    await renewEpoch(sql);
    const after = await readHead(sql);
    return [
      `The log has a new epoch: ${after.epoch}, before ${before.epoch}. Its head is at position ${after.position}.`,
      'Every cursor given out before is invalid now: sockets get `resync {reason:"reset"}`, GET /api/events answers 410.',
      'Servers that run notice it within a second. No event was changed.',
    ].join('\n');
  } finally {
    await client.end();
  }
}

try {
  process.stdout.write(`${await withConfiguredDatabase(makeNewEpoch)}\n`);
} catch (error) {
  process.stderr.write(`The epoch was not changed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
