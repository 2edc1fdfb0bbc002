import { isStaff, isStaffSql, maySee, maySeeSql, NOBODY, type Viewer, type Visibility } from '../common/visibility.js';
import { commentVisibility } from '../comments/comments.policy.js';
import type { SqlReader } from '../database/sql.js';
import { loadArticleVisibility } from '../kb/article-access.js';
import { loadTicketAccess } from '../tickets/ticket-access.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';
import { deskDefinition, subjectId, subjectIds } from './desk-events.js';
import { loadInternal } from './internal-comments.js';
import type { LoggedEvent } from './logged-event.js';
import { loadDeletionRows } from './tombstones.js';

/** Who may see an event. Scope `lost` excludes people who may still see the entity. */
export interface EventVisibility {
  readonly visibility: Visibility;
  /** Excludes these people from the above. */
  readonly except: Visibility | null;
  /** False: staff is also excluded from groups of people. */
  readonly includesStaff: boolean;
}

/**
 * Who may see each event now, by the domain's own policies: one answer for rooms, replay, the log over REST, recipients
 * and webhooks. At most five set-wise statements for any number of events.
 *
 * @returns by event id
 */
export async function loadEventVisibility(
  sql: SqlReader,
  events: readonly LoggedEvent[],
): Promise<Map<string, EventVisibility>> {
  const ticketIds = subjectIds(events, 'ticket');
  const tickets = await loadTicketAccess(sql, ticketIds);
  const goneIds = ticketIds.filter((id) => !tickets.has(id));
  const articleIds = subjectIds(events, 'article');
  const articles = await loadArticleVisibility(sql, articleIds);
  const gone = await loadDeleted(sql, [...goneIds, ...articleIds.filter((id) => !articles.has(id))]);
  const internal = await loadInternal(sql, events, goneIds);
  const result = new Map<string, EventVisibility>();
  for (const event of events) {
    const ticketId = subjectId(event, 'ticket');
    const articleId = subjectId(event, 'article');
    let current = NOBODY;
    if (ticketId !== null) {
      const last = gone.get(ticketId) ?? NOBODY;
      current = onTicket({ event, access: tickets.get(ticketId), last, isInternal: internal.has(event.id) });
    } else if (articleId !== null) current = articles.get(articleId) ?? gone.get(articleId) ?? NOBODY;
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
 * `mayViewerSee` as an SQL condition.
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

interface TicketContext {
  event: LoggedEvent;
  access: TicketAccess | undefined;
  /** Who could see the ticket when it was deleted. */
  last: Visibility;
  isInternal: boolean;
}

function onTicket({ event, access, last, isInternal }: TicketContext): Visibility {
  if (access === undefined) return isInternal ? { ...NOBODY, staff: last.staff } : last;
  return deskDefinition(event)?.part === null
    ? ticketVisibility(access)
    : commentVisibility(access, { internal: isInternal });
}

/** The last known readers of deleted tickets and articles. */
async function loadDeleted(sql: SqlReader, ids: readonly string[]): Promise<Map<string, Visibility>> {
  const rows = await loadDeletionRows(sql, ids);
  return new Map(rows.map((row) => [row.id, readVisibility(row.visible_to)]));
}

/** A damaged stored text gives no one access, and does not affect others. */
function readVisibility(text: string | null): Visibility {
  try {
    return (JSON.parse(text ?? 'null') as Visibility | null) ?? NOBODY;
  } catch {
    return NOBODY;
  }
}
