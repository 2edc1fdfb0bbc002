import type { Scenario } from '../scenario.js';

const CUTS = 40;

/** Of this database, all but the one that asks; a random part, so that they fail in every combination. */
const CUT_SQL = `
  SELECT count(pg_terminate_backend(pid))::int AS cut FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < $1::float8`;

export const cutSessions: Scenario = {
  name: 'cut-sessions',
  title: 'connections to PostgreSQL cut: of requests, dispatcher, tail, lanes and results',
  processes: 2,
  async run(stage) {
    for (let cut = 0; cut < CUTS; cut += 1) {
      await stage.work(stage.random.int(1, 15));
      await stage.database.look((view) => view.rows(CUT_SQL, [cut % 4 === 0 ? 1 : 0.4]));
    }
  },
};
