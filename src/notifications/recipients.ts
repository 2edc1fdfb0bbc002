import type { Role, Viewer } from '../common/visibility.js';
import type { SqlReader } from '../database/sql.js';
import type { AudienceName } from '../events/catalogue/event-definition.js';
import { deskDefinition, isDeskEvent, subjectId, subjectIds } from '../events/desk-events.js';
import { loadEventVisibility, mayViewerSee, type EventVisibility } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import type { RecipientOutcome } from '../events/trace/trace.answers.js';
import {
  AUDIENCES,
  isUnassigned,
  type AudienceContext,
  type AudienceRule,
  type Candidate,
  type Everyone,
  type TicketPeople,
} from './audiences.js';
import { REASONS, type Reason } from './notification-types.js';

/** One row per user and event, after all filters. */
export interface Recipient extends Candidate {
  readonly event: LoggedEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly title: string | null;
  readonly channels: Channels;
}

export interface Channels {
  readonly inbox: boolean;
  readonly socket: boolean;
  readonly webhook: boolean;
}

const TICKETS_SQL = `
  SELECT t.id, t.title, t.requester_id, t.assignee_id,
         ARRAY(SELECT w.user_id FROM ticket_watchers w WHERE w.ticket_id = t.id) AS watcher_ids,
         ARRAY(SELECT m.user_id FROM ticket_mutes m WHERE m.ticket_id = t.id) AS muted_ids
    FROM tickets t WHERE t.id = ANY($1::uuid[])`;

const ADMINS_SQL = "SELECT id FROM users WHERE role = 'admin' AND active";

const PARENT_AUTHORS_SQL = 'SELECT id, author_id FROM comments WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL';

const PEOPLE_SQL = `
  SELECT u.id, u.role, u.company_id,
         (SELECT json_object_agg(p.type, json_build_object('inbox', p.inbox, 'socket', p.socket, 'webhook', p.webhook))
            FROM notification_preferences p WHERE p.user_id = u.id) AS preferences
    FROM users u WHERE u.id = ANY($1::uuid[]) AND u.active`;

const ALL_CHANNELS: Channels = { inbox: true, socket: true, webhook: true };

interface TicketRow {
  id: string;
  title: string;
  requester_id: string;
  assignee_id: string | null;
  watcher_ids: string[];
  muted_ids: string[];
}

interface PersonRow {
  id: string;
  role: Role;
  company_id: string | null;
  preferences: Record<string, Channels> | null;
}

interface Considered {
  context: AudienceContext;
  row: TicketRow | undefined;
  candidates: Candidate[];
  /** The actor is not notified of the actor's own changes. */
  ofActor: Candidate[];
}

/** A person whom an event concerns, and what current rules decide. */
export interface Judged extends Candidate {
  readonly event: LoggedEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly title: string | null;
  readonly outcome: RecipientOutcome;
  /** Null: not notified. */
  readonly channels: Channels | null;
}

/**
 * Who is notified of which event: roles, minus the actor, minus inactive people, minus those who may not see it, merged
 * to one per user and event, then preferences and mutes. A handful of set-wise statements for any number of events, and
 * none when no event has recipient rules.
 */
