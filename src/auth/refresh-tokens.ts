import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { newId } from '../common/ids.js';
import { SessionRevocation, type RevokedSessions } from '../users/session-revocation.js';
import { TokenKey } from './token-key.js';
import { TokenReuse } from './token-reuse.entity.js';

/** A client that lost the answer repeats the request at once; a thief comes later. */
const REUSE_GRACE_SECONDS = 10;

const OPEN = `INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + $3 * interval '1 ms')`;
const ADD_TOKEN = 'INSERT INTO refresh_tokens (token_hash, session_id) VALUES ($1, $2)';

/** Locks the token and its family, so that simultaneous refreshes run in sequence and see each other's effect. */
const LOCK_TOKEN = `
  SELECT s.id AS session_id, s.user_id, s.revoked_at IS NULL AND s.expires_at > now() AS is_live,
    t.rotated_at IS NOT NULL AS is_used,
    t.rotated_at > now() - $2 * interval '1 s' AS is_used_just_now
  FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
  WHERE t.token_hash = $1
  FOR UPDATE OF t, s`;
const MARK_USED = 'UPDATE refresh_tokens SET rotated_at = now() WHERE token_hash = $1';
const PROLONG = `UPDATE sessions SET expires_at = now() + $2 * interval '1 ms' WHERE id = $1`;

interface TokenRow {
  session_id: string;
  user_id: string;
  is_live: boolean;
  is_used: boolean;
  is_used_just_now: boolean | null;
}

export interface OpenedSession {
  readonly sessionId: string;
  readonly refreshToken: string;
}

export type Rotation =
  | ({ readonly kind: 'rotated'; readonly userId: string } & OpenedSession)
  | { readonly kind: 'refused' }
  | { readonly kind: 'stolen'; readonly revoked: RevokedSessions };

/**
 * Families of refresh tokens. A successor is derived from its predecessor with a secret key, so a client that lost the
 * response gets the same one again, although only hashes are stored.
 */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly key: TokenKey,
    private readonly config: AppConfig,
    private readonly revocation: SessionRevocation,
  ) {}

  async open(manager: EntityManager, userId: string): Promise<OpenedSession> {
    const sessionId = newId();
    const refreshToken = randomBytes(32).toString('base64url');
    await manager.query(OPEN, [sessionId, userId, this.config.refreshExpiresMs]);
    await manager.query(ADD_TOKEN, [hashOf(refreshToken), sessionId]);
    return { sessionId, refreshToken };
  }

  /** Reuse is a return value and not an error, because the revocation must be committed. */
  async rotate(manager: EntityManager, token: string): Promise<Rotation> {
    const rows = await manager.query<TokenRow[]>(LOCK_TOKEN, [hashOf(token), REUSE_GRACE_SECONDS]);
    const row = rows[0];
    if (row === undefined || !row.is_live) return { kind: 'refused' };
    if (row.is_used && !row.is_used_just_now) {
      return { kind: 'stolen', revoked: await this.endFamily(manager, row) };
    }
    const successor = createHmac('sha256', this.key.refresh).update(token).digest('base64url');
    if (!row.is_used) {
      await manager.query(MARK_USED, [hashOf(token)]);
      await manager.query(ADD_TOKEN, [hashOf(successor), row.session_id]);
      await manager.query(PROLONG, [row.session_id, this.config.refreshExpiresMs]);
    }
    return { kind: 'rotated', userId: row.user_id, sessionId: row.session_id, refreshToken: successor };
  }

  private async endFamily(
    manager: EntityManager,
    { session_id: sessionId, user_id: userId }: TokenRow,
  ): Promise<RevokedSessions> {
    await manager.save(manager.create(TokenReuse, { sessionId, userId, detectedAt: new Date() }));
    return this.revocation.revoke(manager, userId, { only: sessionId });
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
