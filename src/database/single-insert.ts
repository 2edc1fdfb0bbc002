import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityMetadata,
  type EntitySubscriberInterface,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import { WHOLE_TRANSACTION } from './gathering-client.js';
import type { VersionedEntity } from './versioned.entity.js';

type Column = EntityMetadata['columns'][number];

/** Stored in the same statement as an entity. */
export interface Alongside {
  /**
   * Further WITH queries, each with a comma before it.
   *
   * @param first number of the first of its parameters
   * @param withTime makes text with the row's time of a parameter with the pieces of `piecesOf`
   */
  sql(first: number, withTime: (pieces: string) => string): string;
  /** Tells apart texts that `sql` makes for entities of one class. */
  readonly shape: number;
  readonly parameters: readonly unknown[];
  /** Called when all is stored, before the hooks after the insert. */
  stored(): void;
}

/** A subscriber that stores something with each entity, and reads of the row no more than the entity has. */
export interface InsertCompanion extends EntitySubscriberInterface {
  alongside(runner: QueryRunner, metadata: EntityMetadata, entity: ObjectLiteral): Alongside;
}

/** How an entity of a class is inserted. */
interface InsertPlan {
  readonly metadata: EntityMetadata;
  /** Whose values are parameters. */
  readonly columns: readonly Column[];
  readonly createdAt: Column;
  readonly updatedAt: Column;
  /** By `Alongside.shape`. */
  readonly texts: Map<number, string>;
}

/** Stands for the time of the insert, in entities and in text, until the database has set it. No one can guess it. */
const PENDING = `time-${randomUUID()}`;

class PendingTime extends Date {
  constructor() {
    super(Number.NaN);
  }

  override toISOString(): string {
    return PENDING;
  }

  override toJSON(): string {
    return PENDING;
  }
}

/** Text made of an entity that waits to be inserted: what stands before, between and after its times. */
export function piecesOf(text: string): string[] {
  return text.split(PENDING);
}

/**
 * Inserts one new entity, with what its companion stores alongside, by a single statement that needs no BEGIN and no
 * COMMIT. Hooks and subscribers are called as by `save()`, inside a transaction as they see it; its outcome is that of the
 * statement. Where that would differ from `save()`, it is `save()`.
 */
@Injectable()
export class SingleInsert {
  private companion: InsertCompanion | undefined;
  private readonly plans = new Map<unknown, InsertPlan | null>();

  constructor(private readonly dataSource: DataSource) {}

  /** For the folder of events, which stands above. */
  register(companion: InsertCompanion): void {
    this.companion = companion;
  }

