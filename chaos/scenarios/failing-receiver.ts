import type { Scenario } from '../scenario.js';

const ROUNDS = 4;

export const failingReceiver: Scenario = {
  name: 'failing-receiver',
  title: 'a receiver that answers 500, then refuses connections, then takes everything',
  processes: 2,
  async run(stage) {
    for (let round = 0; round < ROUNDS; round += 1) {
      stage.receiver.reply = 500;
      await stage.work(30);
      await stage.receiver.stop();
      await stage.work(30);
      await stage.receiver.listen();
      stage.receiver.reply = 200;
      await stage.work(30);
    }
  },
};
