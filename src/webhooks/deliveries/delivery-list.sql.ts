import { uuidBoundary } from '../../common/ids.js';
import type { Viewer } from '../../common/visibility.js';
import { PLANNED_EACH_TIME } from '../../database/preparing-client.js';
import { endpointReader, visibleEndpoints } from '../endpoints/endpoints.policy.js';
import { DELIVERY_COLUMNS, deliveryOf, type DeliveryRow } from '../queue/delivery-rows.js';
import type { DeliveryState } from '../queue/delivery-states.js';

/**
 * A filter without an index looks through at most this many deliveries per page (per endpoint, for viewers with few
 * endpoints).
 */
export const MAX_SCANNED = 5_000;
/**
 * Rows found by an index are shown, except those of endpoints that this viewer may not see. So a page may be shorter.
 */
const MIN_SCANNED = 250;

const PLANNED_WITH_VALUES = `/* ${PLANNED_EACH_TIME} */`;

/** An id is made a little before its row, and by another clock. */
const CLOCK_SKEW_MS = 60_000;
const WAITING: ReadonlySet<DeliveryState> = new Set(['pending', 'retry', 'held']);
const MESSAGES = 'webhook_messages';
const QUEUE = 'webhook_queue';

export interface DeliverySearch {
  readonly state: DeliveryState | null;
  readonly type: string | null;
  readonly webhookId: string | null;
  readonly eventId: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
  /** Only older ones than this id. */
  readonly before: string | null;
}

export interface ListedRow extends DeliveryRow {
  webhook_id: string;
  webhook_name: string;
}

/** At least one row. `delivery_id` is null when nothing was found. */
export type SearchRow = ListedRow & { bound: string | null };

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * Looks through a limited number of deliveries, newest first. Where it stopped early, `bound` is the lowest id that it
 * looked at: the next page continues there.
 *
 * @param endpointIds whose deliveries; null: all that the viewer may see, in one walk over all deliveries
 * @param limit maximum rows
 */
export function searchStatement(
  { viewer, endpointIds }: { viewer: Viewer; endpointIds: readonly string[] | null },
  search: DeliverySearch,
  limit: number,
): Statement {
  const values: unknown[] = endpointReader(viewer);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const places = placesOf(search);
  const rules = unindexed(search, places, bind);
  const budget = rules.length > 0 ? MAX_SCANNED : MIN_SCANNED;
  const bounds = indexed(search, places, bind).join(' AND ');
  const part = (table: string, from: string) => {
    const state = stateRule(search, table, endpointIds === null);
    return `(SELECT d.id, d.endpoint_id FROM ${table} d WHERE ${[from, bounds, ...state].join(' AND ')} ORDER BY d.id DESC LIMIT ${budget})`;
  };
  const scan = (from: string) =>
    `(SELECT w.*, (${['true', ...rules].join(' AND ')}) AS is_match
        FROM (SELECT * FROM (${places.map((table) => part(table, from)).join(' UNION ALL ')}) parts ORDER BY id DESC LIMIT ${budget}) w)`;
  // A walk per endpoint, with its id in the text: one plan for all would read and sort everything of a busy one.
  const scans = endpointIds?.map(
    (id, walk) => `SELECT ${walk} AS walk, s.* FROM ${scan(`d.endpoint_id = ${bind(id)}`)} s`,
  );
  const text = `${PLANNED_WITH_VALUES}
    WITH scanned AS MATERIALIZED (${scans?.join(' UNION ALL ') ?? `SELECT 0 AS walk, s.* FROM ${scan('true')} s`}),
    stopped AS (
      SELECT max(last)::uuid AS bound
        FROM (SELECT min(id::text) AS last FROM scanned GROUP BY walk HAVING count(*) = ${budget}) walks),
    found AS (
      SELECT s.id, e.name FROM stopped, scanned s JOIN webhook_endpoints e ON e.id = s.endpoint_id
       WHERE ${visibleEndpoints(1)} AND s.is_match AND (bound IS NULL OR s.id >= bound) ORDER BY s.id DESC LIMIT ${bind(limit)})
    SELECT stopped.bound, rows.* FROM stopped LEFT JOIN LATERAL (
      SELECT ${DELIVERY_COLUMNS}, d.endpoint_id AS webhook_id, found.name AS webhook_name
        FROM found ${deliveryOf('found')}) rows ON true
     ORDER BY rows.delivery_id DESC`;
  return { text, values };
}

