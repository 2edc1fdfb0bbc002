import type { Role, Viewer } from '../common/visibility.js';
import type { SqlReader } from '../database/sql.js';
import type { AudienceName } from '../events/catalogue/event-definition.js';
import { deskDefinition, isDeskEvent, subjectId, subjectIds } from '../events/desk-events.js';
import { loadEventVisibility, mayViewerSee } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { AUDIENCES, type AudienceContext, type AudienceRule, type Candidate, type TicketPeople } from './audiences.js';
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
}

/**
 * Who is told of which event that concerns certain people: roles, minus the actor, minus the inactive, minus those who may not see it, merged to one
 * per user and event, then preferences and mutes. A handful of set-wise statements for any number of events, one for those
 * that concern nobody.
 */
export async function findRecipients(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Recipient[]> {
  const concerning = events.filter(concernsSomebody);
  if (concerning.length === 0) return [];
  const considered = (await consider(sql, concerning)).filter(({ candidates }) => candidates.length > 0);
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
    const entitled = candidates.filter(({ userId }) => {
      const person = people.get(userId);
      return person !== undefined && visibility !== undefined && mayViewerSee(viewer(person), visibility);
    });
    return merge(entitled).flatMap((candidate) => {
      const mutedBy = row?.muted_ids ?? event.visibleTo?.mutedBy ?? [];
      const channels = channelsOf(candidate, { person: people.get(candidate.userId), mutedBy });
      return channels === null ? [] : [{ ...candidate, event, data, title: row?.title ?? null, channels }];
    });
  });
}

function concernsSomebody(event: LoggedEvent): boolean {
  return rulesOf(event).length > 0 && event.scope !== 'lost';
}

/** What concerns everybody is told by `fan-out.ts`. */
function rulesOf(event: LoggedEvent): AudienceRule[] {
  return audiencesOf(event)
    .map((name) => AUDIENCES[name])
    .filter((rule) => 'find' in rule);
}

/** An event of another service tells whom it names, whatever its type: it may use a name of the desk. */
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
    return {
      context: full,
      row: tickets.get(subjectId(context.event, 'ticket') ?? ''),
      candidates: withoutActor(full, candidates),
    };
  });
}

/** Who asks for a test wants to see it, and who sends an event is a program in a person's name. */
const SELF_TOLD: readonly Reason[] = ['test', 'event'];

function withoutActor({ event }: AudienceContext, candidates: Candidate[]): Candidate[] {
  return candidates.filter(({ userId, reason }) => SELF_TOLD.includes(reason) || userId !== event.actor.id);
}

/** The weightiest reason wins, and with it its type. */
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

/** Null: nothing at all. A test goes out by every channel, whatever was chosen. */
function channelsOf(
  { userId, type }: Candidate,
  { person, mutedBy }: { person: PersonRow | undefined; mutedBy: readonly string[] },
): Channels | null {
  if (type === 'webhook_test') return ALL_CHANNELS;
  if (mutedBy.includes(userId)) return null;
  const channels = person?.preferences?.[type] ?? ALL_CHANNELS;
  return channels.inbox || channels.socket || channels.webhook ? channels : null;
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
  const isAsked = contexts.some(({ event, ticket }) => rulesOf(event).some((rule) => rule.needsAdmins(ticket)));
  if (!isAsked) return [];
  return (await sql.query<{ id: string }>(ADMINS_SQL, [])).map(({ id }) => id);
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
