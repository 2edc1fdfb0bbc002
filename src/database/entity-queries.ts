import type { EntityManager, FindOptionsWhere, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { decodeIdCursor } from '../common/id-cursor.js';
import { toPage, type Page, type PageQuery } from '../common/paging.js';
import { PLANNED_EACH_TIME } from './preparing-client.js';
import type { VersionedEntity } from './versioned.entity.js';

/**
 * Locks a row before it loads it, inside the caller's transaction: what is read is what the change starts from.
 * `FOR UPDATE` also holds up new rows that refer to it, because their foreign keys lock it for sharing.
 */
export function findLocked<E extends VersionedEntity>(
  manager: EntityManager,
  entity: new () => E,
  id: string,
): Promise<E | null> {
  // Sound: every E has an `id`; the compiler cannot see that for a type parameter.
  const where = { id } as FindOptionsWhere<E>;
  return manager.findOne(entity, { where, lock: { mode: 'pessimistic_write' } });
}

interface ListedRow extends ObjectLiteral {
  readonly id: string;
}

interface ItemMap<Row, Item> {
  readonly item: (row: Row) => Item;
  /** Characters of a row, where rows can be large; see `toPage`. */
  readonly size?: (row: Row) => number;
}

/**
 * A page of a list sorted by id, newest first.
 *
 * @param select the rows that the viewer may see and asks for
 * @throws InvalidInput when the cursor is none of such a list
 */
export async function newestPage<Row extends ListedRow, Item>(
  select: SelectQueryBuilder<Row>,
  { cursor, limit }: PageQuery,
  map: ItemMap<Row, Item>,
): Promise<Page<Item>> {
  const id = `${select.alias}.id`;
  if (cursor !== undefined) select.andWhere(`${id} < :before`, { before: decodeIdCursor(cursor) });
  const rows = await select
    .comment(PLANNED_EACH_TIME)
    .orderBy(id, 'DESC')
    .limit(limit + 1)
    .getMany();
  return toPage(rows, limit, { ...map, key: (row) => [row.id] });
}
