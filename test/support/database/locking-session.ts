import { Client } from 'pg';
import type { SqlReader } from '../../../src/database/sql.js';
import { until } from '../until.js';

/** One connection: what it begins it must end. */
export class LockingSession implements SqlReader {
  /** Payloads of the notifications that it got, once it listens. */
  readonly heard: string[] = [];

  private constructor(
    private readonly client: Client,
    private readonly pid: number,
  ) {}

  static async open(url: string): Promise<LockingSession> {
    const client = new Client({ connectionString: url, options: '-c lock_timeout=10s -c deadlock_timeout=100ms' });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const session = new LockingSession(client, rows[0]?.pid ?? 0);
    client.on('notification', ({ payload = '' }) => session.heard.push(payload));
    return session;
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.client.query(sql, parameters)).rows as Row[];
  }

  /** Resolves when `other` waits for a lock. */
  async seesWaiting(other: LockingSession): Promise<void> {
    const sql = `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`;
    await until(async () => (await this.query(sql, [other.pid])).length > 0);
  }

  async end(): Promise<void> {
    await this.client.end();
  }
}
