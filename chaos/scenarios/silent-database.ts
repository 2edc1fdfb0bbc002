import type { Scenario } from '../scenario.js';

const ROUNDS = 3;

export const silentDatabase: Scenario = {
  name: 'silent-database',
  title: 'connections to PostgreSQL half open: nothing comes through, nothing is closed',
  processes: 2,
  database: { isProxied: true },
  async run(stage) {
    for (let round = 0; round < ROUNDS; round += 1) {
      await stage.work(stage.random.int(20, 60));
      const silentAtMs = performance.now();
      stage.database.silence();
      await stage.work(10);
      stage.notes.push(`10 writes were answered ${Math.round((performance.now() - silentAtMs) / 1_000)} s later`);
    }
  },
};
