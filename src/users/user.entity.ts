import {
  BeforeInsert,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { newId } from '../common/ids.js';
import { emailKey } from '../common/text/email-address.js';
import type { Role } from '../common/visibility.js';
import { Company } from '../companies/company.entity.js';

@Entity('users')
@Index('users_company', ['companyId'])
@Index('users_role', ['role'])
@Index('users_inactive', ['id'], { where: 'NOT active' })
@Index('users_address', { synchronize: false })
export class User {
  @PrimaryColumn('uuid')
  id: string;

  /** As it is shown: NFC, lower case. Set by `setEmail`. */
  @Column('text')
  @Index('users_email', { unique: true })
  email: string;

  /**
   * What all spellings of the address have in common; null where that is `email` itself. The index `users_address` keeps
   * `coalesce(email_key, email)` unique.
   */
  @Column('text', { name: 'email_key', nullable: true })
  emailKey: string | null;

  @Column('text')
  name: string;

  @Column('text')
  role: Role;

  @Column('uuid', { name: 'company_id', nullable: true })
  @ForeignKey(() => Company, { name: 'users_company_fk', onDelete: 'SET NULL' })
  companyId: string | null;

  /** argon2id; null while nobody can sign in with a password. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash: string | null;

  @Column('boolean', { default: true })
  active: boolean;

  @VersionColumn()
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;

  /** Set: a tombstone that keeps what the person wrote together; name and address are gone. */
  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  setEmail(email: string): void {
    const key = emailKey(email);
    this.email = email;
    this.emailKey = key === email ? null : key;
  }

  @BeforeInsert()
  complete(): void {
    this.id ??= newId();
    this.setEmail(this.email);
  }
}

/** What REST answers and events carry: no hash, no token, no webhook URL ever. */
export function userView(user: User) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    company_id: user.companyId,
    active: user.active,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
