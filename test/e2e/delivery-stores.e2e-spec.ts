import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { DELIVERY_STATES, type DeliveryState } from '../../src/webhooks/queue/delivery-states.js';
import { DeliveryStore } from '../../src/webhooks/queue/delivery-store.js';
import { ErasureStore } from '../../src/webhooks/queue/erasure-store.js';
import type { SqlReader } from '../../src/database/sql.js';
import type { AttemptResult } from '../../src/webhooks/queue/queued-delivery.js';
import { ResultStore } from '../../src/webhooks/queue/result-store.js';
import type { LockingSession } from '../support/database/locking-session.js';
import { openRivalSessions, plantEventBody, type RivalSessions } from '../support/database/rival-sessions.js';

type States = Partial<Record<DeliveryState, DeliveryState>>;

interface Stored {
  id: string;
  state: DeliveryState;
  error: string | null;
  tries: number;
  response_body: string | null;
  notification: string | null;
}

let rivals: RivalSessions;
let view: LockingSession;
let first: LockingSession;
let second: LockingSession;
let endpointId: string;
let event: string;

beforeAll(async () => {
  rivals = await openRivalSessions();
  ({ view, first, second } = rivals);
});

afterAll(() => rivals.close());

beforeEach(async () => {
  endpointId = newId();
  event = await plantEventBody(view);
});

async function add(state: DeliveryState, columns: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = { id, endpoint_id: endpointId, position: 1, event_id: event, message_id: event, state, ...columns };
  const names = Object.keys(row);
  await view.query(
    `INSERT INTO webhook_deliveries (event_type, ${names.join(', ')}) VALUES ('ticket.created', ${names.map((_, n) => `$${n + 1}`).join(', ')})`,
    Object.values(row),
  );
  return id;
}

async function read(id: string): Promise<Stored> {
  const [row] = await view.query<Stored>('SELECT * FROM webhook_deliveries WHERE id = $1', [id]);
  if (row === undefined) throw new Error(`There is no delivery ${id}.`);
  return row;
}

function resultOf(id: string, result: Partial<AttemptResult>): AttemptResult {
  const none = {
    status: 200,
    responseBody: 'ok',
    error: null,
    durationMs: 5,
    timings: '{}',
    dueInMs: null,
    waitedMs: 0,
  };
  return { delivery: { id } as AttemptResult['delivery'], state: 'success', attempts: 1, tries: 1, ...none, ...result };
}

/** What becomes of one delivery in each state. What is not named stays as it is. */
const TRANSITIONS: [string, (sql: SqlReader, ids: string[]) => Promise<unknown>, States][] = [
  [
    'cancelWaiting',
    (sql) => new DeliveryStore(sql).cancelWaiting([endpointId], 'gone'),
    { pending: 'cancelled', retry: 'cancelled', held: 'cancelled' },
  ],
  ['hold', (sql) => new DeliveryStore(sql).hold([endpointId]), { pending: 'held', retry: 'held' }],
  ['release', (sql) => new DeliveryStore(sql).release([endpointId]), { held: 'pending' }],
  ['dropHeld', (sql) => new DeliveryStore(sql).dropHeld([endpointId]), { held: 'cancelled' }],
  ['explain', (sql) => new DeliveryStore(sql).explain([endpointId], 'why'), {}],
  [
    'retry',
    async (sql, ids) => {
      for (const id of ids) await new DeliveryStore(sql).retry(endpointId, id);
    },
    { retry: 'pending', success: 'pending', failed: 'pending', cancelled: 'pending' },
  ],
  [
    'retryChosen',
    (sql, ids) => {
      const chosen = { sql: 'SELECT unnest($1::uuid[]) AS id', parameters: [ids], forgetsError: true };
      return new DeliveryStore(sql).retryChosen(chosen);
    },
    { failed: 'pending', cancelled: 'pending' },
  ],
  [
    'record',
    (sql, ids) => new ResultStore(sql).record(ids.map((id) => resultOf(id, {}))),
    { pending: 'success', retry: 'success', held: 'success' },
  ],
  ['cancel', (sql, ids) => new ResultStore(sql).cancel(ids, 'no right'), { pending: 'cancelled', retry: 'cancelled' }],
  [
    'fail',
    async (sql, ids) => {
      for (const id of ids) await new ResultStore(sql).fail(id, 'unwritable');
    },
    { pending: 'failed', retry: 'failed', held: 'failed' },
  ],
  [
    'wipe with a reason',
    async (sql, ids) => {
      const store = new ErasureStore(sql);
      const locked = await store.lock(ids);
      const kept = locked.map(() => ({ notification: null, enriched_data: null }));
      await store.wipe(locked, kept, 'erased');
    },
    { pending: 'cancelled', retry: 'cancelled', held: 'cancelled' },
  ],
];

