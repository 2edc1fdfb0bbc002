import type { LoggedEvent } from '../../src/events/logged-event.js';
import type { DeliveryState } from '../../src/webhooks/queue/delivery-states.js';
import { ANSWER_CLASSES, answerClassOf } from '../../src/webhooks/health/answer-classes.js';
import { bucketOf, BUCKETS } from '../../src/webhooks/health/duration-histogram.js';
import { deliveryKey } from '../../src/webhooks/queue/delivery-key.js';
import { idAt, type Chance } from './chance.js';
import { FILLED_HOURS, type Making } from './desk.js';
import type { Condition, FilledEndpoint } from './webhooks.js';

const HOUR_MS = 3_600_000;
/** What is shown by the hour. */
const RECENT_HOURS = 24;
const RECENT_SHARE = 0.6;
const MAX_TRIES = 9;

interface Failure {
  readonly response_status: number | null;
  readonly response_body: string | null;
  readonly error: string;
}

const FAILURES: readonly Failure[] = [
  { response_status: 500, response_body: '{"error":"internal server error"}', error: 'The receiver answered 500.' },
  {
    response_status: 503,
    response_body: '<html><h1>503 Service Unavailable</h1></html>',
    error: 'The receiver answered 503.',
  },
  { response_status: 404, response_body: 'Not found', error: 'The receiver answered 404.' },
  { response_status: null, response_body: null, error: 'The receiver did not answer completely in time.' },
  { response_status: null, response_body: null, error: 'The receiver refused the connection.' },
  { response_status: null, response_body: null, error: 'The host name does not exist.' },
];

/** Each with its share, by the condition of the endpoint. */
const OUTCOMES: Record<Exclude<Condition, 'idle'>, readonly (readonly [DeliveryState, number])[]> = {
  healthy: [
    ['failed', 0.01],
    ['retry', 0.004],
    ['cancelled', 0.002],
    ['success', 1],
  ],
  failing: [
    ['failed', 0.4],
    ['retry', 0.2],
    ['success', 1],
  ],
  given_up: [
    ['failed', 0.5],
    ['held', 0.4],
    ['success', 1],
  ],
  paused: [
    ['held', 0.5],
    ['success', 1],
  ],
};

export interface FilledQueue {
  readonly deliveries: readonly object[];
  readonly attempts: readonly object[];
  readonly hours: readonly object[];
  readonly lanes: readonly object[];
}

/** Deliveries of these events to endpoints that are not idle, with what came of them. */
export function makeQueue(
  making: Making,
  { endpoints, events }: { endpoints: readonly FilledEndpoint[]; events: readonly LoggedEvent[] },
  count: number,
): FilledQueue {
  const busy = endpoints.filter(({ condition }) => condition !== 'idle');
  const made = Array.from({ length: count }, () => deliveryOf(making, making.chance.among(busy), events));
  const due = made.filter(({ dueAt }) => dueAt !== null);
  const lanes = new Map(due.map(({ endpointId, dueAt }) => [endpointId, { endpoint_id: endpointId, due_at: dueAt }]));
  return {
    deliveries: made.map(({ row }) => row),
    attempts: made.flatMap((one) => one.attempts),
    hours: hourRows(made),
    lanes: [...lanes.values()],
  };
}

interface Made {
  readonly endpointId: string;
  readonly at: Date;
  readonly state: DeliveryState;
  readonly durationMs: number | null;
  readonly status: number | null;
  readonly dueAt: Date | null;
  readonly row: object;
  readonly attempts: readonly object[];
}

