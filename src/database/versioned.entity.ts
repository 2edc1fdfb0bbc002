import { BeforeInsert, CreateDateColumn, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';
import { newId } from '../common/ids.js';

/** What all entities have that clients change by version. It has no table of its own. */
export abstract class VersionedEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** Grows by one with every change; the `ETag` of routes that take `If-Match`. */
  @VersionColumn()
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;

  /** Set here and not in the constructor: TypeORM looks an entity with an id up before it inserts it. */
  @BeforeInsert()
  assignId(): void {
    this.id ??= newId();
  }
}

/** The last fields of an entity's view. */
export function versionView({ version, createdAt, updatedAt }: VersionedEntity) {
  return { version, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}