export function isFiltered({ state, type, eventId, since, until }: DeliverySearch): boolean {
  return [state, type, eventId, since, until].some((filter) => filter !== null);
}

/**
 * Where to walk: over what waits or over what came to nothing, if that is asked for; of an event, and of the rest, over all
 * messages. What was over before there were outcomes has its own in the message.
 */
function placesOf({ state, eventId }: DeliverySearch): readonly string[] {
  if (eventId !== null || state === null || state === 'success') return [MESSAGES];
  return WAITING.has(state) ? [QUEUE] : ['webhook_outcomes', MESSAGES];
}

/** Conditions that an index can use, or that limit the walk. */
function indexed(
  { eventId, since, until, before }: DeliverySearch,
  places: readonly string[],
  bind: (value: unknown) => string,
): string[] {
  const rules = ['true'];
  if (before !== null) rules.push(`d.id < ${bind(before)}::uuid`);
  if (since !== null) rules.push(`d.id >= ${bind(uuidBoundary(since.getTime() - CLOCK_SKEW_MS))}::uuid`);
  if (until !== null) rules.push(`d.id <= ${bind(uuidBoundary(until.getTime() + CLOCK_SKEW_MS))}::uuid`);
  if (eventId !== null && places.includes(MESSAGES)) {
    rules.push(`d.event_id = ${bind(eventId)}::uuid`);
    // Deliveries are made after their event, and ids grow with time.
    const madeAtMs = Number.parseInt(eventId.replaceAll('-', '').slice(0, 12), 16);
    rules.push(`d.id >= ${bind(uuidBoundary(madeAtMs - CLOCK_SKEW_MS))}::uuid`);
  }
  return rules;
}

/**
 * Of the part that is walked. Written out, because the planner would not match a parameter with the condition of the partial
 * indexes. `lower` keeps it from using the index over all endpoints where the one by endpoint finds the rows at once.
 */
function stateRule(search: DeliverySearch, table: string, isWalk: boolean): string[] {
  const { state } = search;
  if (state === null || !isByState(search) || (isWalk && table === QUEUE)) return [];
  return isWalk ? [`lower(d.state) = '${state}'`] : [`d.state = '${state}'`];
}

/** Whether the parts that are walked have an index by this state. */
function isByState({ state, eventId }: DeliverySearch): boolean {
  return eventId === null && state !== null && state !== 'success';
}

/** About a row `w` of the walk. */
function unindexed(search: DeliverySearch, places: readonly string[], bind: (value: unknown) => string): string[] {
  const { state, type, since, until } = search;
  const rules: string[] = [];
  if (state !== null && (!isByState(search) || places.includes(QUEUE))) {
    rules.push(`(SELECT x.state FROM webhook_deliveries x WHERE x.id = w.id) = ${bind(state)}`);
  }
  const ofMessage: string[] = [];
  if (type !== null) ofMessage.push(`m.event_type = ${bind(type)}`);
  if (since !== null) ofMessage.push(`m.created_at >= ${bind(since)}::timestamptz`);
  if (until !== null) ofMessage.push(`m.created_at <= ${bind(until)}::timestamptz`);
  if (ofMessage.length > 0) rules.push(`(SELECT ${ofMessage.join(' AND ')} FROM webhook_messages m WHERE m.id = w.id)`);
  return rules;
}
