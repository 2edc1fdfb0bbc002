import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty } from 'fast-check';
import type { Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import type { ModelPerson } from '../support/desk-model.js';
import { DeskRun } from '../support/desk-run.js';
import { roomChoice, step } from '../support/desk-steps.js';
import { closeFollowers } from '../support/follower.js';
import { Random } from '../support/random.js';
import { DatabaseView } from '../support/settled.js';

const RUNS = Number(process.env['RUNS'] ?? 10);
const PEOPLE = 7;

describe('whatever people do, and whenever they are away', () => {
  const seed = Random.forRun().seed;
  let running: RunningApp;
  let view: DatabaseView;
  let people: (ModelPerson & Account)[];

  beforeAll(async () => {
    running = await startApp();
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
      const account = await running.accounts.person(role, { companyId });
      people.push({ ...account, name: `${role} ${people.length}`, role, companyId, isActive: true, channels: {} });
    }
    expect(people).toHaveLength(PEOPLE);
  }, 60_000);

  afterEach(closeFollowers);

  afterAll(async () => {
    await view.close();
    await running.close();
  });

  it('everyone has seen what the policy allows, all of it, in order, and nothing else', async () => {
    console.log(`SEED=${seed} npm test -- test/e2e/what-everyone-saw`);
    const runs = asyncProperty(
      array(step, { minLength: 15, maxLength: 40, size: 'max' }),
      array(roomChoice, { minLength: PEOPLE, maxLength: PEOPLE }),
      async (steps, rooms) => new DeskRun({ running, view, people }).play(steps, rooms),
    );
    await assert(runs, { seed, numRuns: RUNS, interruptAfterTimeLimit: 100_000 });
  }, 180_000);
});
