import { audit } from '../test/support/desk/audit.js';
import { DeskLoad, type Write } from '../test/support/desk/desk-load.js';
import { closeSockets } from '../test/support/sockets/socket.js';
import type { Random } from '../test/support/input/random.js';
import { Balancer } from '../test/support/network/balancer.js';
import { Person } from '../test/support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../test/support/servers/server-process.js';
import { until } from '../test/support/until.js';
import { Receiver } from '../test/support/receivers/receiver.js';
import { noComplaints, Witness, type Complaints } from '../test/support/sockets/witness.js';
import { ChaosDatabase } from './database.js';
import { findTwoMeanings } from './meanings.js';
import type { Scenario, Surroundings } from './scenario.js';

const WRITERS = 4;
const RECOVERY_MS = 90_000;
const SETTINGS = { WEBHOOK_RETRY_SCHEDULE: Array(40).fill('1s').join(','), WEBHOOK_TIMEOUT: '2s' };

/** Who and what takes part. */
interface Cast {
  readonly database: ChaosDatabase;
  readonly surroundings: Surroundings;
  readonly servers: readonly ServerProcess[];
  readonly balancer: Balancer | undefined;
  readonly receiver: Receiver;
  readonly admin: Person;
  /** One of the people who ask for help. */
  readonly requester: Person;
  readonly load: DeskLoad;
  readonly witnesses: readonly Witness[];
  readonly random: Random;
}

/** An installation under load, with people who listen by every channel and can tell what is missing. */
export class Stage {
  /** What a scenario measured besides. */
  readonly notes: string[] = [];
  /** What a scenario found besides. */
  readonly complaints = noComplaints();
  /** Writes that were answered, and are expected to be lost with their server. */
  private readonly given = new Set<Write>();

  private constructor(private readonly cast: Cast) {}

  static async open(scenario: Scenario, random: Random): Promise<Stage> {
    const { processes, database: options = {}, surround, isBalanced = false } = scenario;
    const surroundings = (await surround?.()) ?? { environment: {} };
    const database = await ChaosDatabase.open(options);
    const environment = { ...SETTINGS, ...surroundings.environment };
    const servers: ServerProcess[] = [];
    for (let i = 0; i < processes; i += 1) {
      servers.push(await ServerProcess.start({ databaseUrl: database.url, environment }));
    }
    const balancer = isBalanced ? await Balancer.start(servers.map(({ port }) => port)) : undefined;
    const url = servers[0]?.url ?? '';
    const receiver = await Receiver.start();
    const admin = await Person.signIn(url, ADMIN.email, ADMIN.password);
    const agents = [await admin.hire({ role: 'agent' }), await admin.hire({ role: 'agent' })];
    const requester = await admin.hire({ role: 'user' });
    const requesters = [requester, await admin.hire({ role: 'user' })];
    const witnesses: Witness[] = [];
    for (const [index, person] of [admin, ...agents, ...requesters].entries()) {
      witnesses.push(await Witness.call(person, balancer?.url ?? servers[index % processes]?.url ?? url, receiver));
    }
    const load = new DeskLoad({ agents, requesters }, random, () => balancer?.url ?? random.pick(servers).url);
    await load.prepare();
    load.start(WRITERS);
    const people = { admin, requester, witnesses };
    return new Stage({ database, surroundings, servers, balancer, receiver, ...people, load, random });
  }

  get database(): ChaosDatabase {
    return this.cast.database;
  }

  get servers(): readonly ServerProcess[] {
    return this.cast.servers;
  }

  get balancer(): Balancer {
    const { balancer } = this.cast;
    if (balancer === undefined) throw new Error('The scenario has no balancer: set isBalanced.');
    return balancer;
  }

  get witnesses(): readonly Witness[] {
    return this.cast.witnesses;
  }

  get receiver(): Receiver {
    return this.cast.receiver;
  }

  get admin(): Person {
    return this.cast.admin;
  }

  get requester(): Person {
    return this.cast.requester;
  }

  get random(): Random {
    return this.cast.random;
  }

  /** How many writes got no answer, or one that says that something broke. */
  get undecided(): number {
    return this.cast.load.number('undecided');
  }

  /** How many writes were sent again, because of that. */
  get repeated(): number {
    return this.cast.load.repeated;
  }

  /** Lets so many more writes be answered with success. */
  async work(answers: number): Promise<void> {
    const { load } = this.cast;
    const goal = load.number('committed') + answers;
    await until(() => load.number('committed') >= goal, { timeoutMs: RECOVERY_MS });
  }

