import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Session } from './session.entity.js';

/**
 * A refresh token of this session was presented again after its grace period, so the session was ended. Deleted with
 * the session.
 */
@Entity('token_reuses')
export class TokenReuse {
  @PrimaryColumn('uuid', { name: 'session_id' })
  @ForeignKey(() => Session, { name: 'token_reuses_session_fk', onDelete: 'CASCADE' })
  sessionId: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column({ type: 'timestamptz', name: 'detected_at', precision: 3 })
  detectedAt: Date;
}

/** The public shape, in events. */
export function tokenReuseView({ sessionId, userId, detectedAt }: TokenReuse) {
  return { session_id: sessionId, user_id: userId, detected_at: detectedAt.toISOString() };
}
