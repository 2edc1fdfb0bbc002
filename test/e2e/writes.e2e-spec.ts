import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueryFailedError, type EntitySubscriberInterface, type InsertEvent } from 'typeorm';
import { Alert, alertView } from '../../src/alerts/alert.entity.js';
import { Comment, commentView } from '../../src/comments/comment.entity.js';
import { newId } from '../../src/common/ids.js';
import { SingleInsert } from '../../src/database/single-insert.js';
import { until } from '../support/until.js';
import { roundTripsDuring } from '../support/database/round-trips.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

let stage: Stage;
let agent: Person;
let ticketId: string;

beforeAll(async () => {
  stage = await Stage.start();
  agent = await stage.accounts.person('agent');
  ticketId = (await agent.call('POST /api/tickets', { title: 'The printer is on fire' })).id;
}, 60_000);
afterAll(() => stage.close());

const count = async (fromAndWhere: string): Promise<number> => {
  const sql = `SELECT count(*)::int AS count FROM ${fromAndWhere}`;
  return (await stage.dataSource.query<{ count: number }[]>(sql))[0]?.count ?? -1;
};

/** As long as it works, no event of this type can be stored. */
async function withoutEvents<T>(type: string, work: () => Promise<T>): Promise<T> {
  await stage.dataSource.query(`ALTER TABLE event_bodies ADD CONSTRAINT none CHECK (type <> '${type}') NOT VALID`);
  try {
    return await work();
  } finally {
    await stage.dataSource.query('ALTER TABLE event_bodies DROP CONSTRAINT none');
  }
}

describe('a write', () => {
  it('begins its transaction with its first statement, and sends its event with COMMIT', async () => {
    const { id } = await agent.call(`POST /api/tickets/${ticketId}/comments`, { content: 'Tried water?' });
    const sent = await roundTripsDuring(() => agent.call(`PATCH /api/comments/${id}`, { content: 'Tried sand?' }));
    expect(sent).toEqual([
      ['SELECT users'],
      ['START TRANSACTION', expect.stringMatching(/^SELECT .*comments/)],
      [expect.stringMatching(/^SELECT .*tickets/)],
      [expect.stringMatching(/^SELECT .*comments/)],
      ['UPDATE comments'],
      ['WITH event_bodies event_queue', 'COMMIT'],
    ]);
  });

  it('that changes nothing sends no transaction for what it did not begin', async () => {
    const sent = await roundTripsDuring(() => stage.dataSource.transaction(() => Promise.resolve()));
    expect(sent).toEqual([]);
  });

  it('is answered 500 and leaves nothing when its event cannot be stored with COMMIT', async () => {
    const before = await count('event_bodies');
    const answer = await withoutEvents('company.created', () => agent.send('POST /api/companies', { name: 'Gone' }));
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
    expect(await count(`companies WHERE name = 'Gone'`)).toBe(0);
    expect(await count('event_bodies')).toBe(before);
    expect((await agent.send('POST /api/companies', { name: 'Gone' })).status).toBe(201);
    expect(await count('event_bodies')).toBe(before + 1);
  });

  it('whose transaction goes on after an error that it hides fails, because nothing of it is stored', async () => {
    const work = stage.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE tickets SET title = $1 WHERE id = $2', ['Lost', ticketId]);
      await manager.query('SELECT 1 / $1::int', [0]).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('COMMIT answered ROLLBACK');
    expect((await agent.call(`GET /api/tickets/${ticketId}`)).title).toBe('The printer is on fire');
  });
});

