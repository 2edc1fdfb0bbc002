import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { audit } from '../test/support/desk/audit.js';
import { DeskLoad, type Write } from '../test/support/desk/desk-load.js';
import { closeSockets } from '../test/support/sockets/socket.js';
import type { Random } from '../test/support/input/random.js';
import { Person } from '../test/support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../test/support/servers/server-process.js';
import { DatabaseView } from '../test/support/database/settled.js';
import { until } from '../test/support/until.js';
import { Receiver } from '../test/support/receivers/receiver.js';
import { StandbyPair } from '../test/support/database/standby-pair.js';
import { noComplaints, Witness, type Complaints } from '../test/support/sockets/witness.js';
import { findTwoMeanings } from './meanings.js';
import type { Scenario } from './scenario.js';

const WRITERS = 4;
const RECOVERY_MS = 90_000;
const SETTINGS = { WEBHOOK_RETRY_SCHEDULE: Array(40).fill('1s').join(','), WEBHOOK_TIMEOUT: '2s' };

/** An installation under load, with people who listen by every channel and can tell what is missing. */
export class Stage {
  /** What a scenario measured besides. */
  readonly notes: string[] = [];
  /** Writes that were answered, and are expected to be lost with their server. */
  private readonly given = new Set<Write>();
  private databaseUrl: string;

  private constructor(
    readonly folder: string,
    private postgres: EmbeddedPostgres | StandbyPair,
    readonly servers: readonly ServerProcess[],
    readonly receiver: Receiver,
    private readonly load: DeskLoad,
    private readonly witnesses: readonly Witness[],
    readonly random: Random,
  ) {
    this.databaseUrl = postgres instanceof StandbyPair ? postgres.primaryUrl : postgres.url;
  }

  static async open({ processes, standby }: Scenario, random: Random): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-chaos-'));
    // PostgreSQL runs as another user when this one is root.
    await chmod(folder, 0o711);
    const postgres =
      standby === undefined ? await EmbeddedPostgres.start({ dataDir: folder }) : await StandbyPair.start(standby);
    const servers: ServerProcess[] = [];
    for (let i = 0; i < processes; i += 1) {
      servers.push(await ServerProcess.start({ databaseUrl: postgres.url, environment: SETTINGS }));
    }
    const url = servers[0]?.url ?? '';
    const receiver = await Receiver.start();
    const admin = await Person.signIn(url, ADMIN.email, ADMIN.password);
    const agents = [await admin.hire({ role: 'agent' }), await admin.hire({ role: 'agent' })];
    const requesters = [await admin.hire({ role: 'user' }), await admin.hire({ role: 'user' })];
    const witnesses: Witness[] = [];
    for (const [index, person] of [admin, ...agents, ...requesters].entries()) {
      witnesses.push(await Witness.call(person, servers[index % processes]?.url ?? url, receiver));
    }
    const load = new DeskLoad({ agents, requesters }, random, () => random.pick(servers).url);
    await load.prepare();
    load.start(WRITERS);
    return new Stage(folder, postgres, servers, receiver, load, witnesses, random);
  }

  /** Lets so many more writes be answered with success. */
  async work(answers: number): Promise<void> {
    const goal = this.load.number('committed') + answers;
    await until(() => this.load.number('committed') >= goal, { timeoutMs: RECOVERY_MS });
  }

  async withDatabase<T>(work: (view: DatabaseView) => Promise<T>): Promise<T> {
    const view = await DatabaseView.open(this.databaseUrl);
    try {
      return await work(view);
    } finally {
      await view.close();
    }
  }

  /** On the same port, as those who use it expect. */
  async restartDatabase(): Promise<void> {
    if (this.postgres instanceof StandbyPair) throw new Error('The scenario has a standby: use failOver.');
    const { port } = this.postgres;
    await this.postgres.stop();
    this.postgres = await EmbeddedPostgres.start({ dataDir: this.folder, port });
  }

  /**
   * Kills the primary and promotes its standby while people write.
   *
   * @param answersLost so many answered writes are not replicated; 0: none is lost
   */
  async failOver(answersLost: number): Promise<void> {
    if (!(this.postgres instanceof StandbyPair)) throw new Error('The scenario has no standby.');
    for (const { socket } of this.witnesses) socket.expectsReset = true;
    const first = this.load.writes.length;
    if (answersLost > 0) {
      await this.postgres.cutReplication();
      await this.work(answersLost);
    }
    const killedAtMs = performance.now();
    await this.postgres.failOver();
    this.databaseUrl = this.postgres.standbyUrl;
    const promotedAtMs = performance.now();
    const lost = answersLost > 0 ? this.load.writes.slice(first).filter(({ outcome }) => outcome === 'committed') : [];
    for (const write of lost) this.given.add(write);
    await this.work(1);
    const writesAgainAtMs = performance.now();
    await until(() => this.witnesses.every(({ socket }) => socket.resets > 0), { timeoutMs: RECOVERY_MS });
    this.notes.push(
      `promoted ${seconds(promotedAtMs - killedAtMs)} after the kill; from there, the first write was answered after ` +
        `${seconds(writesAgainAtMs - promotedAtMs)}, and all ${this.witnesses.length} sockets had their reset after ` +
        `${seconds(performance.now() - promotedAtMs)}; ${lost.length} answered writes were lost with the old primary`,
    );
  }

  /** Ends the load. @returns what is missing, and how long it took until nothing was on its way any more */
  async verdict(): Promise<{ complaints: Complaints; recoveryMs: number; writes: number; undecided: number }> {
    await this.work(20);
    await this.load.stop();
    const startedAt = performance.now();
    return this.withDatabase(async (view) => {
      const position = await view.settled(RECOVERY_MS);
      for (const witness of this.witnesses) await witness.isUpToDate(position, RECOVERY_MS);
      const recoveryMs = performance.now() - startedAt;
      const expected = this.load.writes.filter((write) => !this.given.has(write));
      const complaints = [await audit(view, expected), findTwoMeanings(this.witnesses)];
      for (const witness of this.witnesses) complaints.push(await witness.testify());
      const { writes } = this.load;
      return {
        complaints: merged(complaints),
        recoveryMs,
        writes: writes.length,
        undecided: this.load.number('undecided'),
      };
    });
  }

  async close(): Promise<void> {
    await this.load.stop();
    closeSockets();
    await stopServers();
    await this.receiver.stop().catch(() => undefined);
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function merged(all: readonly Complaints[]): Complaints {
  const sum = noComplaints();
  for (const one of all)
    for (const key of ['lost', 'duplicated', 'outOfOrder', 'wrong'] as const) sum[key].push(...one[key]);
  return sum;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
