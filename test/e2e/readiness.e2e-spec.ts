import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Stage } from '../support/servers/stage.js';
import { holdDispatch } from '../support/database/hold-dispatch.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;

beforeAll(async () => {
  running = await Stage.start();
});
afterAll(() => running.close());

const ready = async (): Promise<{ status: number; body: Json }> => {
  const response = await fetch(`${running.url}/health/ready`);
  return { status: response.status, body: await response.json() };
};
const live = async (): Promise<number> => (await fetch(`${running.url}/health/live`)).status;

describe('GET /health/ready', () => {
  it('fails with a reason when an event waits and nothing was dispatched for ten seconds', async () => {
    const user = await running.accounts.person('user');
    await running.settled();
    await holdDispatch(running.dataSource, async () => {
      const startedAt = performance.now();
      const made = await running.accounts.call('POST /api/tickets', { as: user, body: { title: 'Waits' } });
      expect(made.status).toBe(201);
      await until(async () => (await ready()).status === 503, { timeoutMs: 20_000 });
      expect(performance.now() - startedAt).toBeGreaterThan(8_000);
      const { body } = await ready();
      expect(body.code).toBe('not_ready');
      expect(body.checks.dispatch.message).toMatch(/^No event was dispatched for \d+ s while events wait\.$/);
      expect(await live()).toBe(200);
    });
    await until(async () => (await ready()).status === 200);
    await running.settled();
  }, 40_000);

  it('fails when the dispatcher cannot connect, even if others can', async () => {
    const database = new URL(running.database.url).pathname.slice(1);
    const operator = new Client({ connectionString: process.env['CARILLON_TEST_ADMIN_URL'] });
    await operator.connect();
    try {
      await operator.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
      await operator.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = $2`,
        [database, 'carillon dispatcher'],
      );
      await until(async () => (await ready()).status === 503);
      const { checks } = (await ready()).body;
      expect(checks.dispatch.message).toBe('The dispatcher cannot connect to the database.');
      expect(await live()).toBe(200);
    } finally {
      await operator.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
      await operator.end();
    }
    await until(async () => (await ready()).status === 200);
  });
});
