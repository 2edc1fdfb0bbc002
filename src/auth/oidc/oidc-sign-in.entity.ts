import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

/**
 * A sign-in at the identity provider that is under way: sent there, or back and not yet collected by its browser. Each step
 * takes the row away, so each works once.
 */
@Entity('oidc_sign_ins')
@Index('oidc_sign_ins_end', ['expiresAt'])
export class OidcSignIn {
  /** Hex SHA-256 of the `state`; once it is back, of the cookie. */
  @PrimaryColumn('text', { name: 'key_hash' })
  keyHash: string;

  /** Hex SHA-256 of the cookie of the browser that began it. */
  @Column('text', { name: 'browser_hash' })
  browserHash: string;

  @Column('text')
  nonce: string;

  /** Of PKCE. */
  @Column('text')
  verifier: string;

  /** The page that the person wanted. */
  @Column('text')
  next: string;

  /** Set when the provider has identified the person. */
  @Column('uuid', { name: 'user_id', nullable: true })
  @ForeignKey(() => User, { name: 'oidc_sign_ins_user_fk', onDelete: 'CASCADE' })
  userId: string | null;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;
}
