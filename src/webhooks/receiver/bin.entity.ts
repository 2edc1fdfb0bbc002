import { randomBytes } from 'node:crypto';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

const ID_BYTES = 16;
const ID = /^[0-9a-f]{32}$/;

/** 128 random bits, in hexadecimal: anyone who knows it can send to the bin. */
export function newBinId(): string {
  return randomBytes(ID_BYTES).toString('hex');
}

export function isBinId(text: unknown): text is string {
  return typeof text === 'string' && ID.test(text);
}

/** A built-in receiver of any request at `/bin/<id>`, for one person. Its requests are in `bin_requests`. */
@Entity('bins')
@Index('bins_user', ['userId', 'createdAt', 'id'])
@Index('bins_expiry', ['expiresAt'])
export class Bin {
  @PrimaryColumn('text')
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey(() => User, { name: 'bins_user_fk', onDelete: 'CASCADE' })
  userId: string;

  /** What it answers with. */
  @Column('integer', { default: 200 })
  status: number;

  @Column('integer', { name: 'delay_ms', default: 0 })
  delayMs: number;

  @Column('text', { default: '' })
  body: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  /** Extended by every use. */
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;
}