  /** Calls `work` at a moment at which nobody writes, and all that was written is on all channels. */
  async whileQuiet(work: () => Promise<void>): Promise<void> {
    const { load, witnesses, database } = this.cast;
    await load.stop();
    const position = await database.look((view) => view.settled(RECOVERY_MS));
    for (const witness of witnesses) await witness.isUpToDate(position, RECOVERY_MS);
    await work();
    load.start(WRITERS);
  }

  /** Lets so many more writes fail. */
  async fail(answers: number): Promise<void> {
    const goal = this.undecided + answers;
    await until(() => this.undecided >= goal, { timeoutMs: RECOVERY_MS });
  }

  /**
   * Kills the primary and promotes its standby while people write.
   *
   * @param answersLost so many answered writes are not replicated; 0: none is lost
   */
  async failOver(answersLost: number): Promise<void> {
    const { database, load } = this.cast;
    const first = load.writes.length;
    if (answersLost > 0) {
      await database.pair.cutReplication();
      await this.work(answersLost);
    }
    const killedAtMs = performance.now();
    await this.expectReset(async () => {
      await database.failOver();
      const promotedAtMs = performance.now();
      this.notes.push(`promoted ${seconds(promotedAtMs - killedAtMs)} after the kill`);
      if (answersLost > 0) this.giveUpFrom(first);
    });
  }

  /** Takes the database back to an earlier state, as a restored backup does. @param answersLost so many are lost with it */
  async rewind(answersLost: number): Promise<void> {
    const { database, load } = this.cast;
    await database.keepCopy();
    const first = load.writes.length;
    await this.work(answersLost);
    await this.expectReset(() => database.putBack(() => this.giveUpFrom(first)));
  }

  /** `work` is something after which the log is another one. Waits until every socket has its reset. */
  private async expectReset(work: () => Promise<void>): Promise<void> {
    const { witnesses } = this.cast;
    for (const { socket } of witnesses) socket.expectsReset = true;
    await work();
    const startedAtMs = performance.now();
    await this.work(1);
    const writesAgainAtMs = performance.now();
    await until(() => witnesses.every(({ socket }) => socket.resets > 0), { timeoutMs: RECOVERY_MS });
    this.notes.push(
      `then the first write was answered after ${seconds(writesAgainAtMs - startedAtMs)}, and all ${witnesses.length} ` +
        `sockets had their reset after ${seconds(performance.now() - startedAtMs)}; ${this.given.size} answered writes were lost`,
    );
  }

  private giveUpFrom(first: number): void {
    const lost = this.cast.load.writes.slice(first).filter(({ outcome }) => outcome === 'committed');
    for (const write of lost) this.given.add(write);
  }

  /** Ends the load. @returns what is missing, and how long it took until nothing was on its way any more */
  async verdict(): Promise<{ complaints: Complaints; recoveryMs: number; writes: number; undecided: number }> {
    const { load, witnesses, database } = this.cast;
    await this.work(20);
    await load.stop();
    const startedAt = performance.now();
    return database.look(async (view) => {
      const position = await view.settled(RECOVERY_MS);
      for (const witness of witnesses) await witness.isUpToDate(position, RECOVERY_MS);
      const recoveryMs = performance.now() - startedAt;
      const expected = load.writes.filter((write) => !this.given.has(write));
      const complaints = [this.complaints, await audit(view, expected), findTwoMeanings(witnesses)];
      for (const witness of witnesses) complaints.push(await witness.testify());
      complaints.push({ ...noComplaints(), lost: load.abandoned.map((route) => `never answered: ${route}`) });
      this.noteRepeats();
      return { complaints: merged(complaints), recoveryMs, writes: load.writes.length, undecided: this.undecided };
    });
  }

  private noteRepeats(): void {
    const posts = this.witnesses.reduce((sum, { repeatedPosts }) => sum + repeatedPosts, 0);
    this.notes.push(`${posts} requests came again with the id of a delivery that had succeeded`);
    this.notes.push(`${this.repeated} writes that failed were sent again by their writers until they were answered`);
  }

  async close(): Promise<void> {
    const { load, receiver, database, surroundings, balancer } = this.cast;
    await load.abort();
    await balancer?.stop();
    closeSockets();
    await stopServers();
    await receiver.stop().catch(() => undefined);
    await database.close();
    await surroundings.close?.();
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
