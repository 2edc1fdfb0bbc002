import type { Role } from '../../common/visibility.js';
import type { SqlReader } from '../../database/sql.js';
import { deskDefinition, isDeskEvent, subjectId } from '../../events/desk-events.js';
import { patternsOf, takesType } from '../../events/event-patterns.js';
import { loadEventVisibility, type EventVisibility } from '../../events/event-visibility.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import type { OwnerType } from '../endpoints/webhook-endpoint.entity.js';
import { FORMATS, otherTypesOf } from '../formats/formats.js';
import type { PayloadFilters, SeenValue } from '../programs/payload-filter.js';
import { shareOf } from '../programs/program-run.js';
import { mayEndpointSee, type EndpointViewer } from './endpoint-rights.js';
import { loadEventPeople } from './event-people.js';

/** Most installations have none, and most events then need no further query. */
const ANY_SQL = `
  SELECT EXISTS (SELECT FROM webhook_endpoints WHERE kind <> 'personal' AND filter IS NULL) AS plain,
         EXISTS (SELECT FROM webhook_endpoints WHERE filter IS NOT NULL) AS filtered`;

const CANDIDATES_SQL = `
  SELECT e.id, e.owner_type, e.user_id, e.company_id, e.events, e.categories, e.filter, e.failing_program,
         e.include_internal, e.payload_format,
         u.role AS user_role, u.company_id AS user_company_id, u.active AS user_active
    FROM webhook_endpoints e LEFT JOIN users u ON u.id = e.user_id
   WHERE e.kind <> 'personal' AND e.events && $1::text[]
     AND (e.owner_type = 'system' OR (e.owner_type = 'company' AND e.company_id = ANY($2::uuid[]))
          OR (e.owner_type = 'user' AND e.user_id = ANY($3::uuid[])))`;

/** Endpoints whose events are matched at dispatch. */
const PLAIN_SQL = `${CANDIDATES_SQL} AND e.filter IS NULL`;

/** Endpoints whose events the filter stage matches; lagging ones are handled by themselves. */
const FILTERED_SQL = `
  ${CANDIDATES_SQL} AND e.filter IS NOT NULL
     AND NOT EXISTS (SELECT FROM webhook_filter_lags l WHERE l.endpoint_id = e.id AND l.up_to IS NULL)`;

const ONE_SQL = `${CANDIDATES_SQL} AND e.id = $4::uuid`;

export interface CandidateRow {
  id: string;
  owner_type: OwnerType;
  user_id: string | null;
  company_id: string | null;
  events: string[];
  categories: string[];
  filter: string | null;
  failing_program: string | null;
  include_internal: boolean;
  payload_format: string;
  user_role: Role | null;
  user_company_id: string | null;
  user_active: boolean | null;
}

/** One event for one endpoint. */
export interface EndpointMatch {
  readonly endpointId: string;
  readonly payloadFormat: string;
  /** Must still match; null: there is none. */
  readonly filter: string | null;
  /** Whose processor time the filter uses. */
  readonly share: string;
  /** The owner was notified that the filter exceeds its budget. */
  readonly isFilterFailing: boolean;
  readonly event: LoggedEvent;
  /** The event's type, or the one by which the endpoint knows such a change. */
  readonly type: string;
}

/** The rules in the order in which they are checked; all must hold. */
export type MatchRule = 'event' | 'category' | 'audience' | 'right' | 'filter';

export interface RuleOutcome {
  readonly rule: MatchRule;
  readonly holds: boolean;
  readonly reason: string;
  /** Of the rule `filter`, when there is one. */
  readonly values?: readonly SeenValue[];
}

interface EventContext {
  readonly event: LoggedEvent;
  readonly people: ReadonlySet<string>;
  readonly visibility: EventVisibility | undefined;
}

/**
 * For the dispatch: which endpoints without a filter get which events. A handful of statements for any number of
 * either.
 */
