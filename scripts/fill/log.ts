import type { ObjectLiteral } from 'typeorm';
import { Alert } from '../../src/alerts/alert.entity.js';
import { Asset } from '../../src/assets/asset.entity.js';
import { Comment } from '../../src/comments/comment.entity.js';
import { DEFINITIONS } from '../../src/events/catalogue/catalogue.js';
import type { EntityChange, EntityClass, Operation } from '../../src/events/catalogue/event-definition.js';
import type { EventActor, LoggedEvent, RecordedEvent } from '../../src/events/logged-event.js';
import { fromSnapshot } from '../../src/events/recorded-events.js';
import { changesBetween } from '../../src/events/tracked-entities.js';
import { Article } from '../../src/kb/article.entity.js';
import { Machine } from '../../src/machines/machine.entity.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import { idAt, type Chance } from './chance.js';
import type { FilledDatabase } from './database.js';
import type { Desk } from './desk.js';
import type { Records } from './records.js';

const MAX_DISPATCH_MS = 40;

/** What the recorder would have recorded, in the order of time and with positions after `head`. */
export function eventsOf(chance: Chance, desk: Desk, records: Records, head: number): LoggedEvent[] {
  const agents = desk.agents.map(({ id, name }) => actor(id, name));
  const someone = () => chance.among(agents);
  const events = [
    ...desk.tickets.flatMap((ticket) => ticketEvents(ticket, someone)),
    ...desk.comments.flatMap((comment) => inserted(Comment, comment, actor(comment.authorId, comment.authorName))),
    ...records.articles.flatMap((article) => inserted(Article, article, actor(article.authorId, article.authorName))),
    ...records.assets.flatMap((asset) => inserted(Asset, asset, someone())),
    ...records.machines.flatMap((machine) => inserted(Machine, machine, someone())),
    ...records.alerts.flatMap((alert) => inserted(Alert, alert, someone())),
  ];
  events.sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());
  return events.map((event, index) => ({ ...event, position: head + index + 1 }));
}

/** Under the lock that gives positions, so that a server that runs meanwhile misses nothing and gives none twice. */
export async function readHead(database: FilledDatabase): Promise<number> {
  const [row] = await database.query<{ position: string }>('SELECT position FROM log_head FOR UPDATE');
  return Number(row?.position);
}

export async function storeEvents(
  database: FilledDatabase,
  chance: Chance,
  events: readonly LoggedEvent[],
): Promise<void> {
  await database.insertRows('event_bodies', events.map(bodyRow));
  const entries = events.map(({ id, position, occurredAt }) => ({
    position,
    event_id: id,
    dispatched_at: new Date(occurredAt.getTime() + chance.int(2, MAX_DISPATCH_MS)),
  }));
  await database.insertRows('event_log', entries);
  const last = events.at(-1)?.position;
  if (last !== undefined) await database.query('UPDATE log_head SET position = $1', [last]);
}

function ticketEvents(ticket: Ticket, someone: () => EventActor): RecordedEvent[] {
  const asMade = Object.assign(new Ticket(), ticket, {
    status: 'open',
    version: 1,
    updatedAt: ticket.createdAt,
    resolvedAt: null,
    closedAt: null,
  } satisfies Partial<Ticket>);
  const events = inserted(Ticket, asMade, actor(ticket.requesterId, ticket.requesterName));
  if (ticket.version === 1) return events;
  const changes = changesBetween(Ticket, asMade, ticket);
  const moment = { actor: someone(), at: ticket.updatedAt };
  return [...events, ...recorded(Ticket, 'update', { entity: ticket, changes, found: null }, moment)];
}

function inserted<E extends ObjectLiteral & { createdAt: Date }>(
  target: EntityClass<E>,
  entity: E,
  by: EventActor,
): RecordedEvent[] {
  return recorded(target, 'insert', { entity, changes: {}, found: null }, { actor: by, at: entity.createdAt });
}

function recorded<E extends ObjectLiteral>(
  target: EntityClass<E>,
  on: Operation,
  change: EntityChange<E>,
  { actor: by, at }: { actor: EventActor; at: Date },
): RecordedEvent[] {
  return DEFINITIONS.flatMap((definition) => {
    const triggers = definition.triggers.filter((one) => one.entity === target && one.on === on);
    const fits = triggers.find((one) => one.when?.(change) !== false);
    if (fits === undefined) return [];
    return [
      { ...fromSnapshot(definition, fits.project(change), change.changes), id: idAt(at), occurredAt: at, actor: by },
    ];
  });
}

function actor(id: string, name: string | null): EventActor {
  return { id, name: name ?? 'Someone', type: 'user' };
}

function bodyRow(event: LoggedEvent): object {
  return {
    id: event.id,
    type: event.type,
    category: event.category,
    source: event.source,
    actor: JSON.stringify(event.actor),
    company_id: event.companyId,
    ordering_key: event.orderingKey,
    entity_id: event.entityId,
    scope: event.scope,
    visible_to: event.visibleTo === null ? null : JSON.stringify(event.visibleTo),
    occurred_at: event.occurredAt,
    data: event.data,
    changes: event.changes,
    hops: 0,
  };
}
