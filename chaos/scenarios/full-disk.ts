import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.js';

const ROUNDS = 2;
const FAILURES = 30;
const LOOK_EVERY_MS = 250;
const WAIT_MS = 10_000;

export const fullDisk: Scenario = {
  name: 'full-disk',
  title: "PostgreSQL's disk full, then freed",
  processes: 2,
  // A segment of the write-ahead log has 16 MB: the rest of the disk must be soon used up.
  database: { megabytes: 256, flags: ['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'] },
  async run(stage) {
    for (let round = 0; round < ROUNDS; round += 1) {
      await stage.work(60);
      const filling = new AbortController();
      const filled = keepFull(stage.database, filling.signal);
      await stage.fail(FAILURES);
      filling.abort();
      await filled;
      await stage.database.free();
      if (!(await answers(stage.database))) {
        stage.notes.push('PostgreSQL had ended, and was started again');
        await stage.database.restart();
      }
    }
  },
};

/** What is freed meanwhile, such as an old segment of the log, is taken as well. */
async function keepFull(database: { fill(): Promise<void> }, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await database.fill();
    await delay(LOOK_EVERY_MS);
  }
}

async function answers(database: { look(work: () => Promise<void>): Promise<void> }): Promise<boolean> {
  const deadlineMs = performance.now() + WAIT_MS;
  while (performance.now() < deadlineMs) {
    try {
      await database.look(() => Promise.resolve());
      return true;
    } catch {
      await delay(LOOK_EVERY_MS);
    }
  }
  return false;
}
