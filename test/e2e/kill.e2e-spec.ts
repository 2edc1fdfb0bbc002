import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audit } from '../support/desk/audit.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { DeskLoad } from '../support/desk/desk-load.js';
import { closeSockets } from '../support/sockets/socket.js';
import { Random } from '../support/input/random.js';
import { Person } from '../support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { DatabaseView } from '../support/database/settled.js';
import { until } from '../support/until.js';
import { Receiver } from '../support/receivers/receiver.js';
import { noComplaints, Witness } from '../support/sockets/witness.js';

const KILLS = 20;
/** Every so often the server does not even come up before it is killed. */
const STILLBORN_EVERY = 7;
const WRITERS = 4;
/** Four times what it takes alone: other workers need the same processors. */
const RUN_MS = 450_000;

describe('a server that is killed repeatedly', () => {
  const random = Random.forRun();
  let database: TestDatabase;
  let view: DatabaseView;
  let server: ServerProcess;
  let receiver: Receiver;

  beforeAll(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    receiver = await Receiver.start();
    server = await ServerProcess.start({ databaseUrl: database.url });
  }, 60_000);

  afterAll(async () => {
    closeSockets();
    await stopServers();
    await receiver.stop();
    await view.close();
    await database.drop();
  });

  it(
    'loses nothing, sends nothing twice under another id, and nothing that was rolled back',
    async () => {
      console.log(`SEED=${random.seed} npm test -- test/e2e/kill`);
      const admin = await Person.signIn(server.url, ADMIN.email, ADMIN.password);
      const agents = [
        await admin.hire({ role: 'agent', name: 'Ada' }),
        await admin.hire({ role: 'agent', name: 'Alan' }),
      ];
      const requesters = [
        await admin.hire({ role: 'user', name: 'Rita' }),
        await admin.hire({ role: 'user', name: 'Rolf' }),
      ];
      const witnesses: Witness[] = [];
      for (const person of [admin, ...agents, ...requesters]) {
        witnesses.push(await Witness.call(person, server.url, receiver));
      }
      const load = new DeskLoad({ agents, requesters }, random, () => server.url);
      await load.prepare();
      load.start(WRITERS);

      for (let kill = 1; kill <= KILLS; kill += 1) {
        if (kill % STILLBORN_EVERY === 0) server.spawn();
        else await workFor(load, random.int(1, 50));
        await delay(random.int(0, kill % STILLBORN_EVERY === 0 ? 1_500 : 15));
        await server.kill();
        if ((kill + 1) % STILLBORN_EVERY !== 0) await server.start();
      }
      if (!server.isRunning) await server.start();
      await workFor(load, 20);
      await load.stop();

      const position = await view.settled();
      for (const witness of witnesses) await witness.isUpToDate(position);
      expect(await audit(view, load.writes)).toEqual(noComplaints());
      for (const witness of witnesses) expect(await witness.testify()).toEqual(noComplaints());
      // That it was put to the test at all.
      for (const outcome of ['committed', 'refused', 'undecided'] as const) {
        expect(load.number(outcome)).toBeGreaterThan(0);
      }
      for (const { socket } of witnesses) {
        expect(socket.connections).toBeGreaterThan(5);
        expect(socket.updates.length).toBeGreaterThan(50);
      }
    },
    RUN_MS,
  );

  async function workFor(load: DeskLoad, answers: number): Promise<void> {
    const goal = load.number('committed') + answers;
    await until(() => load.number('committed') >= goal, { describe: () => server.output });
  }
});
