import type { Scenario } from '../scenario.js';

const KILLS = 10;

export const killedProcesses: Scenario = {
  name: 'killed-processes',
  title: 'kill -9 of one of two processes in turn',
  processes: 2,
  async run(stage) {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await stage.work(stage.random.int(1, 60));
      const server = stage.servers[kill % 2];
      await server?.kill();
      await stage.work(stage.random.int(1, 30));
      await server?.start();
    }
  },
};
