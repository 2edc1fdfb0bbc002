import type { Scenario } from '../scenario.js';

const ANSWERS_LOST = 40;

export const failover: Scenario = {
  name: 'failover',
  title: 'the primary killed, its synchronous standby promoted',
  processes: 2,
  database: { standby: { isSynchronous: true } },
  async run(stage) {
    await stage.work(60);
    await stage.failOver(0);
    await stage.work(60);
  },
};

export const failoverWithLoss: Scenario = {
  name: 'failover-with-loss',
  title: 'the primary killed, its standby promoted without the last 40 or more writes',
  processes: 2,
  database: { standby: { isSynchronous: false } },
  async run(stage) {
    await stage.work(60);
    await stage.failOver(ANSWERS_LOST);
    await stage.work(60);
  },
};
