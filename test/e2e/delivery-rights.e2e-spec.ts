import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';

let running: Stage;
let receiver: Receiver;

beforeAll(async () => {
  running = await Stage.start();
  receiver = await Receiver.start();
});
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

describe('the rights of an owner who is no longer an agent', () => {
  it('are checked again even if the endpoint was loaded just before its deliveries', async () => {
    const { accounts, dataSource } = running;
    const [admin, agent] = [await accounts.person('admin'), await accounts.person('agent')];
    const create = async (as: typeof admin, fields: object = {}): Promise<string> => {
      const body = { url: receiver.url, events: ['comment.created'], include_internal: true, ...fields };
      return (await accounts.call('POST /api/webhooks', { as, body })).body.id;
    };
    const [id, disabled] = [await create(agent), await create(admin, { active: false })];
    const isTrue = (sql: string) => async () =>
      (await dataSource.query<{ is: boolean }[]>(`SELECT ${sql} AS is`))[0]?.is === true;

    const ticket = (await accounts.call('POST /api/tickets', { as: agent, body: { title: 'Printer' } })).body.id;
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    // The worker has loaded both endpoints when it waits here, since it holds what the disabled one has.
    await runner.query('SELECT 1 FROM webhook_endpoints WHERE id = $1 FOR UPDATE', [disabled]);
    const comment = { content: 'Only for us', internal: true };
    await accounts.call(`POST /api/tickets/${ticket}/comments`, { as: agent, body: comment });
    await until(
      isTrue(
        `EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%NOT active%FOR SHARE%' AND datname = current_database())`,
      ),
    );
    const answer = await accounts.call(`PATCH /api/users/${agent.id}`, { as: admin, body: { role: 'user' } });
    expect(answer.status).toBe(200);
    await until(isTrue('NOT EXISTS (SELECT FROM event_queue)'));
    await runner.commitTransaction();
    await runner.release();

    const states = () => accounts.call(`GET /api/webhooks/${id}/deliveries`, { as: admin });
    await until(async () => (await states()).body.items[0]?.status !== 'pending');
    expect((await states()).body.items).toMatchObject([{ status: 'cancelled' }]);
    expect(receiver.requests).toEqual([]);
  });
});
