import type { ObjectLiteral } from 'typeorm';
import { Alert, alertView } from '../alerts/alert.entity.js';
import { Asset, assetView } from '../assets/asset.entity.js';
import { Attachment, attachmentView } from '../attachments/attachment.entity.js';
import { TokenReuse, tokenReuseView } from '../auth/token-reuse.entity.js';
import { Comment, commentView } from '../comments/comment.entity.js';
import { Company, companyView } from '../companies/company.entity.js';
import { Article, articleView } from '../kb/article.entity.js';
import { Machine, machineView } from '../machines/machine.entity.js';
import { Settings, settingsView } from '../settings/settings.entity.js';
import { TicketWatcher } from '../tickets/ticket-watcher.entity.js';
import { Ticket, ticketView } from '../tickets/ticket.entity.js';
import { User, userView } from '../users/user.entity.js';
import type { Changes, EntityClass } from './catalogue/event-definition.js';

type Comparable = (entity: ObjectLiteral) => Record<string, unknown>;

/** What of each tracked entity counts as a change: its public view, and marks that only its triggers look at. */
const COMPARED = new Map<EntityClass<ObjectLiteral>, Comparable>([
  compare(Ticket, ticketView),
  compare(Comment, (comment) => ({ ...commentView(comment), deleted_at: isoTime(comment.deletedAt) })),
  compare(Attachment, attachmentView),
  compare(Article, (article) => ({ ...articleView(article), public_at: isoTime(article.publicAt) })),
  compare(User, (user) => ({ ...userView(user), deleted_at: isoTime(user.deletedAt) })),
  compare(TokenReuse, tokenReuseView),
  compare(Company, companyView),
  compare(Asset, assetView),
  compare(Machine, machineView),
  compare(Alert, alertView),
  compare(Settings, settingsView),
  compare(TicketWatcher, () => ({})),
]);

/** They follow from other fields, or change with every write. */
const IGNORED = new Set(['version', 'updated_at', 'requester_name', 'assignee_name', 'author_name', 'updated_by']);

export function isTracked(target: unknown): target is EntityClass<ObjectLiteral> {
  return COMPARED.has(target as EntityClass<ObjectLiteral>);
}

/** Which public fields differ, by name, each as [old, new]. */
export function changesBetween(
  target: EntityClass<ObjectLiteral>,
  before: ObjectLiteral,
  after: ObjectLiteral,
): Changes {
  const compared = COMPARED.get(target);
  if (compared === undefined) return {};
  const [old, now] = [compared(before), compared(after)];
  const changes: Record<string, [unknown, unknown]> = {};
  for (const field of Object.keys(now)) {
    if (IGNORED.has(field) || JSON.stringify(old[field]) === JSON.stringify(now[field])) continue;
    changes[field] = [old[field], now[field]];
  }
  return changes;
}

function compare<E extends ObjectLiteral>(
  target: EntityClass<E>,
  view: (entity: E) => Record<string, unknown>,
): [EntityClass<ObjectLiteral>, Comparable] {
  // Sound: the recorder looks a view up by the class of the entity that it hands in.
  return [target, view as Comparable];
}

function isoTime(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null;
}
