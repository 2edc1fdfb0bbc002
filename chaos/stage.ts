import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { audit } from '../test/support/audit.js';
import { DeskLoad } from '../test/support/desk-load.js';
import { closeFollowers } from '../test/support/follower.js';
import type { Random } from '../test/support/random.js';
import { hire, signIn } from '../test/support/remote-desk.js';
import { ADMIN, ServerProcess, stopServers } from '../test/support/server-process.js';
import { DatabaseView } from '../test/support/settled.js';
import { until } from '../test/support/until.js';
import { WebhookReceiver } from '../test/support/webhook-receiver.js';
import { noComplaints, Witness, type Complaints } from '../test/support/witness.js';

const WRITERS = 4;
const RECOVERY_MS = 90_000;
const SETTINGS = { WEBHOOK_RETRY_SCHEDULE: Array(40).fill('1s').join(','), WEBHOOK_TIMEOUT: '2s' };

/** An installation under load, with people who listen by every channel and can tell what is missing. */
export class Stage {
  private constructor(
    readonly folder: string,
    private postgres: EmbeddedPostgres,
    readonly servers: readonly ServerProcess[],
    readonly receiver: WebhookReceiver,
    private readonly load: DeskLoad,
    private readonly witnesses: readonly Witness[],
    readonly random: Random,
  ) {}

  static async open(processes: number, random: Random): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-chaos-'));
    // PostgreSQL runs as another user when this one is root.
    await chmod(folder, 0o711);
    const postgres = await EmbeddedPostgres.start({ dataDir: folder });
    const servers: ServerProcess[] = [];
    for (let i = 0; i < processes; i += 1) {
      servers.push(await ServerProcess.start({ databaseUrl: postgres.url, environment: SETTINGS }));
    }
    const url = servers[0]?.url ?? '';
    const receiver = await WebhookReceiver.open();
    const admin = await signIn(url, ADMIN.email, ADMIN.password);
    const agents = [await hire(admin, url, { role: 'agent' }), await hire(admin, url, { role: 'agent' })];
    const requesters = [await hire(admin, url, { role: 'user' }), await hire(admin, url, { role: 'user' })];
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
    const view = await DatabaseView.open(this.postgres.url);
    try {
      return await work(view);
    } finally {
      await view.close();
    }
  }

  /** On the same port, as those who use it expect. */
  async restartDatabase(): Promise<void> {
    const { port } = this.postgres;
    await this.postgres.stop();
    this.postgres = await EmbeddedPostgres.start({ dataDir: this.folder, port });
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
      const complaints = [await audit(view, this.load.writes)];
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
    closeFollowers();
    await stopServers();
    await this.receiver.close().catch(() => undefined);
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
