import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { ROLES, type Viewer, type Visibility } from '../../src/common/visibility.js';
import { mayPersonSeeSql, mayViewerSee, type EventVisibility } from '../../src/events/event-visibility.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';

const IDS = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-7000-8000-000000000000`);
const PEOPLE_SQL = `
  SELECT p.n FROM unnest($1::int[], $2::uuid[], $3::text[], $4::uuid[]) p(n, id, role, company_id)
   WHERE ${mayPersonSeeSql('p', '$5::jsonb')} ORDER BY p.n`;

const people: Viewer[] = IDS.flatMap((id) =>
  ROLES.flatMap((role) => [null, ...IDS].map((companyId) => ({ id, role, companyId }))),
);

const visibility: fc.Arbitrary<Visibility> = fc.record(
  {
    staff: fc.boolean(),
    userIds: fc.subarray(IDS),
    managersOf: fc.constantFrom(null, ...IDS),
    admins: fc.boolean(),
    everyone: fc.boolean(),
  },
  { requiredKeys: ['staff', 'userIds', 'managersOf'] },
);
const eventVisibility: fc.Arbitrary<EventVisibility> = fc.record({
  visibility,
  except: fc.option(visibility),
  includesStaff: fc.boolean(),
});

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

it('the visibility SQL and the policy in code let the same people see an event', async () => {
  await fc.assert(
    fc.asyncProperty(eventVisibility, async (event) => {
      const { rows } = await client.query<{ n: number }>(PEOPLE_SQL, [
        people.map((_, index) => index),
        people.map(({ id }) => id),
        people.map(({ role }) => role),
        people.map(({ companyId }) => companyId),
        JSON.stringify(event),
      ]);
      const expected = people.flatMap((viewer, index) => (mayViewerSee(viewer, event) ? [index] : []));
      expect(rows.map(({ n }) => n)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