function deliveryOf(
  { chance, now }: Making,
  { endpoint, condition }: FilledEndpoint,
  events: readonly LoggedEvent[],
): Made {
  const hours = chance.happens(RECENT_SHARE) ? RECENT_HOURS : FILLED_HOURS;
  const at = new Date(now.getTime() - chance.next() * hours * HOUR_MS);
  const event = chance.among(events);
  const state = stateFor(chance, condition);
  const id = idAt(at);
  // The day's retries are left to a server started on this database: not all of them are due at once.
  const dueAt = state === 'retry' ? new Date(now.getTime() + chance.int(1, 48) * HOUR_MS) : null;
  const failures =
    state === 'failed' ? MAX_TRIES : state === 'retry' ? chance.int(1, MAX_TRIES) : chance.happens(0.03) ? 1 : 0;
  const attempts = Array.from({ length: state === 'held' || state === 'cancelled' ? 0 : failures }, (_, index) =>
    failedAttempt(chance, { id, at, number: index + 1 }),
  );
  const last = attempts.at(-1);
  const outcome = state === 'success' ? succeeded(chance, at) : last === undefined ? unsent(state) : failed(last);
  const tries = attempts.length + (state === 'success' ? 1 : 0);
  const row = {
    id,
    endpoint_id: endpoint.id,
    position: event.position,
    event_id: event.id,
    message_id: event.id,
    event_type: event.type,
    ordering_key: deliveryKey(event),
    state,
    attempts: tries,
    tries,
    waited_ms: 0,
    due_at: dueAt,
    ...outcome,
    created_at: at,
    erased: false,
  };
  const { duration_ms: durationMs, response_status: status } = outcome;
  return { endpointId: endpoint.id, at, state, durationMs, status, dueAt, row, attempts };
}

function stateFor(chance: Chance, condition: Condition): DeliveryState {
  if (condition === 'idle') return 'success';
  for (const [state, share] of OUTCOMES[condition]) if (chance.happens(share)) return state;
  return 'success';
}

function succeeded(chance: Chance, at: Date) {
  const totalMs = chance.int(8, 60) + (chance.happens(0.05) ? chance.int(200, 4_000) : 0);
  const isNew = chance.happens(0.3);
  const connection = isNew ? { dns_ms: 1.2, connect_ms: 3.4, tls_ms: 6.1 } : {};
  return {
    response_status: chance.pick([200, 200, 200, 202, 204]),
    response_body: chance.pick(['', 'ok', '{"received":true}']),
    error: null,
    duration_ms: totalMs,
    timings: JSON.stringify({ ...connection, first_byte_ms: totalMs - 1, total_ms: totalMs }),
    delivered_at: new Date(at.getTime() + totalMs),
  };
}

function unsent(state: DeliveryState) {
  const error = state === 'cancelled' ? 'The recipient is not active any more.' : null;
  return { response_status: null, response_body: null, error, duration_ms: null, timings: null, delivered_at: null };
}

function failed({ response_status, response_body, error, duration_ms, timings }: FailedAttempt) {
  return { response_status, response_body, error, duration_ms, timings, delivered_at: null };
}

interface FailedAttempt {
  readonly delivery_id: string;
  readonly number: number;
  readonly started_at: Date;
  readonly duration_ms: number;
  readonly response_status: number | null;
  readonly response_body: string | null;
  readonly error: string;
  readonly timings: string;
}

function failedAttempt(chance: Chance, { id, at, number }: { id: string; at: Date; number: number }): FailedAttempt {
  const durationMs = chance.int(3, 900);
  return {
    delivery_id: id,
    number,
    started_at: new Date(at.getTime() + (number - 1) * 30_000),
    duration_ms: durationMs,
    ...chance.among(FAILURES),
    timings: JSON.stringify({ dns_ms: 1.4, connect_ms: 2.2, total_ms: durationMs }),
  };
}

interface HourRow {
  readonly endpoint_id: string;
  readonly hour: Date;
  ok: number;
  failed: number;
  readonly durations: number[];
  readonly answers: number[];
  last_at: Date;
}

/** As the writer of results adds them up. */
function hourRows(made: readonly Made[]): HourRow[] {
  const rows = new Map<string, HourRow>();
  for (const { endpointId, at, state, durationMs, status } of made) {
    if (durationMs === null) continue;
    const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
    const key = `${endpointId} ${hour.getTime()}`;
    const row = rows.get(key) ?? emptyHour(endpointId, hour);
    rows.set(key, row);
    if (state === 'success') row.ok += 1;
    else row.failed += 1;
    const bucket = bucketOf(durationMs);
    row.durations[bucket] = (row.durations[bucket] ?? 0) + 1;
    const answer = answerClassOf(status);
    row.answers[answer] = (row.answers[answer] ?? 0) + 1;
    if (at > row.last_at) row.last_at = at;
  }
  return [...rows.values()];
}

function emptyHour(endpointId: string, hour: Date): HourRow {
  const durations = Array.from({ length: BUCKETS }, () => 0);
  const answers = ANSWER_CLASSES.map(() => 0);
  return { endpoint_id: endpointId, hour, ok: 0, failed: 0, durations, answers, last_at: hour };
}
