import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import type { EntityManager } from 'typeorm';

/** Emitted in this process after the commit; other processes hear of it on the channel `carillon_sessions`. */
export const SESSION_REVOKED = 'session.revoked';
export const SESSIONS_CHANNEL = 'carillon_sessions';

export interface RevokedSessions {
  readonly userId: string;
  /** Of sessions, or of API keys that were deleted. */
  readonly sessionIds: readonly string[];
}

/** Plain SQL, because users stand below auth, whose table it is; `$2` and `$3` narrow it down to one or to all others. */
const REVOKE = `WITH ended AS (
    UPDATE sessions SET revoked_at = now()
    WHERE user_id = $1 AND revoked_at IS NULL AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
    RETURNING id)
  SELECT id FROM ended`;

/** For good. Below auth as well, whose table it is. */
const DELETE_KEYS = 'WITH ended AS (DELETE FROM api_keys WHERE user_id = $1 RETURNING id) SELECT id FROM ended';

/** A notification's payload ends at 8000 bytes: about 200 ids. */
const IDS_PER_MESSAGE = 100;

@Injectable()
export class SessionRevocation {
  constructor(private readonly emitter: EventEmitter2) {}

  /** Ends all sessions of a person, or `only` one, or all `except` one. After the commit call `announce` with the answer. */
  async revoke(
    manager: EntityManager,
    userId: string,
    which: { only?: string; except?: string | null } = {},
  ): Promise<RevokedSessions> {
    const rows = await manager.query<{ id: string }[]>(REVOKE, [userId, which.only ?? null, which.except ?? null]);
    return this.tell(manager, { userId, sessionIds: rows.map((row) => row.id) });
  }

  /** All sessions and API keys of somebody who will not come back. After the commit call `announce` with the answer. */
  async revokeForGood(manager: EntityManager, userId: string): Promise<RevokedSessions> {
    const keys = await manager.query<{ id: string }[]>(DELETE_KEYS, [userId]);
    const sessions = await manager.query<{ id: string }[]>(REVOKE, [userId, null, null]);
    return this.tell(manager, { userId, sessionIds: [...sessions, ...keys].map(({ id }) => id) });
  }

  /** To other processes, when the transaction commits. Afterwards call `announce` with the answer. */
  async tell(manager: EntityManager, revoked: RevokedSessions): Promise<RevokedSessions> {
    const { userId, sessionIds } = revoked;
    for (let start = 0; start < sessionIds.length; start += IDS_PER_MESSAGE) {
      const message: RevokedSessions = { userId, sessionIds: sessionIds.slice(start, start + IDS_PER_MESSAGE) };
      await manager.query('SELECT pg_notify($1, $2)', [SESSIONS_CHANNEL, JSON.stringify(message)]);
    }
    return revoked;
  }

  announce(revoked: RevokedSessions): void {
    if (revoked.sessionIds.length > 0) this.emitter.emit(SESSION_REVOKED, revoked);
  }
}