  /** @throws QueryFailedError: nothing is stored */
  async save<E extends VersionedEntity>(entity: E): Promise<E> {
    const plan = this.planOf(entity.constructor);
    if (plan === null || !this.isSeenByCompanionAlone(plan) || !hasItsDefaults(plan, entity)) {
      return this.dataSource.manager.save(entity);
    }
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await this.insert(runner, plan, entity);
      await runner.commitTransaction();
      return entity;
    } catch (error) {
      Object.assign(entity, { version: undefined, createdAt: undefined, updatedAt: undefined });
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async insert(runner: QueryRunner, plan: InsertPlan, entity: VersionedEntity): Promise<void> {
    const { metadata } = plan;
    await runner.broadcaster.broadcast('BeforeInsert', metadata, entity);
    for (const column of plan.columns) {
      if (column.getEntityValue(entity) === undefined) column.setEntityValue(entity, null);
    }
    Object.assign(entity, { version: 1, createdAt: new PendingTime(), updatedAt: new PendingTime() });
    const alongside = this.isWatching ? this.companion?.alongside(runner, metadata, entity) : undefined;
    const { driver } = this.dataSource;
    const values = plan.columns.map(
      (column) => driver.preparePersistentValue(column.getEntityValue(entity), column) as unknown,
    );
    const sql = textOf(plan, alongside);
    const [row] = (await runner.query(sql, [...values, ...(alongside?.parameters ?? [])])) as Record<string, unknown>[];
    for (const column of [plan.createdAt, plan.updatedAt]) {
      column.setEntityValue(entity, driver.prepareHydratedValue(row?.[column.databaseName], column));
    }
    alongside?.stored();
    await runner.broadcaster.broadcast('AfterInsert', metadata, entity);
  }

  private get isWatching(): boolean {
    return this.companion !== undefined && this.dataSource.subscribers.includes(this.companion);
  }

  /** Others that act after the insert count on a transaction that is still open. */
  private isSeenByCompanionAlone({ metadata }: InsertPlan): boolean {
    return this.dataSource.subscribers.every((subscriber) => {
      if (subscriber === this.companion) return true;
      if (subscriber.beforeTransactionCommit !== undefined) return false;
      const target = subscriber.listenTo?.();
      return subscriber.afterInsert === undefined || (target !== undefined && target !== metadata.target);
    });
  }

  private planOf(target: unknown): InsertPlan | null {
    let plan = this.plans.get(target);
    if (plan === undefined) {
      plan = makePlan(this.dataSource.getMetadata(target as new () => ObjectLiteral));
      this.plans.set(target, plan);
    }
    return plan;
  }
}

/** Null: TypeORM does more for such an entity than insert a row. */
function makePlan(metadata: EntityMetadata): InsertPlan | null {
  const { createDateColumn: createdAt, updateDateColumn: updatedAt, versionColumn: version } = metadata;
  if (createdAt === undefined || updatedAt === undefined || version === undefined) return null;
  const isPlain =
    // Both are the time of the statement, so one text has both.
    defaultOf(createdAt) === defaultOf(updatedAt) &&
    createdAt.precision === updatedAt.precision &&
    metadata.relations.length === 0 &&
    metadata.columns.every(({ embeddedMetadata }) => embeddedMetadata === undefined) &&
    metadata.afterInsertListeners.length === 0 &&
    metadata.treeType === undefined &&
    metadata.inheritancePattern === undefined &&
    metadata.generatedColumns.length === 0;
  if (!isPlain) return null;
  const special = new Set([createdAt, updatedAt, version]);
  const columns = metadata.columns.filter(
    (column) => column.isInsert && !column.isVirtualProperty && !special.has(column),
  );
  return { metadata, columns, createdAt, updatedAt, texts: new Map() };
}

function defaultOf({ default: value }: Column): unknown {
  return typeof value === 'function' ? (value as () => unknown)() : value;
}

/** The companion must see what will be stored. */
function hasItsDefaults({ columns }: InsertPlan, entity: ObjectLiteral): boolean {
  return columns.every((column) => column.default === undefined || column.getEntityValue(entity) !== undefined);
}

function textOf(plan: InsertPlan, alongside: Alongside | undefined): string {
  const shape = alongside?.shape ?? 0;
  let text = plan.texts.get(shape);
  if (text === undefined) {
    text = makeText(plan, alongside);
    plan.texts.set(shape, text);
  }
  return text;
}

function makeText({ metadata, columns, createdAt, updatedAt }: InsertPlan, alongside: Alongside | undefined): string {
  const version = metadata.versionColumn?.databaseName ?? '';
  const names = [version, ...columns.map(({ databaseName }) => databaseName)].map((name) => `"${name}"`).join(', ');
  const values = ['1', ...columns.map((_, index) => `$${index + 1}`)].join(', ');
  const times = `"${createdAt.databaseName}", "${updatedAt.databaseName}"`;
  const time = `to_char("${createdAt.databaseName}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const withTime = (pieces: string) => `array_to_string(${pieces}::text[], (SELECT ${time} FROM inserted))`;
  return `${WHOLE_TRANSACTION} WITH inserted AS (
      INSERT INTO ${metadata.tablePath} (${names}) VALUES (${values}) RETURNING ${times}
    )${alongside?.sql(columns.length + 1, withTime) ?? ''}
    SELECT ${times} FROM inserted`;
}
