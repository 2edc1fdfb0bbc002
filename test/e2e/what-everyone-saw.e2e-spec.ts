import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty } from 'fast-check';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import type { ModelPerson } from '../support/desk/desk-model.js';
import { DeskRun } from '../support/desk/desk-run.js';
import { roomChoice, step } from '../support/desk/desk-steps.js';
import { closeSockets } from '../support/sockets/socket.js';
import { Random } from '../support/input/random.js';
import { DatabaseView } from '../support/database/settled.js';

const RUNS = Number(process.env['RUNS'] ?? 10);
const PEOPLE = 7;

describe('a random history of actions and absences', () => {
  const seed = Random.forRun().seed;
  let running: Stage;
  let view: DatabaseView;
  let people: (ModelPerson & Person)[];

  beforeAll(async () => {
    running = await Stage.start();
    view = await DatabaseView.open(running.database.url);
    const [acme, other] = [await running.accounts.company('Acme'), await running.accounts.company('Other')];
    const cast = [
      ['admin', null],
      ['agent', null],
      ['agent', acme.id],
      ['manager', acme.id],
      ['user', acme.id],
      ['user', other.id],
      ['user', null],
    ] as const;
    people = [];
    for (const [role, companyId] of cast) {
      const person = await running.accounts.person(role, { companyId, name: `${role} ${people.length}` });
      people.push(Object.assign(person, { isActive: true, channels: {} }));
    }
    expect(people).toHaveLength(PEOPLE);
  }, 60_000);

  afterEach(closeSockets);

  afterAll(async () => {
    await view.close();
    await running.close();
  });

  it('shows each person exactly what the policy allows, all of it, in order', async () => {
    console.log(`SEED=${seed} npm test -- test/e2e/what-everyone-saw`);
    const runs = asyncProperty(
      array(step, { minLength: 15, maxLength: 40, size: 'max' }),
      array(roomChoice, { minLength: PEOPLE, maxLength: PEOPLE }),
      async (steps, rooms) => new DeskRun({ running, view, people }).play(steps, rooms),
    );
    await assert(runs, { seed, numRuns: RUNS, interruptAfterTimeLimit: 100_000 });
  }, 180_000);
});
