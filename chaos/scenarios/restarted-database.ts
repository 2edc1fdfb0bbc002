import type { Scenario } from '../scenario.js';

const RESTARTS = 4;

export const restartedDatabase: Scenario = {
  name: 'restarted-database',
  title: 'PostgreSQL stopped and started again',
  processes: 2,
  async run(stage) {
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await stage.work(stage.random.int(20, 60));
      await stage.database.restart();
    }
  },
};