export async function findPlainMatches(
  sql: SqlReader,
  events: readonly LoggedEvent[],
): Promise<{ readonly matches: EndpointMatch[]; readonly hasFiltered: boolean }> {
  if (!events.some(isOffered)) return { matches: [], hasFiltered: false };
  const [known] = await sql.query<{ plain: boolean; filtered: boolean }>(ANY_SQL, []);
  const matches = known?.plain === true ? await findMatches(sql, events, { statement: PLAIN_SQL }) : [];
  return { matches, hasFiltered: known?.filtered === true };
}

/** For the filter stage: applies everything except the filters. */
export async function findFilteredMatches(sql: SqlReader, events: readonly LoggedEvent[]): Promise<EndpointMatch[]> {
  return findMatches(sql, events, { statement: FILTERED_SQL });
}

/** The same for one endpoint, with a filter or without. */
export async function findMatchesOf(
  sql: SqlReader,
  events: readonly LoggedEvent[],
  endpointId: string,
): Promise<EndpointMatch[]> {
  return findMatches(sql, events, { statement: ONE_SQL, endpointId });
}

async function findMatches(
  sql: SqlReader,
  events: readonly LoggedEvent[],
  { statement, endpointId }: { statement: string; endpointId?: string },
): Promise<EndpointMatch[]> {
  const offered = events.filter(isOffered);
  if (offered.length === 0) return [];
  const people = await loadEventPeople(sql, offered);
  const candidates = await sql.query<CandidateRow>(statement, [
    [...new Set(offered.flatMap(namesOf))],
    [...new Set(offered.flatMap(({ companyId }) => companyId ?? []))],
    [...new Set([...people.values()].flatMap((ids) => [...ids]))],
    ...(endpointId === undefined ? [] : [endpointId]),
  ]);
  if (candidates.length === 0) return [];
  const visibilities = await loadEventVisibility(sql, offered);
  return offered.flatMap((event) => {
    const context = { event, people: people.get(event.id) ?? new Set(), visibility: visibilities.get(event.id) };
    return candidates.flatMap((row) => match(row, context));
  });
}

/** Why an endpoint did or did not get an event, rule by rule. @throws ProgramsBusy */
export async function explainMatch(
  sql: SqlReader,
  row: CandidateRow,
  { event, filters }: { event: LoggedEvent; filters: PayloadFilters },
): Promise<RuleOutcome[]> {
  const people = await loadEventPeople(sql, [event]);
  const visibilities = await loadEventVisibility(sql, [event]);
  const context = { event, people: people.get(event.id) ?? new Set<string>(), visibility: visibilities.get(event.id) };
  return [...rulesOf(row, context), await filterRule(row, event, filters)];
}

/**
 * For the trace of an event: the first rule that excludes each endpoint. Filters are not run: null means that all other
 * rules hold.
 */
export async function findObstacles(
  sql: SqlReader,
  rows: readonly CandidateRow[],
  event: LoggedEvent,
): Promise<Map<string, RuleOutcome | null>> {
  if (!isOffered(event)) {
    const reason = 'an event of this type is not offered to webhooks';
    return new Map(rows.map(({ id }) => [id, outcome('event', false, reason)]));
  }
  const people = await loadEventPeople(sql, [event]);
  const visibilities = await loadEventVisibility(sql, [event]);
  const context = { event, people: people.get(event.id) ?? new Set<string>(), visibility: visibilities.get(event.id) };
  return new Map(
    rows.map((row) => {
      const isKnown = knownType(row, context) !== null;
      const obstacle = [...rulesOf(row, context)].find(({ rule, holds }) => !holds && !(rule === 'event' && isKnown));
      return [row.id, obstacle ?? null];
    }),
  );
}

async function filterRule(row: CandidateRow, event: LoggedEvent, filters: PayloadFilters): Promise<RuleOutcome> {
  if (row.filter === null) return outcome('filter', true, 'there is none');
  const share = shareOfRow(row);
  const [result] = await filters.run(row.filter, [event], { share });
  const values = await filters.valuesOf(row.filter, event, share);
  return { ...outcome('filter', result?.matches === true, result?.fault ?? row.filter), values };
}

