import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import {
  DataSource,
  type EntityManager,
  type EntityMetadata,
  type InsertEvent,
  type ObjectLiteral,
  type QueryRunner,
  type RemoveEvent,
  type TransactionCommitEvent,
  type TransactionRollbackEvent,
  type UpdateEvent,
} from 'typeorm';
import { noteRecorded } from '../common/request-context.js';
import { SingleInsert, type Alongside, type InsertCompanion } from '../database/single-insert.js';
import { tracer } from '../common/tracing/tracer.js';
import type { Visibility } from '../common/visibility.js';
import { DEFINITIONS } from './catalogue/catalogue.js';
import type { EntityClass, EntityChange, Operation } from './catalogue/event-definition.js';
import { DispatchMetrics } from './dispatch/dispatch-metrics.js';
import { EventStaging, parametersAlongside, storeAlongside } from './event-staging.js';
import type { RecordedEvent } from './logged-event.js';
import { fromSnapshot, recordManualEvent, type ManualEvent } from './recorded-events.js';
import { changesBetween, isTracked } from './tracked-entities.js';
import { refuseInvisibleWrite, refuseSkippedVersion } from './write-guards.js';

/** In-process wake-up: events were committed and wait for the dispatcher. */
export const EVENTS_RECORDED = 'events.recorded';

/**
 * Watches the life cycle of tracked entities and records their changes. The hooks only stage; one INSERT just before
 * COMMIT writes the events. So an event exists exactly when the write does. After the commit only a wake-up follows.
 */
@Injectable()
export class EventRecorder implements InsertCompanion {
  private readonly staging = new EventStaging();
  private readonly found = new WeakMap<ObjectLiteral, Visibility>();
  /** Entities whose events are stored with them. */
  private readonly alone = new WeakMap<QueryRunner, ObjectLiteral>();

  constructor(
    dataSource: DataSource,
    private readonly emitter: EventEmitter2,
    private readonly metrics: DispatchMetrics,
    inserts: SingleInsert,
  ) {
    dataSource.subscribers.push(this);
    inserts.register(this);
  }

  /** Stages an event that is not an entity's change; it is written when the transaction of `manager` commits. */
  record(manager: EntityManager, event: ManualEvent): string {
    const runner = manager.queryRunner;
    if (!runner?.isTransactionActive) throw new Error(`${event.type} must be recorded inside a transaction.`);
    const recorded = recordManualEvent(event);
    this.staging.add(runner, [recorded]);
    return recorded.id;
  }

  beforeInsert(event: InsertEvent<ObjectLiteral>): void {
    if (isTracked(event.metadata.target)) refuseInvisibleWrite(event, 'insert');
  }

  afterInsert(event: InsertEvent<ObjectLiteral>): void {
    if (!isTracked(event.metadata.target) || this.alone.get(event.queryRunner) === event.entity) return;
    this.stage(event, 'insert', { entity: event.entity, changes: {}, found: null });
  }

  /** For an entity that is inserted by one statement: its events go with it, and `afterInsert` makes none. */
  alongside(runner: QueryRunner, { target }: EntityMetadata, entity: ObjectLiteral): Alongside {
    const startedAtMs = performance.now();
    const events = isTracked(target) ? [...eventsOf(target, 'insert', { entity, changes: {}, found: null })] : [];
    this.alone.set(runner, entity);
    return {
      shape: events.length,
      sql: (first, withTime) => storeAlongside(events.length, first, withTime),
      parameters: parametersAlongside(events),
      stored: () => {
        if (events.length > 0) this.staging.wrote(runner, { events, startedAtMs });
      },
    };
  }

  beforeUpdate(event: UpdateEvent<ObjectLiteral>): void {
    if (isTracked(event.metadata.target)) refuseInvisibleWrite(event, 'update');
  }

  afterUpdate(event: UpdateEvent<ObjectLiteral>): void {
    const target = event.metadata.target;
    if (!isTracked(target) || event.entity === undefined) return;
    const entity = merged(event.databaseEntity, event.entity);
    refuseSkippedVersion(event.databaseEntity, entity, event.metadata.name);
    const changes = changesBetween(target, event.databaseEntity, entity);
    if (Object.keys(changes).length > 0) this.stage(event, 'update', { entity, changes, found: null });
  }

  async beforeRemove(event: RemoveEvent<ObjectLiteral>): Promise<void> {
    if (!isTracked(event.metadata.target)) return;
    refuseInvisibleWrite(event, 'remove');
    for (const { triggers } of DEFINITIONS) {
      const trigger = triggers.find((one) => one.entity === event.metadata.target && one.on === 'remove');
      if (trigger?.lookUp && event.entity)
        this.found.set(event.entity, await trigger.lookUp(event.entity, event.manager));
    }
  }

  afterRemove(event: RemoveEvent<ObjectLiteral>): void {
    if (!isTracked(event.metadata.target) || event.entity === undefined) return;
    // remove() has already taken the id off the entity; the database's copy still has it.
    const entity = merged(event.entity, event.databaseEntity ?? {});
    this.stage(event, 'remove', { entity, changes: {}, found: this.found.get(event.entity) ?? null });
  }

  async beforeTransactionCommit(event: TransactionCommitEvent): Promise<void> {
    await this.staging.beforeCommit(event.queryRunner);
  }

  afterTransactionCommit(event: TransactionCommitEvent): void {
    const written = this.staging.afterCommit(event.queryRunner);
    if (written === undefined) return;
    const { events, startedAtMs } = written;
    this.metrics.recorded(events.length);
    noteRecorded(events);
    tracer()?.recorded(events, startedAtMs);
    this.emitter.emit(EVENTS_RECORDED);
  }

  beforeTransactionRollback(event: TransactionRollbackEvent): void {
    this.staging.rollBack(event.queryRunner);
  }

  private stage(
    event: { queryRunner: QueryRunner; metadata: { target: unknown } },
    on: Operation,
    change: EntityChange<ObjectLiteral>,
  ): void {
    const target = event.metadata.target as EntityClass<ObjectLiteral>;
    for (const recorded of eventsOf(target, on, change)) this.staging.add(event.queryRunner, [recorded]);
  }
}

function* eventsOf(
  target: EntityClass<ObjectLiteral>,
  on: Operation,
  change: EntityChange<ObjectLiteral>,
): Generator<RecordedEvent> {
  for (const definition of DEFINITIONS) {
    for (const trigger of definition.triggers) {
      if (trigger.entity !== target || trigger.on !== on || trigger.when?.(change) === false) continue;
      yield fromSnapshot(definition, trigger.project(change), change.changes);
    }
  }
}

/** `save()` accepts partial objects too: fields that they leave out are unchanged. */
function merged(before: ObjectLiteral, after: ObjectLiteral): ObjectLiteral {
  const result = Object.assign(Object.create(Object.getPrototypeOf(before) as object) as ObjectLiteral, before);
  for (const [key, value] of Object.entries(after)) if (value !== undefined) result[key] = value as unknown;
  return result;
}
