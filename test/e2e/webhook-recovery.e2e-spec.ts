import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';
import { finished } from '../support/receivers/webhooks.js';

const LONG_AGO = '2026-01-01T00:00:00Z';

let running: Stage;
let accounts: Accounts;
let receiver: Receiver;
let owner: Person;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RATE_LIMIT: '0' });
  accounts = running.accounts;
});
afterAll(() => running.close());

beforeEach(async () => {
  receiver = await Receiver.start();
  owner = await accounts.person('user');
});
afterEach(() => receiver.stop());

function call(route: string, body?: unknown, as = owner): Promise<HttpAnswer> {
  return accounts.call(route, { as, body });
}

async function endpoint(fields: object = {}): Promise<string> {
  const input = { url: receiver.url, events: ['ticket.created'], max_attempts: 1, ...fields };
  return (await call('POST /api/webhooks', input)).body.id;
}

async function ticket(title: string): Promise<void> {
  await call('POST /api/tickets', { title });
  await finished(running);
}

function titles(): string[] {
  return receiver.requests.map(({ body }) => body.data.title);
}

async function done(id: string, jobId: string): Promise<Record<string, unknown>> {
  const path = `GET /api/webhooks/${id}/recover/${jobId}`;
  await until(async () => (await call(path)).body.status !== 'running');
  await finished(running);
  return (await call(path)).body;
}

describe('a recovery', () => {
  it('sends exactly what failed or was never attempted, with the same ids', async () => {
    await ticket('before it was made');
    const id = await endpoint();
    await ticket('arrived');
    receiver.reply = 500;
    await ticket('failed one');
    await ticket('failed two');
    const failed = receiver.requests.slice(1).map(({ headers }) => headers['webhook-id']);
    receiver.reply = 200;
    receiver.requests.length = 0;

    const dry = await call(`POST /api/webhooks/${id}/recover`, { since: LONG_AGO, dry_run: true });
    expect([dry.status, dry.body]).toEqual([202, { job_id: null, count: 3 }]);
    expect(receiver.requests).toEqual([]);
    const ago = (window: object) => call(`POST /api/webhooks/${id}/recover`, { ...window, dry_run: true });
    expect((await ago({ since: '1h' })).body.count).toBe(3);
    expect((await ago({ since: '1h', until: '30m' })).body.count).toBe(0);
    expect(wrongFields(await ago({ since: '30m', until: '1h' }))).toEqual(['until']);
    expect(wrongFields(await ago({ since: '30 minutes' }))).toEqual(['since']);

    const started = await call(`POST /api/webhooks/${id}/recover`, { since: LONG_AGO });
    expect([started.status, started.body.count]).toEqual([202, 3]);
    expect(await done(id, started.body.job_id)).toMatchObject({ status: 'done', count: 3, resent: 3, webhook_id: id });
    expect(titles().toSorted((a, b) => a.localeCompare(b))).toEqual(['before it was made', 'failed one', 'failed two']);
    const again = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(again).toEqual(expect.arrayContaining(failed));
    expect((await call(`POST /api/webhooks/${id}/recover`, { since: LONG_AGO, dry_run: true })).body.count).toBe(0);
  });

  it('ends, even if everything fails again', async () => {
    const id = await endpoint();
    receiver.reply = 500;
    await ticket('failing');
    const { body } = await call(`POST /api/webhooks/${id}/recover`, { since: LONG_AGO });
    expect(await done(id, body.job_id)).toMatchObject({ status: 'done', resent: 1 });
    expect(receiver.requests).toHaveLength(2);
  });

  it('respects its time range', async () => {
    const id = await endpoint();
    receiver.reply = 500;
    await ticket('early');
    const between = new Date().toISOString();
    await ticket('late');
    receiver.reply = 200;
    receiver.requests.length = 0;
    const { body } = await call(`POST /api/webhooks/${id}/recover`, { since: LONG_AGO, until: between });
    expect(body.count).toBe(1);
    await done(id, body.job_id);
    expect(titles()).toEqual(['early']);
  });

  it('sends an endpoint nothing that it may not know', async () => {
    const other = await accounts.person('user');
    await call('POST /api/tickets', { title: 'not yours' }, other);
    await finished(running);
    const id = await endpoint({ events: ['ticket.*', 'comment.*'] });
    expect((await call(`POST /api/webhooks/${id}/recover`, { since: LONG_AGO, dry_run: true })).body.count).toBe(0);
  });

  /** As a process left it that died. */
  async function leftBehind(id: string, state: string): Promise<string> {
    const jobId = newId();
    await running.dataSource.query(
      `INSERT INTO webhook_recoveries (id, endpoint_id, since, until, state, total, after_delivery, after_position, last_position)
       SELECT $1, $2, now() - interval '1 h', now(), $3, 0, '00000000-0000-0000-0000-000000000000', 0, position FROM log_head`,
      [jobId, id, state],
    );
    return jobId;
  }

  it('continues after a crash', async () => {
    const id = await endpoint();
    expect(await done(id, await leftBehind(id, 'running'))).toMatchObject({ status: 'done' });
  });

  it('stops on cancellation', async () => {
    const id = await endpoint();
    const jobId = await leftBehind(id, 'done');
    const runner = running.dataSource.createQueryRunner();
    try {
      // Skipped by processes that run jobs, but still open to changes.
      await runner.startTransaction();
      await runner.query('SELECT 1 FROM webhook_recoveries WHERE id = $1 FOR KEY SHARE', [jobId]);
      await running.dataSource.query(`UPDATE webhook_recoveries SET state = 'running' WHERE id = $1`, [jobId]);
      expect((await call(`DELETE /api/webhooks/${id}/recover/${jobId}`)).status).toBe(204);
      expect((await call(`GET /api/webhooks/${id}/recover/${jobId}`)).body).toMatchObject({
        status: 'cancelled',
        finished_at: expect.any(String),
      });
      await runner.commitTransaction();
    } finally {
      await runner.release();
    }
    const finishedJob = await leftBehind(id, 'done');
    await call(`DELETE /api/webhooks/${id}/recover/${finishedJob}`);
    expect((await call(`GET /api/webhooks/${id}/recover/${finishedJob}`)).body.status).toBe('done');
  });

  it('is refused for a disabled endpoint, for other people, and for wrong times', async () => {
    const id = await endpoint();
    const path = `POST /api/webhooks/${id}/recover`;
    expect(wrongFields(await call(path, { until: 'soon', dry_run: 1, more: 1 }))).toEqual([
      'dry_run',
      'more',
      'since',
      'until',
    ]);
    expect(wrongFields(await call(path, { since: '2999-01-01T00:00:00Z' }))).toEqual(['since', 'until']);
    const { body } = await call(path, { since: LONG_AGO });
    for (const role of ['agent', 'manager', 'user'] as const) {
      const other = await accounts.person(role);
      const job = `/api/webhooks/${id}/recover/${body.job_id}`;
      expect((await call(path, { since: LONG_AGO }, other)).status).toBe(404);
      expect((await call(`GET ${job}`, undefined, other)).status).toBe(404);
      expect((await call(`DELETE ${job}`, undefined, other)).status).toBe(404);
    }
    await call(`POST /api/webhooks/${id}/disable`);
    expect((await call(path, { since: LONG_AGO })).body.code).toBe('webhook_disabled');
    expect((await call(`GET /api/webhooks/${id}/recover/${newId()}`)).status).toBe(404);
  });
});