/** Independent of the endpoint's patterns: null only when it may not see the event. */
export async function matchByHand(
  sql: SqlReader,
  row: CandidateRow,
  event: LoggedEvent,
): Promise<EndpointMatch | null> {
  const visibility = (await loadEventVisibility(sql, [event])).get(event.id);
  if (visibility === undefined || !mayEndpointSee(viewerOf(row), event, visibility)) return null;
  const type = knownType(row, { event, people: new Set(), visibility }) ?? event.type;
  return matchOf(row, event, type);
}

function match(row: CandidateRow, context: EventContext): EndpointMatch[] {
  const type = knownType(row, context);
  if (type === null) return [];
  for (const { rule, holds } of rulesOf(row, context)) if (!holds && rule !== 'event') return [];
  return [matchOf(row, context.event, type)];
}

function matchOf(row: CandidateRow, event: LoggedEvent, type: string): EndpointMatch {
  return {
    endpointId: row.id,
    payloadFormat: row.payload_format,
    filter: row.filter,
    share: shareOfRow(row),
    isFilterFailing: row.failing_program === 'filter',
    event,
    type,
  };
}

function shareOfRow({ id, owner_type: ownerType, user_id: userId, company_id: companyId }: CandidateRow): string {
  return shareOf({ id, ownerType, userId, companyId });
}

/** All except the filter. */
function* rulesOf(row: CandidateRow, context: EventContext): Generator<RuleOutcome> {
  const { event, people, visibility } = context;
  yield outcome(
    'event',
    takesType(row.events, event.type),
    `events is ${JSON.stringify(row.events)}, the event is ${event.type}`,
  );
  const inCategory = row.categories.length === 0 || row.categories.includes(event.category);
  yield outcome(
    'category',
    inCategory,
    `categories is ${JSON.stringify(row.categories)}, the event is ${event.category}`,
  );
  // Notified of its own failures, it would only fail again.
  const isItself = subjectId(event, 'endpoint') === row.id;
  const isConcerned = !isItself && (row.owner_type !== 'user' || people.has(row.user_id ?? ''));
  yield outcome('audience', isConcerned, `the endpoint belongs to a ${row.owner_type}`);
  const viewer = viewerOf(row);
  const mayKnow = visibility !== undefined && mayEndpointSee(viewer, event, visibility);
  yield outcome('right', mayKnow, row.include_internal ? 'internal comments included' : 'without internal comments');
}

function outcome(rule: MatchRule, holds: boolean, reason: string): RuleOutcome {
  return { rule, holds, reason };
}

/** A test is for the channels of one person, and the log's internal entries are for no endpoint. */
function isOffered(event: LoggedEvent): boolean {
  return !isDeskEvent(event, 'webhook.test') && deskDefinition(event)?.origin !== 'log';
}

/** All patterns by which an endpoint may have asked for it. */
function namesOf(event: LoggedEvent): string[] {
  const names = patternsOf(event.type);
  return isDeskEvent(event) ? [...names, ...otherTypesOf(event.type).flatMap(patternsOf)] : names;
}

/** By which type the endpoint takes it: the event's own, or one by which receivers of its format know it. */
function knownType(row: CandidateRow, { event, visibility }: EventContext): string | null {
  if (takesType(row.events, event.type)) return event.type;
  const other = isDeskEvent(event) ? FORMATS.get(row.payload_format)?.alsoAs[event.type] : undefined;
  const isPublic = visibility !== undefined && visibility.visibility.userIds.length > 0;
  return other !== undefined && isPublic && takesType(row.events, other) ? other : null;
}

export function viewerOf(row: CandidateRow): EndpointViewer {
  const owner =
    row.user_id === null || row.user_role === null
      ? null
      : { id: row.user_id, role: row.user_role, companyId: row.user_company_id, isActive: row.user_active === true };
  return { ownerType: row.owner_type, owner, companyId: row.company_id, includeInternal: row.include_internal };
}
