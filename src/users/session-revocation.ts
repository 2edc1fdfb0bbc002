import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import type { EntityManager } from 'typeorm';

/** Emitted in this process after the commit; other processes get it on the channel `carillon_sessions`. */
export const SESSION_REVOKED = 'session.revoked';
export const SESSIONS_CHANNEL = 'carillon_sessions';

export interface RevokedSessions {
  readonly userId: string;
  /** Ids of sessions, or of deleted API keys. */
  readonly sessionIds: readonly string[];
}

/** All sessions, or `only` one, or all `except` one. */
export interface SessionChoice {
  readonly only?: string;
  readonly except?: string | null;
}

/** Stores sessions and API keys. Implemented by auth, which stands above users. */
export interface SignInStore {
  /** @returns the ids of the sessions that were open */
  endSessions(manager: EntityManager, userId: string, which: SessionChoice): Promise<string[]>;
  /** @returns the ids of all API keys of the person */
  deleteKeys(manager: EntityManager, userId: string): Promise<string[]>;
}

/** A notification's payload is limited to 8,000 bytes: about 200 ids. */
const IDS_PER_MESSAGE = 100;

@Injectable()
export class SessionRevocation {
  private registered: SignInStore | undefined;

  constructor(private readonly emitter: EventEmitter2) {}

  register(store: SignInStore): void {
    this.registered = store;
  }

  /** Ends sessions of a person. After the commit call `announce` with the answer. */
  async revoke(manager: EntityManager, userId: string, which: SessionChoice = {}): Promise<RevokedSessions> {
    return this.notifyOtherProcesses(manager, {
      userId,
      sessionIds: await this.store.endSessions(manager, userId, which),
    });
  }

  /**
   * Ends all sessions of the person and deletes all API keys: none of them works again. After the commit call `announce`
   * with the result.
   */
  async revokeForGood(manager: EntityManager, userId: string): Promise<RevokedSessions> {
    const keys = await this.store.deleteKeys(manager, userId);
    const sessions = await this.store.endSessions(manager, userId, {});
    return this.notifyOtherProcesses(manager, { userId, sessionIds: [...sessions, ...keys] });
  }

  /** To other processes, when the transaction commits. Afterwards call `announce` with the result. */
  async notifyOtherProcesses(manager: EntityManager, revoked: RevokedSessions): Promise<RevokedSessions> {
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

  /** Without a store no one could be signed out, so this must fail loudly. */
  private get store(): SignInStore {
    if (this.registered === undefined) throw new Error('No store of sessions and API keys is registered.');
    return this.registered;
  }
}
