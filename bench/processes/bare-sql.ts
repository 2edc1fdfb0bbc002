import { Pool } from 'pg';
import type { Slice } from '../harness.js';
import { serve } from '../support/child.js';

let pool: Pool;
let statement = { name: '', text: '', values: [] as unknown[] };

/** One statement over and over, by pg alone: the least that a page of a list takes. */
const commands = {
  open({ databaseUrl, connections }: { databaseUrl: string; connections: number }): void {
    pool = new Pool({ connectionString: databaseUrl, max: connections });
  },
  /** Takes its time: no limits of the application hold here. */
  async execute(sql: string): Promise<void> {
    await pool.query(sql);
  },
  take(given: { name: string; text: string; values: unknown[] }): void {
    statement = given;
  },
  async run({ ms, connections }: { ms: number; connections: number }): Promise<Slice & { times: number[] }> {
    const startedAt = performance.now();
    const times: number[] = [];
    const one = async () => {
      while (performance.now() < startedAt + ms) {
        const askedAt = performance.now();
        await pool.query(statement);
        times.push(performance.now() - askedAt);
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    return { operations: times.length, seconds: (performance.now() - startedAt) / 1000, times };
  },
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};
export type BareSqlCommands = typeof commands;

serve(commands);
