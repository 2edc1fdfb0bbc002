import type { ServerProcess } from '../../test/support/servers/server-process.js';
import { until } from '../../test/support/until.js';
import { NewerVersion } from '../newer-version.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';

const WAIT_MS = 60_000;
const WRITES = 60;

export const rollingUpgrade: Scenario = {
  name: 'rolling-upgrade',
  title: 'three processes replaced by a newer version with one more migration, then taken back to the older one',
  processes: 3,
  isBalanced: true,
  async run(stage) {
    const newer = await NewerVersion.build();
    try {
      await stage.work(WRITES);
      await upgrade(stage, newer);
      await goBack(stage, newer);
      await stage.work(WRITES);
      expectFarewells(stage);
    } finally {
      await newer.remove();
    }
  },
};

/** One after the other, as `docs/operations/upgrading.md` says. */
async function upgrade(stage: Stage, newer: NewerVersion): Promise<void> {
  const { servers, balancer } = stage;
  const before = stage.repeated;
  const stopsMs: number[] = [];
  for (const server of servers) {
    balancer.takeOut(server.port);
    stopsMs.push(await stop(stage, server));
    server.main = newer.main;
    await start(stage, server);
    await expectMigrated(stage, newer, true);
    await stage.work(WRITES);
  }
  const longest = Math.round(Math.max(...stopsMs) / 100) / 10;
  stage.notes.push(
    `upgrade: ${stage.repeated - before} writes were sent again, the longest stop of a process took ${longest} s`,
  );
}

/** With all processes stopped: an older one does not start on a newer schema. */
async function goBack(stage: Stage, newer: NewerVersion): Promise<void> {
  const { servers, balancer, database } = stage;
  const before = stage.repeated;
  const beganAtMs = performance.now();
  for (const server of servers) balancer.takeOut(server.port);
  await Promise.all(servers.map((server) => stop(stage, server)));
  await expectRefusal(stage);
  await newer.revert(database.url);
  await expectMigrated(stage, newer, false);
  for (const [index, server] of servers.entries()) {
    server.main = server.builtMain;
    await start(stage, server);
    if (index > 0) continue;
    await stage.work(1);
    stage.notes.push(
      `back: ${stage.repeated - before} writes were sent again, until one was answered ` +
        `${Math.round((performance.now() - beganAtMs) / 1_000)} s after the stop began`,
    );
  }
}

/** @returns milliseconds that it took */
async function stop(stage: Stage, server: ServerProcess): Promise<number> {
  const beganAtMs = performance.now();
  const code = await server.stop();
  if (code !== 0) stage.complaints.wrong.push(`process ${server.port} ended with ${code} after SIGTERM`);
  return performance.now() - beganAtMs;
}

async function start({ balancer }: Stage, server: ServerProcess): Promise<void> {
  await server.start();
  balancer.putIn(server.port);
  await until(() => balancer.takes(server.port), { timeoutMs: WAIT_MS });
}

async function expectRefusal(stage: Stage): Promise<void> {
  const [server] = stage.servers;
  if (server === undefined) return;
  server.main = server.builtMain;
  server.spawn();
  await until(() => !server.isRunning, { timeoutMs: WAIT_MS });
  if (!server.output.includes('migrated by a newer version')) {
    stage.complaints.wrong.push(`an older process on a newer schema said: ${server.output.slice(-500)}`);
  }
}

async function expectMigrated(stage: Stage, newer: NewerVersion, expected: boolean): Promise<void> {
  const found = await stage.database.look((view) => newer.hasMigrated(view));
  if (found !== expected) throw new Error(`The newer version's column is ${found ? 'still' : 'not'} there.`);
}

/** No socket lost its process without a `bye`. */
function expectFarewells({ witnesses, complaints, notes }: Stage): void {
  let farewells = 0;
  for (const { socket, person } of witnesses) {
    const byes = socket.of('bye').length;
    farewells += byes;
    if (byes !== socket.connections - 1) {
      complaints.wrong.push(`${person.name} was connected ${socket.connections} times and got ${byes} times \`bye\``);
    }
  }
  notes.push(`sockets changed their process ${farewells} times, each with a \`bye\``);
}
