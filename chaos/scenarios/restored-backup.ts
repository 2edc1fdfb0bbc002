import type { Scenario } from '../scenario.js';

const ANSWERS_LOST = 40;

export const restoredBackup: Scenario = {
  name: 'restored-backup',
  title: "PostgreSQL's files put back to an earlier copy, without the last 40 or more writes",
  processes: 2,
  async run(stage) {
    await stage.work(60);
    await stage.rewind(ANSWERS_LOST);
    await stage.work(60);
  },
};
