import { BeforeInsert, Column, Entity, ForeignKey, Index } from 'typeorm';
import { VersionedEntity } from '../database/versioned.entity.js';
import { emailKey } from '../common/text/email-address.js';
import type { Role } from '../common/visibility.js';
import { Company } from '../companies/company.entity.js';

@Entity('users')
@Index('users_company', ['companyId'])
@Index('users_role', ['role'])
@Index('users_inactive', ['id'], { where: 'NOT active' })
@Index('users_address', { synchronize: false })
export class User extends VersionedEntity {
  /** As shown: NFC, lower case. Set by `setEmail`. */
  @Column('text')
  @Index('users_email', { unique: true })
  email: string;

  /**
   * Equal for all spellings of the address; null when it equals `email`. The index `users_address` keeps
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

  /** `sub` of the identity provider's tokens. Never in events, so that an erasure has nothing to look for. */
  @Column('text', { name: 'external_id', nullable: true })
  @Index('users_external_id', { unique: true, where: 'external_id IS NOT NULL' })
  externalId: string | null;

  /** argon2id; null while the account has no password. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash: string | null;

  @Column('boolean', { default: true })
  active: boolean;

  /** Set: a tombstone that keeps the person's texts together; name and address are gone. */
  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  setEmail(email: string): void {
    const key = emailKey(email);
    this.email = email;
    this.emailKey = key === email ? null : key;
  }

  @BeforeInsert()
  completeEmail(): void {
    this.setEmail(this.email);
  }
}

/** The shape in REST and events: no hash, token, external id or webhook URL. */
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

/** What admins see. */
export function accountView(user: User) {
  return { ...userView(user), external_id: user.externalId };
}
