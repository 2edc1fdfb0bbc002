import { Conflict } from '../common/errors.js';
import { MAX_HOPS } from '../common/hop-stamps.js';
import { newId } from '../common/ids.js';
import { currentActor, currentHops } from '../common/request-context.js';
import type { Visibility } from '../common/visibility.js';
import { findDefinition } from './catalogue/catalogue.js';
import { categoryOf } from './catalogue/categories.js';
import type { Category, Changes, EventDefinition, Snapshot } from './catalogue/event-definition.js';
import type { EventActor, RecordedEvent } from './logged-event.js';

/** An event that no entity's life cycle makes. */
export interface ManualEvent {
  /** Left out: a new one. */
  readonly id?: string;
  /** Left out: that of its type. */
  readonly category?: Category;
  readonly type: string;
  readonly data: object;
  readonly userId?: string | null;
  readonly companyId?: string | null;
  readonly orderingKey?: string | null;
  readonly entityId?: string | null;
  readonly visibleTo?: Visibility | null;
  readonly source?: RecordedEvent['source'];
  readonly embed?: object;
  readonly notify?: string;
}

/** No actor: Carillon itself reports it. */
export const SYSTEM: EventActor = { id: null, name: 'System', type: 'system' };

/** Serialises `data` once: these bytes are stored and sent ever after. */
export function fromSnapshot(definition: EventDefinition, snapshot: Snapshot, changes: Changes): RecordedEvent {
  return {
    id: newId(),
    type: definition.type,
    category: definition.category,
    source: 'desk',
    actor: actor(),
    userId: null,
    companyId: snapshot.companyId,
    orderingKey: snapshot.orderingKey,
    entityId: snapshot.entityId,
    scope: snapshot.scope ?? 'all',
    visibleTo: snapshot.visibleTo ?? null,
    occurredAt: new Date(),
    data: JSON.stringify(snapshot.data),
    changes: snapshot.withoutChanges || Object.keys(changes).length === 0 ? null : JSON.stringify(changes),
    embed: null,
    notify: snapshot.notify ?? null,
    hops: hops(),
  };
}

export function recordManualEvent(event: ManualEvent): RecordedEvent {
  return {
    id: event.id ?? newId(),
    type: event.type,
    category: event.category ?? findDefinition(event.type)?.category ?? categoryOf(event.type),
    source: event.source ?? 'desk',
    actor: actor(),
    userId: event.userId ?? null,
    companyId: event.companyId ?? null,
    orderingKey: event.orderingKey ?? null,
    entityId: event.entityId ?? null,
    scope: 'all',
    visibleTo: event.visibleTo ?? null,
    occurredAt: new Date(),
    data: JSON.stringify(event.data),
    changes: null,
    embed: event.embed === undefined ? null : JSON.stringify(event.embed),
    notify: event.notify ?? null,
    hops: hops(),
  };
}

/** 409: a chain of deliveries led to this event: endpoints feed each other, or one feeds itself. */
export class LoopDetected extends Conflict {
  constructor() {
    const detail = `This event is the result of more than ${MAX_HOPS} deliveries in a row, each caused by the one before.`;
    super('loop_detected', `${detail} Do not answer an event by sending one that the same endpoint receives.`);
  }
}

/** @throws LoopDetected */
function hops(): number {
  const count = currentHops();
  if (count > MAX_HOPS) throw new LoopDetected();
  return count;
}

function actor(): EventActor {
  const current = currentActor();
  return current === null ? SYSTEM : { id: current.id, name: current.name, type: current.type };
}
