import type { InsertEvent, ObjectLiteral, RemoveEvent, UpdateEvent } from 'typeorm';

type WriteEvent = InsertEvent<ObjectLiteral> | UpdateEvent<ObjectLiteral> | RemoveEvent<ObjectLiteral>;

/**
 * Refuses a write on a tracked entity that the hooks cannot see whole: `insert()` and criteria writes run outside a
 * transaction or without the row, and would change the desk in silence.
 *
 * @throws Error naming the entity; a fault of our own code, never of a caller's input
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
 * `save()` loads the row before it begins its transaction and never compares versions: two changes at once would record a
 * snapshot that was never true. Services lock the row first; whoever forgets is stopped here.
 */
export function refuseSkippedVersion(before: ObjectLiteral | undefined, after: ObjectLiteral, name: string): void {
  const [old, now]: unknown[] = [before?.['version'], after['version']];
  if (typeof old !== 'number' || now === old + 1) return;
  throw new Error(`${name}: version went from ${old} to ${String(now)}; lock and load the row before changing it.`);
}
