import { Poison } from '../../test/support/database/poison.js';
import { until } from '../../test/support/until.js';
import type { Scenario } from '../scenario.js';

const ROUNDS = 10;

export const poisonedEvents: Scenario = {
  name: 'poisoned-events',
  title: 'events that PostgreSQL refuses among the others, retried once it takes them',
  processes: 2,
  async run(stage) {
    const { admin, requester, database } = stage;
    await database.look(async (view) => {
      const poison = await Poison.put({ query: (sql) => view.rows(sql) }, '22P02');
      const quarantine = async () => (await admin.call('GET /api/events/quarantine?limit=100')).items;
      for (let round = 0; round < ROUNDS; round += 1) {
        const notify = { message: 'poison' };
        await admin.call('POST /api/events', { type: 'project.created', data: {}, user_id: requester.id, notify });
        await stage.work(20);
      }
      let found = 0;
      await until(async () => (found = (await quarantine()).length) === ROUNDS, {
        timeoutMs: 30_000,
        describe: () => `${found} of ${ROUNDS} events are in quarantine`,
      });
      await poison.take();
      for (const { id } of await quarantine()) await admin.call(`POST /api/events/quarantine/${id}/retry`);
      await until(async () => (await quarantine()).length === 0);
    });
  },
};
