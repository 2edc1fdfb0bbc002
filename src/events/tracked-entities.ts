import type { ObjectLiteral } from 'typeorm';
import { DEFINITIONS } from './catalogue/catalogue.js';
import type { Changes, EntityClass, Tracked } from './catalogue/event-definition.js';

/** By entity: all that the catalogue has a trigger for. */
const TRACKED = new Map<EntityClass<ObjectLiteral>, Tracked<ObjectLiteral>>(
  DEFINITIONS.flatMap(({ triggers }) => triggers.map((trigger) => [trigger.entity, trigger])),
);

/** They follow from other fields, or change with every write. */
const IGNORED = new Set(['version', 'updated_at', 'requester_name', 'assignee_name', 'author_name', 'updated_by']);

export function isTracked(target: unknown): target is EntityClass<ObjectLiteral> {
  return TRACKED.has(target as EntityClass<ObjectLiteral>);
}

/** The public fields that differ, by name, each as [old, new]. */
export function changesBetween(
  target: EntityClass<ObjectLiteral>,
  before: ObjectLiteral,
  after: ObjectLiteral,
): Changes {
  const tracked = TRACKED.get(target);
  if (tracked === undefined) return {};
  const [old, now] = [tracked.compared(before), tracked.compared(after)];
  const changes: Record<string, [unknown, unknown]> = {};
  for (const field of Object.keys(now)) {
    if (IGNORED.has(field) || JSON.stringify(old[field]) === JSON.stringify(now[field])) continue;
    changes[field] = [old[field], now[field]];
  }
  return changes;
}
