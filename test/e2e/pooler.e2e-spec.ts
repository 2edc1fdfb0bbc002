import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { LockingSession } from '../support/database/locking-session.js';
import type { Person } from '../support/people/person.js';
import { Receiver } from '../support/receivers/receiver.js';
import { hasPgBouncer, PgBouncer } from '../support/servers/pgbouncer.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const SIZE = 3;
const WRITERS = 12;
const ROUNDS = 6;
const TIMEOUTS = 'SET statement_timeout = 1000; SET idle_in_transaction_session_timeout = 2000';

/** By the name that the application gives the connections of requests, and those that it keeps for itself. */
const SESSIONS_SQL = `
  SELECT count(*) FILTER (WHERE application_name = 'carillon')::int AS pooled,
         count(*) FILTER (WHERE application_name = 'carillon tail')::int AS tail
    FROM pg_stat_activity WHERE datname = current_database()`;

(hasPgBouncer() ? describe : describe.skip)('requests by PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let bouncer: PgBouncer;
  let stage: Stage;
  let receiver: Receiver;
  let agent: Person;
  let session: LockingSession;

  beforeAll(async () => {
    database = await createDatabase();
    bouncer = await PgBouncer.start({ databaseUrl: database.url, size: SIZE, connectQuery: TIMEOUTS });
    stage = await Stage.start({ DATABASE_POOL_URL: bouncer.url }, { database });
    receiver = await Receiver.start();
    agent = await stage.accounts.person('agent');
    session = await LockingSession.open(database.url);
  }, 60_000);

  afterAll(async () => {
    closeSockets();
    await session.end();
    await stage.close();
    await receiver.stop();
    await bouncer.stop();
    await database.drop();
  });

  it('share its few connections, and every change reaches socket and webhook once and in order', async () => {
    const requester = await stage.accounts.person('user');
    await requester.call('PUT /api/users/me/webhook', { webhook_url: receiver.url });
    const socket = await stage.connect(requester);
    const tickets = await Promise.all(
      Array.from({ length: WRITERS }, (_, n) => requester.createTicket({ title: `Ticket ${n}` })),
    );
    // Each statement runs far more often than it takes to be prepared by name, in transactions that take turns.
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all(tickets.map(({ id }) => agent.comment(id, { content: `Round ${round}` })));
    }
    const count = WRITERS * ROUNDS;
    const pushed = () => socket.of('notification').filter(({ data }) => data.content?.startsWith('Round '));
    await until(() => pushed().length >= count && receiver.requests.length >= count, {
      describe: () => `${pushed().length} pushes, ${receiver.requests.length} requests`,
    });
    expect(new Set(pushed().map(({ id }) => id)).size).toBe(count);
    for (const { id } of tickets) {
      const rounds = pushed().filter(({ data }) => data.ticket_id === id);
      expect(rounds.map(({ data }) => data.content)).toEqual(Array.from({ length: ROUNDS }, (_, n) => `Round ${n}`));
    }
    const [sessions] = await session.query<{ pooled: number; tail: number }>(SESSIONS_SQL);
    expect(sessions?.pooled).toBeGreaterThan(0);
    expect(sessions?.pooled).toBeLessThanOrEqual(SIZE);
    expect(sessions?.tail).toBe(1);
  });

  it('have the time-outs that it sets: a write that waits for a lock is answered 503, and the next one works', async () => {
    const { id } = await agent.createTicket({ title: 'Before' });
    await session.query('BEGIN');
    await session.query('SELECT FROM tickets FOR UPDATE');
    const answer = await agent.send(`PATCH /api/tickets/${id}`, { title: 'After' });
    await session.query('ROLLBACK');
    expect([answer.status, answer.body.code]).toEqual([503, 'query_timeout']);
    expect((await agent.send(`PATCH /api/tickets/${id}`, { title: 'After' })).status).toBe(200);
  });

  it('do not start when it sets no time-outs: the error names both and the setting', async () => {
    const started = Stage.start({ DATABASE_POOL_URL: bouncer.bareUrl }, { database });
    await expect(started).rejects.toThrow(
      /no statement_timeout and no idle_in_transaction_session_timeout.*connect_query='SET statement_timeout = 10000; SET idle_in_transaction_session_timeout = 10000'/,
    );
  });
});
