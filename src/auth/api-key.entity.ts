import { BeforeInsert, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { newId } from '../common/ids.js';
import type { Scope } from '../common/scopes.js';
import { User } from '../users/user.entity.js';

/**
 * A credential for a person's programs, stored only as its SHA-256. It never gives more rights than the person has now.
 */
@Entity('api_keys')
@Index('api_keys_user', ['userId'])
export class ApiKey {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey(() => User, { name: 'api_keys_user_fk', onDelete: 'CASCADE' })
  userId: string;

  @Column('text')
  name: string;

  @Column('text', { array: true })
  scopes: Scope[];

  /** Hex SHA-256 of the key. */
  @Column('text', { name: 'key_hash' })
  @Index('api_keys_hash', { unique: true })
  keyHash: string;

  /** The first characters, to recognise the key. */
  @Column('text', { name: 'key_preview' })
  keyPreview: string;

  /** Accurate to a minute. */
  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @BeforeInsert()
  assignId(): void {
    this.id ??= newId();
  }
}
