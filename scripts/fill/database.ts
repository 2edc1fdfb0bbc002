import { DataSource, type EntityManager, type ObjectLiteral } from 'typeorm';
import { Alert } from '../../src/alerts/alert.entity.js';
import { Asset } from '../../src/assets/asset.entity.js';
import { Comment } from '../../src/comments/comment.entity.js';
import { Company } from '../../src/companies/company.entity.js';
import type { EntityClass } from '../../src/events/catalogue/event-definition.js';
import { Article } from '../../src/kb/article.entity.js';
import { Machine } from '../../src/machines/machine.entity.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import { User } from '../../src/users/user.entity.js';
import { WebhookEndpoint } from '../../src/webhooks/endpoints/webhook-endpoint.entity.js';

/** Below what one statement may carry as parameters, whatever the entity. */
const ENTITIES_AT_ONCE = 1_000;
const ROWS_AT_ONCE = 5_000;

/** Rows in sets: through the entities where there are any, as JSON into the tables of the log and of the queue. */
export class FilledDatabase {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly manager: EntityManager,
  ) {}

  static async open(url: string): Promise<FilledDatabase> {
    const entities = [Alert, Article, Asset, Comment, Company, Machine, Ticket, User, WebhookEndpoint];
    const dataSource = new DataSource({ type: 'postgres', url, entities });
    await dataSource.initialize();
    return new FilledDatabase(dataSource, dataSource.manager);
  }

  /** All or nothing: half a desk would be refused by the next try. */
  inTransaction<T>(work: (inside: FilledDatabase) => Promise<T>): Promise<T> {
    return this.dataSource.transaction((manager) => work(new FilledDatabase(this.dataSource, manager)));
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.manager.query<Row[]>(sql, parameters);
  }

  async insert<E extends ObjectLiteral>(entity: EntityClass<E>, values: readonly E[]): Promise<void> {
    for (const part of parts(values, ENTITIES_AT_ONCE)) {
      await this.manager.createQueryBuilder().insert().into(entity).values(part).updateEntity(false).execute();
    }
  }

  /** @param rows by the names of the columns; all have the same */
  async insertRows(table: string, rows: readonly object[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`;
    for (const part of parts(rows, ROWS_AT_ONCE)) await this.manager.query(sql, [JSON.stringify(part)]);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}

function* parts<T>(values: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size);
}