describe('the transitions of deliveries', () => {
  it.each(TRANSITIONS)('%s changes only the states that it may', async (_, act, states) => {
    const ids: string[] = [];
    for (const state of DELIVERY_STATES) ids.push(await add(state, { attempts: 0, tries: 0 }));
    const stranger = await add('pending', { endpoint_id: newId() });
    await act(first, ids);
    const after: [string, string][] = [];
    for (const [index, id] of ids.entries()) after.push([DELIVERY_STATES[index] ?? '', (await read(id)).state]);
    expect(Object.fromEntries(after)).toEqual({
      ...Object.fromEntries(DELIVERY_STATES.map((state) => [state, state])),
      ...states,
    });
    expect((await read(stranger)).state).toBe('pending');
  });

  it('a late result does not overwrite a newer one, and is not logged twice', async () => {
    const id = await add('retry', { tries: 2, attempts: 2 });
    const store = new ResultStore(first);
    const failure = { state: 'retry', tries: 3, attempts: 3, status: 500, error: 'HTTP 500', dueInMs: 1_000 } as const;
    await store.record([resultOf(id, failure)]);
    await store.record([resultOf(id, { ...failure, status: 502, error: 'late' }), resultOf(id, { tries: 2 })]);
    expect(await read(id)).toMatchObject({ state: 'retry', tries: 3, error: 'HTTP 500' });
    const attempts = await view.query('SELECT number, error FROM webhook_attempts WHERE delivery_id = $1', [id]);
    expect(attempts).toEqual([{ number: 3, error: 'HTTP 500' }]);
  });

  it('a late failure is not logged when another process has stored a success under its number', async () => {
    const id = await add('pending', { tries: 0, attempts: 0 });
    const store = new ResultStore(first);
    await store.record([resultOf(id, {})]);
    await store.record([resultOf(id, { state: 'retry', status: null, error: 'timeout', dueInMs: 1_000 })]);
    expect(await read(id)).toMatchObject({ state: 'success', tries: 1, error: null });
    expect(await view.query('SELECT 1 FROM webhook_attempts WHERE delivery_id = $1', [id])).toEqual([]);
  });

  it('the result of an erased delivery is stored without the response', async () => {
    const id = await add('pending', { erased: true });
    await new ResultStore(first).record([resultOf(id, { state: 'failed', responseBody: 'Ada', error: 'Ada said no' })]);
    expect(await read(id)).toMatchObject({ state: 'failed', response_body: null, error: 'Erased' });
    expect(await view.query('SELECT 1 FROM webhook_attempts WHERE delivery_id = $1', [id])).toEqual([]);
  });

  it('an erasure without a reason keeps pending deliveries with the rest of their payload', async () => {
    const id = await add('pending', { notification: '{"message":"Ada"}', error: 'Ada' });
    const store = new ErasureStore(first);
    const locked = await store.lock([id]);
    expect(locked).toMatchObject([{ id, waits: true, notification: '{"message":"Ada"}' }]);
    await store.wipe(locked, [{ notification: '{}', enriched_data: null }], null);
    expect(await read(id)).toMatchObject({ state: 'pending', notification: '{}', error: 'Erased' });
  });

  it('a manual retry keeps the earlier success, and requires the event', async () => {
    const id = await add('success', { tries: 1, delivered_at: new Date(), duration_ms: 5, response_status: 204 });
    expect(await new DeliveryStore(first).retry(endpointId, id)).toBe(true);
    const attempts = await view.query('SELECT number, response_status FROM webhook_attempts WHERE delivery_id = $1', [
      id,
    ]);
    expect(attempts).toEqual([{ number: 1, response_status: 204 }]);
    const expired = await add('failed', { event_id: newId() });
    expect(await new DeliveryStore(first).retry(endpointId, expired)).toBe(false);
  });

  it('new deliveries are pending, and a notification goes to people with a personal URL', async () => {
    const userId = newId();
    await view.query(
      `INSERT INTO users (id, email, name, role, password_hash, version) VALUES ($1, $2, 'Ada', 'customer', 'x', 1)`,
      [userId, `${userId}@example.com`],
    );
    await view.query(
      `INSERT INTO webhook_endpoints (id, kind, owner_type, user_id, name, url, payload_format, secret_encrypted, secret_preview)
       VALUES ($1, 'personal', 'user', $2, 'Personal', 'https://example.com', 'notification', 'x', 'x')`,
      [endpointId, userId],
    );
    const of = { position: 7, eventId: event, type: 'ticket.created', orderingKey: null };
    const store = new DeliveryStore(first);
    await store.enqueue([{ ...of, endpointId, enrichedData: null }]);
    const told = [userId, newId()].map((id) => ({ ...of, userId: id, messageId: newId(), notification: '{}' }));
    expect(await store.enqueueNotifications(told)).toEqual([endpointId]);
    const rows = await view.query(
      'SELECT state, message_id FROM webhook_deliveries WHERE endpoint_id = $1 ORDER BY notification NULLS FIRST',
      [endpointId],
    );
    expect(rows).toEqual([
      { state: 'pending', message_id: event },
      { state: 'pending', message_id: told[0]?.messageId },
    ]);
  });

  it('a test is stored with its outcome', async () => {
    const id = newId();
    const none = { status: null, responseBody: null, durationMs: 3, timings: '{}' };
    await new ResultStore(first).addTest({
      id,
      endpointId,
      eventId: event,
      type: 'webhook.test',
      error: 'refused',
      ...none,
    });
    expect(await read(id)).toMatchObject({ state: 'failed', tries: 1, error: 'refused' });
  });
});

