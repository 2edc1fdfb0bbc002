import { Client } from 'pg';
import { until } from '../../test/support/until.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';

const ROUNDS = 3;
const NOTICED_MS = 30_000;
const CUT_SQL = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> $1`;
const HOG = 'hog';

export const usedUpConnections: Scenario = {
  name: 'used-up-connections',
  title: 'all connections of PostgreSQL taken by others, those of the server cut',
  processes: 2,
  database: { flags: ['-c', 'max_connections=70'] },
  async run(stage) {
    for (let round = 0; round < ROUNDS; round += 1) {
      await stage.work(40);
      const hogs = await takeAll(stage.database.url);
      try {
        await stage.fail(1);
        const expected = ['503 200', '503 200'].join();
        await until(async () => (await health(stage)).join() === expected, { timeoutMs: NOTICED_MS });
      } finally {
        await Promise.all(hogs.map((hog) => hog.end()));
      }
    }
    stage.notes.push('ready was 503 and live 200 in both processes meanwhile');
  },
};

/** Cuts those of the servers again and again, and takes every connection that becomes free, until all are taken. */
async function takeAll(url: string): Promise<Client[]> {
  const hogs: Client[] = [];
  for (;;) {
    const hog = new Client({ connectionString: url, application_name: HOG });
    hog.on('error', () => undefined);
    try {
      await hog.connect();
      hogs.push(hog);
    } catch {
      const [first] = hogs;
      const cut = await first?.query(CUT_SQL, [HOG]);
      if (cut?.rowCount === 0) return hogs;
    }
  }
}

async function health({ servers }: Stage): Promise<string[]> {
  const status = async (url: string) => (await fetch(url)).status;
  return Promise.all(
    servers.map(async ({ url }) => `${await status(`${url}/health/ready`)} ${await status(`${url}/health/live`)}`),
  );
}
