import { fileURLToPath } from 'node:url';
import { until } from '../../test/support/until.js';
import type { Scenario } from '../scenario.js';

const HOUR_MS = 3_600_000;
const SHIFTS = [0, HOUR_MS, -HOUR_MS, 0];
const PRELOAD = fileURLToPath(new URL('../../test/support/servers/shifted-clock.mjs', import.meta.url));

export const jumpingClock: Scenario = {
  name: 'jumping-clock',
  title: 'the clock of one process an hour ahead, then an hour behind, then right',
  processes: 2,
  surround: () =>
    Promise.resolve({
      environment: {
        NODE_OPTIONS: `--import ${PRELOAD}`,
        CLOCK_SHIFTS_MS: SHIFTS.join(','),
        // Tokens of the writers must outlive the jump: they are not what is tried here.
        JWT_EXPIRES_IN: '24h',
      },
    }),
  async run(stage) {
    const [server] = stage.servers;
    if (server === undefined) return;
    for (const shift of SHIFTS.slice(1)) {
      await stage.work(60);
      process.kill(server.pid, 'SIGUSR2');
      await until(() => server.output.includes(`The clock is off by ${shift} ms.`));
    }
    await stage.work(60);
  },
};
