import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import type { Actor } from '../common/request-context.js';
import type { Role } from '../common/visibility.js';
import { deskDefinition } from '../events/desk-events.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { SESSION_REVOKED, type RevokedSessions } from '../users/session-revocation.js';
import { AppLogger } from '../common/logger.js';
import { ConnectedUsers } from './connected-users.js';
import type { Connection } from './connection.js';
import { RealtimeSession, SESSIONS_ENDED, SESSIONS_UNKNOWN } from './realtime-session.js';

/** $1: user ids. */
const ACCOUNTS_SQL = `
  SELECT id, name, email, role, company_id, active AND deleted_at IS NULL AS is_active
    FROM users WHERE id = ANY($1::uuid[])`;

/** $1: ids of sessions and API keys. */
const OPEN_SESSIONS_SQL = `
  SELECT id FROM sessions WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL AND expires_at > now()
   UNION ALL SELECT id FROM api_keys WHERE id = ANY($1::uuid[])`;

interface AccountRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  company_id: string | null;
  is_active: boolean;
}

/** The present state of the accounts that a batch is about, by user id; only accounts with sockets here. */
export type AccountStates = ReadonlyMap<string, AccountRow | null>;

/** Ends connections whose person or session is gone, and updates the rights of people whose role or company changed. */
@Injectable()
export class AccountWatch {
  private changes = 0;

  constructor(
    private readonly users: ConnectedUsers,
    private readonly session: RealtimeSession,
    private readonly logger: AppLogger,
  ) {}

  /** Grows with every change of rights: a token verified before it must be verified again. */
  get version(): number {
    return this.changes;
  }

  /** The state now, not the state in each event: after two changes the older one must not win. */
  async load(events: readonly LoggedEvent[]): Promise<AccountStates> {
    const ids = events.filter(isAccountEvent).map((event) => event.entityId ?? '');
    const connected = [...new Set(ids)].filter((id) => this.users.has(id));
    if (connected.length === 0) return new Map();
    const rows = await this.session.reader.query<AccountRow>(ACCOUNTS_SQL, [connected]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return new Map(connected.map((id) => [id, found.get(id) ?? null]));
  }

  /** Called between the frames before this event and its own. */
  apply(event: LoggedEvent, states: AccountStates): void {
    if (!isAccountEvent(event)) return;
    this.changes += 1;
    const state = states.get(event.entityId ?? '');
    if (state !== undefined) this.applyState(event.entityId ?? '', state);
  }

  @OnEvent(SESSION_REVOKED)
  @OnEvent(SESSIONS_ENDED)
  async endSessions({ userId, sessionIds }: RevokedSessions): Promise<void> {
    this.changes += 1;
    const ended = this.users.of(userId).filter(({ actor }) => sessionIds.includes(credentialOf(actor)));
    await this.end(ended);
  }

  /** Called after a time in which notices of other processes could not arrive. */
  @OnEvent(SESSIONS_UNKNOWN)
  async checkSessions(): Promise<void> {
    this.changes += 1;
    const connections = [...this.users.all()];
    if (connections.length === 0) return;
    const ids = [...new Set(connections.map(({ actor }) => credentialOf(actor)))];
    try {
      const rows = await this.session.reader.query<{ id: string }>(OPEN_SESSIONS_SQL, [ids]);
      const open = new Set(rows.map(({ id }) => id));
      await this.end(connections.filter(({ actor }) => !open.has(credentialOf(actor))));
    } catch (error) {
      this.logger.error('Sessions could not be checked; the connection is tried again.', error);
    }
  }

  /** After a reset of the log: changes of rights may have been missed. */
  async checkEveryone(): Promise<void> {
    await this.checkSessions();
    const ids = this.users.actors().map(({ id }) => id);
    if (ids.length === 0) return;
    try {
      const rows = await this.session.reader.query<AccountRow>(ACCOUNTS_SQL, [ids]);
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const id of ids) this.applyState(id, found.get(id) ?? null);
    } catch (error) {
      this.logger.error('Accounts could not be checked; all sockets come back.', error);
      for (const connection of this.users.all()) connection.drop();
    }
  }

  private applyState(userId: string, state: AccountRow | null): void {
    for (const connection of this.users.of(userId)) {
      if (state === null || !state.is_active) connection.close('inactive');
      else connection.replaceActor(changed(connection.actor, state));
    }
  }

  private async end(connections: readonly Connection[]): Promise<void> {
    if (connections.length === 0) return;
    // Nothing more is sent while the reason is looked up.
    for (const connection of connections) connection.goQuiet();
    const ids = [...new Set(connections.map(({ actor }) => actor.id))];
    const rows = await this.session.reader.query<AccountRow>(ACCOUNTS_SQL, [ids]).catch(() => []);
    const active = new Set(rows.filter((row) => row.is_active).map((row) => row.id));
    for (const connection of connections) connection.close(active.has(connection.actor.id) ? 'revoked' : 'inactive');
  }
}

/** The credential of a socket: a session, or an API key. */
function credentialOf({ sessionId, apiKey }: Actor): string {
  return sessionId ?? apiKey?.id ?? '';
}

function isAccountEvent(event: LoggedEvent): boolean {
  return deskDefinition(event)?.revokesAccess === 'of-user';
}

function changed(actor: Actor, row: AccountRow): Actor {
  return { ...actor, name: row.name, email: row.email, role: row.role, companyId: row.company_id };
}