export async function findRecipients(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Recipient[]> {
  const concerning = events.filter(concernsPeople);
  if (concerning.length === 0) return [];
  const judged = await judge(sql, await consider(sql, concerning));
  return judged.flatMap(({ channels, ...person }) => (channels === null ? [] : [{ ...person, channels }]));
}

/**
 * Everyone whom one event concerns, with the outcome by current rules, rights and preferences.
 *
 * @param userIds for an event that concerns everyone: only these people
 */
export async function judgeRecipients(
  sql: SqlReader,
  event: LoggedEvent,
  userIds: readonly string[],
): Promise<Judged[]> {
  const everyone = everyoneOf(event);
  if (everyone === null && !concernsPeople(event)) return [];
  const considered = everyone === null ? await consider(sql, [event]) : [considerSome(event, everyone, userIds)];
  const judged = await judge(sql, considered);
  const reached = new Set(judged.map(({ userId }) => userId));
  return considered.flatMap(({ context, row, ofActor }) => {
    const { event: own, data } = context;
    const rest = merge(ofActor.filter(({ userId }) => !reached.has(userId)));
    const actors = rest.map((candidate): Judged => {
      return { ...candidate, event: own, data, title: row?.title ?? null, outcome: 'actor', channels: null };
    });
    return [...judged, ...actors];
  });
}

async function judge(sql: SqlReader, all: readonly Considered[]): Promise<Judged[]> {
  const considered = all.filter(({ candidates }) => candidates.length > 0);
  if (considered.length === 0) return [];
  const userIds = new Set(considered.flatMap(({ candidates }) => candidates.map(({ userId }) => userId)));
  const rows = await sql.query<PersonRow>(PEOPLE_SQL, [[...userIds]]);
  const people = new Map(rows.map((row) => [row.id, row]));
  const visibilities = await loadEventVisibility(
    sql,
    considered.map(({ context }) => context.event),
  );
  return considered.flatMap(({ context, row, candidates }) => {
    const { event, data } = context;
    const visibility = visibilities.get(event.id);
    const mutedBy = row?.muted_ids ?? event.visibleTo?.mutedBy ?? [];
    return merge(candidates).map((candidate): Judged => {
      const person = people.get(candidate.userId);
      const verdict = verdictOn(candidate, { person, visibility, mutedBy });
      return { ...candidate, event, data, title: row?.title ?? null, ...verdict };
    });
  });
}

interface Circumstances {
  /** Undefined: not active. */
  readonly person: PersonRow | undefined;
  readonly visibility: EventVisibility | undefined;
  readonly mutedBy: readonly string[];
}

/** A test goes out on every channel, whatever the preferences say. */
function verdictOn(
  { userId, type }: Candidate,
  { person, visibility, mutedBy }: Circumstances,
): Pick<Judged, 'outcome' | 'channels'> {
  if (person === undefined) return { outcome: 'inactive', channels: null };
  if (visibility === undefined || !mayViewerSee(viewer(person), visibility)) {
    return { outcome: 'no_access', channels: null };
  }
  if (type === 'webhook_test') return { outcome: 'notified', channels: ALL_CHANNELS };
  if (mutedBy.includes(userId)) return { outcome: 'muted', channels: null };
  const channels = person.preferences?.[type] ?? ALL_CHANNELS;
  if (!channels.inbox && !channels.socket && !channels.webhook) return { outcome: 'switched_off', channels: null };
  return { outcome: 'notified', channels };
}

function concernsPeople(event: LoggedEvent): boolean {
  return rulesOf(event).length > 0 && event.scope !== 'lost';
}

/** Events for everyone are handled by `fan-out.ts`. */
function rulesOf(event: LoggedEvent): AudienceRule[] {
  return audiencesOf(event)
    .map((name) => AUDIENCES[name])
    .filter((rule) => 'find' in rule);
}

/** Null: it concerns certain people, or no one. */
export function everyoneOf(event: LoggedEvent): Everyone | null {
  if (event.scope === 'lost') return null;
  const rules = (deskDefinition(event)?.audiences ?? []).map((name) => AUDIENCES[name]);
  return rules.find((rule) => 'reason' in rule) ?? null;
}

/** An event from outside concerns the person it names, even if its type is one of the desk's. */
function audiencesOf(event: LoggedEvent): readonly AudienceName[] {
  if (event.source === 'external') return event.notify === null ? [] : ['outside_event'];
  return deskDefinition(event)?.audiences ?? [];
}

async function consider(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Considered[]> {
  const tickets = await loadTickets(sql, events);
  const contexts = events.map((event) => contextOf(event, tickets.get(subjectId(event, 'ticket') ?? '')));
  const adminIds = await loadAdmins(sql, contexts);
  const parents = await loadParentAuthors(sql, contexts);
  return contexts.map((context) => {
    const parentAuthorId = parents.get(String(context.data['parent_id'])) ?? null;
    const full = { ...context, adminIds, parentAuthorId };
    const candidates = rulesOf(context.event).flatMap((rule) => rule.find(full));
    return { context: full, row: tickets.get(subjectId(context.event, 'ticket') ?? ''), ...split(full, candidates) };
  });
}

/** Of everyone, only these. */
function considerSome(event: LoggedEvent, { type, reason }: Everyone, userIds: readonly string[]): Considered {
  const context = contextOf(event, undefined);
  const candidates = userIds.map((userId) => ({ userId, type, reason }));
  return { context, row: undefined, ...split(context, candidates) };
}

/** The sender of a test wants to see it; the sender of an outside event is a program acting for a person. */
const SELF_TOLD: readonly Reason[] = ['test', 'event'];

function split({ event }: AudienceContext, found: readonly Candidate[]): Pick<Considered, 'candidates' | 'ofActor'> {
  const isActor = ({ userId, reason }: Candidate) => !SELF_TOLD.includes(reason) && userId === event.actor.id;
  return { candidates: found.filter((candidate) => !isActor(candidate)), ofActor: found.filter(isActor) };
}

/** The strongest reason wins, and its type with it. */
function merge(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = best.get(candidate.userId);
    if (known === undefined || weight(candidate) < weight(known)) best.set(candidate.userId, candidate);
  }
  return [...best.values()];
}

function weight({ reason }: Candidate): number {
  return REASONS.indexOf(reason);
}

function viewer({ id, role, company_id: companyId }: PersonRow): Viewer {
  return { id, role, companyId };
}

function contextOf(event: LoggedEvent, row: TicketRow | undefined): AudienceContext {
  const ticket: TicketPeople | null =
    row === undefined
      ? null
      : { requesterId: row.requester_id, assigneeId: row.assignee_id, watcherIds: row.watcher_ids };
  return {
    event,
    data: JSON.parse(event.data) as Record<string, unknown>,
    changes: event.changes === null ? {} : (JSON.parse(event.changes) as AudienceContext['changes']),
    ticket,
    adminIds: [],
    parentAuthorId: null,
  };
}

async function loadTickets(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Map<string, TicketRow>> {
  const ids = subjectIds(events, 'ticket');
  if (ids.length === 0) return new Map();
  const rows = await sql.query<TicketRow>(TICKETS_SQL, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

async function loadAdmins(sql: SqlReader, contexts: readonly AudienceContext[]): Promise<string[]> {
  if (!contexts.some(needsAdmins)) return [];
  return (await sql.query<{ id: string }>(ADMINS_SQL, [])).map(({ id }) => id);
}

/** Loaded only when needed: they cost one statement per batch. */
function needsAdmins({ event, ticket }: AudienceContext): boolean {
  const need = deskDefinition(event)?.needsAdmins ?? 'never';
  return need === 'always' || (need === 'while-unassigned' && isUnassigned(ticket));
}

async function loadParentAuthors(sql: SqlReader, contexts: readonly AudienceContext[]): Promise<Map<string, string>> {
  const ids = contexts
    .filter(({ event }) => isDeskEvent(event, 'comment.created'))
    .map(({ data }) => data['parent_id'])
    .filter((id) => typeof id === 'string');
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; author_id: string }>(PARENT_AUTHORS_SQL, [ids]);
  return new Map(rows.map((row) => [row.id, row.author_id]));
}
