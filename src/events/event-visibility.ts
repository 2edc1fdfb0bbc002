import { isStaff, isStaffSql, maySee, maySeeSql, NOBODY, type Viewer, type Visibility } from '../common/visibility.js';
import { commentVisibility } from '../comments/comments.policy.js';
import type { SqlReader } from '../database/sql.js';
import { loadArticleVisibility } from '../kb/article-access.js';
import { loadTicketAccess } from '../tickets/ticket-access.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';
import { loadInternal } from './internal-comments.js';
import type { LoggedEvent } from './logged-event.js';

/** The last known readers of tickets and articles that are gone. $1: their ids as text. */
const DELETED_SQL = `
  SELECT ordering_key AS id, visible_to FROM event_bodies
   WHERE ordering_key = ANY($1::text[]) AND type IN ('ticket.deleted', 'kb_article.deleted') AND scope = 'all' AND source = 'desk'`;

/** Who may see an event: `lost` excludes whoever may see the entity after all. */
export interface EventVisibility {
  readonly visibility: Visibility;
  /** Of the above, not these. */
  readonly except: Visibility | null;
  /** False: staff is left out of groups of people too. */
  readonly includesStaff: boolean;
}

/**
 * Who may see each event now, by the domain's own policies: one answer for rooms, replay, the log over REST, recipients and
 * webhooks. At most five set-wise statements for any number of events.
 *
 * @returns by event id
 */
export async function loadEventVisibility(
  sql: SqlReader,
  events: readonly LoggedEvent[],
): Promise<Map<string, EventVisibility>> {
  const desk = events.filter(hangsOnTicket);
  const ticketIds = [...new Set(desk.map((event) => event.orderingKey ?? ''))];
  const tickets = await loadTicketAccess(sql, ticketIds);
  const goneIds = ticketIds.filter((id) => !tickets.has(id));
  const articleIds = [...new Set(events.filter(isOnArticle).map((event) => event.orderingKey ?? ''))];
  const articles = await loadArticleVisibility(sql, articleIds);
  const gone = await loadDeleted(sql, [...goneIds, ...articleIds.filter((id) => !articles.has(id))]);
  const internal = await loadInternal(sql, desk, goneIds);
  const result = new Map<string, EventVisibility>();
  for (const event of events) {
    const access = tickets.get(event.orderingKey ?? '');
    let current = NOBODY;
    if (hangsOnTicket(event)) current = deskVisibility({ event, access, gone, isInternal: internal.has(event.id) });
    else if (isOnArticle(event)) current = articles.get(event.orderingKey) ?? gone.get(event.orderingKey) ?? NOBODY;
    result.set(event.id, apply(event, current));
  }
  return result;
}

export function mayViewerSee(viewer: Viewer, event: EventVisibility): boolean {
  if (!event.includesStaff && isStaff(viewer)) return false;
  if (event.except !== null && maySee(viewer, event.except)) return false;
  return maySee(viewer, event.visibility);
}

/**
 * `mayViewerSee` as a condition.
 *
 * @param person alias of a table with `id`, `role` and `company_id`
 * @param event expression of type jsonb: an `EventVisibility`
 */
export function mayPersonSeeSql(person: string, event: string): string {
  return `((${event} ->> 'includesStaff')::boolean OR NOT ${isStaffSql(person)})
    AND NOT ${maySeeSql(person, `(${event} -> 'except')`)}
    AND ${maySeeSql(person, `(${event} -> 'visibility')`)}`;
}

function apply(event: LoggedEvent, current: Visibility): EventVisibility {
  const stored = event.visibleTo ?? current;
  if (event.scope === 'lost') return { visibility: stored, except: current, includesStaff: true };
  if (event.scope === 'public') return { visibility: { ...stored, staff: false }, except: null, includesStaff: false };
  if (event.scope === 'staff')
    return { visibility: { ...NOBODY, staff: stored.staff }, except: null, includesStaff: true };
  return { visibility: stored, except: null, includesStaff: true };
}

/** Only events without readers of their own are judged by the ticket as it is now. */
function hangsOnTicket(event: LoggedEvent): boolean {
  return event.orderingKey !== null && /^(ticket|comment|attachment)\./.test(event.type) && event.source === 'desk';
}

/** Judged by the article as it is now, in the same way. */
function isOnArticle(event: LoggedEvent): event is LoggedEvent & { orderingKey: string } {
  return event.orderingKey !== null && event.type.startsWith('kb_article.') && event.source === 'desk';
}

interface DeskContext {
  event: LoggedEvent;
  access: TicketAccess | undefined;
  gone: ReadonlyMap<string, Visibility>;
  isInternal: boolean;
}

function deskVisibility({ event, access, gone, isInternal }: DeskContext): Visibility {
  if (access === undefined) {
    const last = gone.get(event.orderingKey ?? '') ?? NOBODY;
    return isInternal ? { ...NOBODY, staff: last.staff } : last;
  }
  return event.type.startsWith('ticket.')
    ? ticketVisibility(access)
    : commentVisibility(access, { internal: isInternal });
}

async function loadDeleted(sql: SqlReader, ids: readonly string[]): Promise<Map<string, Visibility>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; visible_to: string | null }>(DELETED_SQL, [ids]);
  return new Map(
    rows.map((row) => [row.id, row.visible_to === null ? NOBODY : (JSON.parse(row.visible_to) as Visibility)]),
  );
}
