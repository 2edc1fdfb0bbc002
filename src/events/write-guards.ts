import type { InsertEvent, ObjectLiteral, RemoveEvent, UpdateEvent } from 'typeorm';

type WriteEvent = InsertEvent<ObjectLiteral> | UpdateEvent<ObjectLiteral> | RemoveEvent<ObjectLiteral>;

/**
 * Refuses writes to tracked entities that the hooks cannot see completely: `insert()` and criteria writes run outside a
 * transaction or without the row, and would change the desk without an event.
 *
 * @throws Error that names the entity: a programming error, never caused by input
 */
export function refuseInvisibleWrite(event: WriteEvent, operation: 'insert' | 'update' | 'remove'): void {
  const sees =
    operation === 'insert' ? event.entity : 'databaseEntity' in event && event.databaseEntity && event.entity;
  if (event.queryRunner.isTransactionActive && sees) return;
  throw new Error(
    `${event.metadata.name}: ${operation} without its entity or outside a transaction would make no event; use save() or remove() of a loaded entity.`,
  );
}

/**
 * `save()` loads the row before it begins its transaction and never compares versions, so two concurrent changes would
 * record a false snapshot. Services must lock the row first; this stops code that forgets.
 */
export function refuseSkippedVersion(before: ObjectLiteral | undefined, after: ObjectLiteral, name: string): void {
  const [old, now]: unknown[] = [before?.['version'], after['version']];
  if (typeof old !== 'number' || now === old + 1) return;
  throw new Error(`${name}: version went from ${old} to ${String(now)}; lock and load the row before changing it.`);
}