describe('two sessions at once', () => {
  it('a switch skips a delivery whose result is being written, without waiting', async () => {
    const [busy, free] = [await add('pending'), await add('pending')];
    await first.query('BEGIN');
    await first.query('SELECT 1 FROM webhook_queue WHERE id = $1 FOR UPDATE', [busy]);
    expect(await new DeliveryStore(second).hold([endpointId])).toEqual([free]);
    await first.query('COMMIT');
    expect([(await read(busy)).state, (await read(free)).state]).toEqual(['pending', 'held']);
  });

  it('results and an erasure lock deliveries in the same order, without a deadlock', async () => {
    const [low = '', high = ''] = [await add('pending'), await add('pending')].toSorted();
    for (const [state, tries] of [['retry', 1] as const, ['success', 2] as const]) {
      await first.query('BEGIN');
      await new ErasureStore(first).lock([low]);
      const recorded = new ResultStore(second).record([high, low].map((id) => resultOf(id, { state, tries })));
      await view.seesWaiting(second);
      await new ErasureStore(first).lock([low, high]);
      await first.query('COMMIT');
      await recorded;
      expect([(await read(low)).state, (await read(high)).state]).toEqual([state, state]);
    }
  });

  it('a delivery that was delivered during its selection is not sent again', async () => {
    const id = await add('failed', { tries: 1, error: 'HTTP 500' });
    await first.query('BEGIN');
    await first.query(`UPDATE webhook_deliveries SET state = 'success', error = NULL WHERE id = $1`, [id]);
    const sql = `SELECT id FROM webhook_deliveries WHERE endpoint_id = $1 AND state = 'failed'`;
    const again = new DeliveryStore(second).retryChosen({ sql, parameters: [endpointId], forgetsError: true });
    await view.seesWaiting(second);
    await first.query('COMMIT');
    expect(await again).toEqual({ chosen: 1, last: id, retried: 0, endpointIds: [] });
    expect((await read(id)).state).toBe('success');
  });
});
