import { Client } from 'pg';
import { until } from '../until.js';

/** How many events of the log still wait for filters; endpoints whose filters lag behind count as one each. */
export const UNFILTERED = `
  (CASE WHEN EXISTS (SELECT FROM webhook_endpoints WHERE filter IS NOT NULL AND filter_after < log_head.position)
        THEN greatest(0, log_head.position - (SELECT position FROM webhook_filter_head)) ELSE 0 END
   + (SELECT count(*) FROM webhook_filter_lags WHERE not_before <= now()))::int`;

/** Reads a database beside the servers that work on it. */
export class DatabaseView {
  private constructor(private readonly client: Client) {}

  static async open(url: string): Promise<DatabaseView> {
    const client = new Client({ connectionString: url });
    // Said too by the rejection of the query that is under way, which is what counts.
    client.on('error', () => undefined);
    await client.connect();
    return new DatabaseView(client);
  }

  async rows<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(sql, parameters)).rows;
  }

  /** Waits until all that was recorded has its place in the log, and filters have decided on it. @returns the last place */
  async settled(timeoutMs = 30_000): Promise<number> {
    let row: { queued: number; position: number; unfiltered: number } | undefined;
    const sql = `SELECT (SELECT count(*)::int FROM event_queue) AS queued, position::int AS position,
                        ${UNFILTERED} AS unfiltered FROM log_head`;
    await until(
      async () => {
        [row] = await this.rows<{ queued: number; position: number; unfiltered: number }>(sql);
        return row?.queued === 0 && row.unfiltered === 0;
      },
      { timeoutMs, describe: () => row },
    );
    return row?.position ?? 0;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