describe('a comment that touches nothing else', () => {
  const path = () => `POST /api/tickets/${ticketId}/comments`;
  const comments = () => count(`comments WHERE ticket_id = '${ticketId}'`);
  const events = () => count(`event_bodies WHERE type = 'comment.created'`);
  const newComment = (fields: Partial<Comment> = {}) =>
    Object.assign(new Comment(), {
      ticketId,
      authorId: agent.id,
      authorName: 'Some agent',
      companyId: null,
      parentId: null,
      content: 'Tried water?',
      internal: false,
      deletedAt: null,
      ...fields,
    });
  const save = (comment: Comment) => stage.app.get(SingleInsert).save(comment);

  /** What is stored when the transaction could not be undone. */
  async function unchangedBy(work: () => Promise<unknown>): Promise<void> {
    const before = [await comments(), await events()];
    await work();
    expect([await comments(), await events()]).toEqual(before);
  }

  async function watchedBy<T>(subscriber: EntitySubscriberInterface, work: () => Promise<T>): Promise<T> {
    const { subscribers } = stage.dataSource;
    subscribers.push(subscriber);
    try {
      return await work();
    } finally {
      subscribers.splice(subscribers.indexOf(subscriber), 1);
    }
  }

  it('takes three round trips: the account, the ticket, and one statement that stores it with its event', async () => {
    for (let use = 0; use < 5; use += 1) {
      const sent = await roundTripsDuring(() => agent.call(path(), { content: 'Tried water?' }));
      expect(sent).toEqual([
        ['SELECT users'],
        [expect.stringMatching(/^SELECT .*tickets/)],
        ['WITH comments event_bodies inserted event_queue'],
      ]);
    }
  });

  it.each(['Tried "water"?', String.raw`{"a","b"} \ \u0000 NULL`, 'one\ntwo\ttab', '', '北 🖨️ é', "it's", 'time-'])(
    'has an event with the bytes of its answer, as one that is written in a transaction: %j',
    async (content) => {
      const dataOf = async (id: string) => {
        const sql = 'SELECT data FROM event_bodies WHERE entity_id = $1';
        return (await stage.dataSource.query<{ data: string }[]>(sql, [id])).map(({ data }) => data);
      };
      const [single, usual] = [
        await save(newComment({ content })),
        await stage.dataSource.manager.save(newComment({ content })),
      ];
      const alert = await agent.call('POST /api/alerts', {
        message: `Alert: ${content}`,
        alert_type: 'disk',
        severity: 'high',
      });
      for (const made of [single, usual]) {
        const stored = await stage.dataSource.manager.findOneByOrFail(Comment, { id: made.id });
        expect(JSON.stringify(commentView(made))).toBe(JSON.stringify(commentView(stored)));
        expect(await dataOf(made.id)).toEqual([JSON.stringify(commentView(stored))]);
        expect(Math.abs(stored.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
      }
      const stored = await stage.dataSource.manager.findOneByOrFail(Alert, { id: alert.id });
      expect(await dataOf(alert.id)).toEqual([JSON.stringify(alertView(stored))]);
      expect(alert).toEqual(alertView(stored));
    },
  );

  it('is seen by the hooks before it, which may change it', async () => {
    const seen: boolean[] = [];
    const editor: EntitySubscriberInterface<Comment> = {
      listenTo: () => Comment,
      async beforeInsert({ entity, queryRunner }: InsertEvent<Comment>) {
        await Promise.resolve();
        seen.push(queryRunner.isTransactionActive);
        entity.content = entity.content.toUpperCase();
      },
    };
    const answer = await watchedBy(editor, () => agent.call(path(), { content: 'quiet' }));
    expect([seen, answer.content]).toEqual([[true], 'QUIET']);
    const rows = await stage.dataSource.query(
      'SELECT data::json->>$1 AS content FROM event_bodies WHERE entity_id = $2',
      ['content', answer.id],
    );
    expect(rows).toEqual([{ content: 'QUIET' }]);
  });

  it('is written in a transaction where others listen after it, and undone when one of them fails', async () => {
    const order: string[] = [];
    const witness: EntitySubscriberInterface<Comment> = {
      listenTo: () => Comment,
      beforeInsert: () => void order.push('before'),
      async afterInsert({ manager, entity }: InsertEvent<Comment>) {
        order.push('after');
        await manager.query('UPDATE comments SET content = $1 WHERE id = $2', ['changed', entity.id]);
        if (entity.content === 'bad') throw new Error('A hook that fails.');
      },
      beforeTransactionCommit: () => void order.push('commit'),
    };
    await unchangedBy(async () => {
      const answer = await watchedBy(witness, () => agent.send(path(), { content: 'bad' }));
      expect(answer.status).toBe(500);
    });
    expect(order).toEqual(['before', 'after']);
    const { id } = await watchedBy(witness, () => agent.call(path(), { content: 'good' }));
    expect(order).toEqual(['before', 'after', 'before', 'after', 'commit']);
    expect(await count(`comments WHERE id = '${id}' AND content = 'changed'`)).toBe(1);
  });

  it('leaves nothing when its event cannot be stored, or its ticket is gone', async () => {
    await unchangedBy(async () => {
      const answer = await withoutEvents('comment.created', () => agent.send(path(), { content: 'Lost' }));
      expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
      const reason: unknown = await save(newComment({ ticketId: newId() })).catch((error: unknown) => error);
      expect(reason).toBeInstanceOf(QueryFailedError);
      expect(reason).toMatchObject({ driverError: { constraint: 'comments_ticket_fk' } });
    });
    expect((await agent.send(path(), { content: 'Kept' })).status).toBe(201);
  });

  it('is answered 503 and leaves nothing when its connection ends in the middle of the statement', async () => {
    const waiting = `pg_stat_activity WHERE datname = current_database() AND application_name = 'carillon'
      AND wait_event_type = 'Lock' AND query LIKE '%INTO event_bodies%'`;
    const holder = stage.dataSource.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query('SELECT 1 FROM tickets WHERE id = $1 FOR UPDATE', [ticketId]);
      await unchangedBy(async () => {
        const answer = agent.send(path(), { content: 'Cut off' });
        await until(async () => (await count(waiting)) === 1);
        await stage.dataSource.query(`SELECT pg_terminate_backend(pid) FROM ${waiting}`);
        expect([(await answer).status, (await answer).body.code]).toEqual([503, 'database_unavailable']);
        // The pool hears of the lost connection a moment later.
        await until(() => stage.dataSource.query('SELECT 1').then(Boolean, () => false));
      });
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    expect((await agent.send(path(), { content: 'Again' })).status).toBe(201);
  });

  it('is refused like any other write where no event would be made of it', async () => {
    const { manager } = stage.dataSource;
    await unchangedBy(async () => {
      await expect(manager.insert(Comment, newComment())).rejects.toThrow('would make no event');
      await expect(manager.save(newComment(), { transaction: false })).rejects.toThrow('would make no event');
    });
  });
});
