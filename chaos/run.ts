import { mkdir, writeFile } from 'node:fs/promises';
import { Random } from '../test/support/input/random.js';
import type { Complaints } from '../test/support/sockets/witness.js';
import type { Scenario } from './scenario.js';
import { cutSessions } from './scenarios/cut-sessions.js';
import { failingDns } from './scenarios/failing-dns.js';
import { failingReceiver } from './scenarios/failing-receiver.js';
import { failover, failoverWithLoss } from './scenarios/failover.js';
import { fullDisk } from './scenarios/full-disk.js';
import { frozenProcess } from './scenarios/frozen-process.js';
import { jumpingClock } from './scenarios/jumping-clock.js';
import { killedProcesses } from './scenarios/killed-processes.js';
import { lostRedis } from './scenarios/lost-redis.js';
import { poisonedEvents } from './scenarios/poisoned-events.js';
import { restartedDatabase } from './scenarios/restarted-database.js';
import { restoredBackup } from './scenarios/restored-backup.js';
import { rollingUpgrade } from './scenarios/rolling-upgrade.js';
import { silentDatabase } from './scenarios/silent-database.js';
import { usedUpConnections } from './scenarios/used-up-connections.js';
import { Stage } from './stage.js';

const SCENARIOS = [
  killedProcesses,
  frozenProcess,
  rollingUpgrade,
  cutSessions,
  silentDatabase,
  restartedDatabase,
  restoredBackup,
  failover,
  failoverWithLoss,
  fullDisk,
  usedUpConnections,
  lostRedis,
  failingReceiver,
  failingDns,
  jumpingClock,
  poisonedEvents,
];
const FOLDER = new URL('results/', import.meta.url);

interface Result {
  name: string;
  title: string;
  writes: number;
  undecided: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
  wrong: number;
  recoverySeconds: number;
  /** The first of each, to look into. */
  examples: string[];
  notes: readonly string[];
}

async function perform(scenario: Scenario, random: Random): Promise<Result> {
  const stage = await Stage.open(scenario, random);
  try {
    await scenario.run(stage);
    const { complaints, recoveryMs, writes, undecided } = await stage.verdict();
    const recoverySeconds = Math.round(recoveryMs / 100) / 10;
    return { ...summary(scenario, complaints), writes, undecided, recoverySeconds, notes: stage.notes };
  } finally {
    await stage.close();
  }
}

function summary({ name, title }: Scenario, { lost, duplicated, outOfOrder, wrong }: Complaints) {
  const examples = [lost, duplicated, outOfOrder, wrong].flatMap((list) => list.slice(0, 3));
  return {
    name,
    title,
    lost: lost.length,
    duplicated: duplicated.length,
    outOfOrder: outOfOrder.length,
    wrong: wrong.length,
    examples,
  };
}

function table(results: readonly Result[]): string {
  const head =
    '| scenario | writes | without an answer | lost | duplicated | out of order | wrong | up to date after |';
  const rows = results.map(
    (row) =>
      `| ${row.title} | ${row.writes} | ${row.undecided} | ${row.lost} | ${row.duplicated} | ${row.outOfOrder} | ${row.wrong} | ${row.recoverySeconds} s |`,
  );
  return [head, '|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no scenario ${unknown.join(', ')}. There are: ${SCENARIOS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
const random = Random.forRun();
console.log(`SEED=${random.seed} npm run chaos`);
const results: Result[] = [];
for (const scenario of SCENARIOS) {
  if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
  console.log(`${scenario.name} …`);
  const result = await perform(scenario, random);
  for (const line of [...result.examples, ...result.notes]) console.log(`  ${line}`);
  results.push(result);
}
const report = `# Chaos runs\n\nNode ${process.version}, seed ${random.seed}, ${new Date().toISOString()}.\n\n${table(results)}\n`;
await mkdir(FOLDER, { recursive: true });
await writeFile(new URL('latest.json', FOLDER), `${JSON.stringify({ seed: random.seed, results }, null, 2)}\n`);
await writeFile(new URL('latest.md', FOLDER), report);
console.log(report);
if (results.some(({ examples }) => examples.length > 0)) process.exitCode = 1;
