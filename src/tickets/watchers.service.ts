import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Forbidden, InvalidInput, NotFound } from '../common/errors.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import type { Actor } from '../common/request-context.js';
import { User } from '../users/user.entity.js';
import { requireVisibleTicket } from './ticket-access.js';
import { lockTicket } from './ticket-lock.js';
import { TicketMute } from './ticket-mute.entity.js';
import { TicketWatcher } from './ticket-watcher.entity.js';
import type { AddedWatcherAnswer, WatcherPage } from './tickets.answers.js';
import { mayChangeWatching } from './tickets.policy.js';

const WATCHERS_SQL = `
  SELECT w.user_id, u.name, w.created_at
    FROM ticket_watchers w JOIN users u ON u.id = w.user_id
   WHERE w.ticket_id = $1
   ORDER BY w.created_at, w.user_id`;

interface WatcherRow {
  user_id: string;
  name: string;
  created_at: Date;
}

/** Watching and muting. Neither changes the ticket itself. */
@Injectable()
export class WatchersService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound */
  async list(actor: Actor, ticketId: string): Promise<WatcherPage> {
    await requireVisibleTicket(this.dataSource.manager, actor, ticketId);
    const rows = await this.dataSource.query<WatcherRow[]>(WATCHERS_SQL, [ticketId]);
    return { items: rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() })), next_cursor: null };
  }

  /**
   * Watching twice has no further effect.
   *
   * @throws NotFound, Forbidden, InvalidInput when there is no such active user
   */
  async add(actor: Actor, ticketId: string, userId: string): Promise<AddedWatcherAnswer> {
    return this.dataSource.transaction(async (manager) => {
      await lockTicket(manager, ticketId);
      await requireMayChange(manager, actor, { ticketId, userId });
      const user = await manager.findOneBy(User, { id: userId });
      if (user?.active !== true) throw new InvalidInput([{ field: 'user_id', message: 'must be an active user' }]);
      const watcher = await startWatching(manager, {
        ticketId,
        userId,
        byRole: actor.id === userId && actor.role !== 'user',
      });
      return { ticket_id: ticketId, user_id: userId, name: user.name, created_at: watcher.createdAt.toISOString() };
    });
  }

  /** @throws NotFound, Forbidden */
  async remove(actor: Actor, ticketId: string, userId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockTicket(manager, ticketId);
      await requireMayChange(manager, actor, { ticketId, userId });
      const watcher = await manager.findOneBy(TicketWatcher, { ticketId, userId });
      if (watcher !== null) await manager.remove(watcher);
    });
  }

  /** @throws NotFound */
  async mute(actor: Actor, ticketId: string): Promise<void> {
    await requireVisibleTicket(this.dataSource.manager, actor, ticketId);
    const mute = { ticketId, userId: actor.id };
    const insert = this.dataSource.createQueryBuilder().insert().into(TicketMute).values(mute).orIgnore();
    await insert.execute().catch((error: unknown) => {
      // The ticket was deleted meanwhile.
      throw brokenConstraint(error) === 'ticket_mutes_ticket_fk' ? new NotFound('ticket') : error;
    });
  }

  /** @throws NotFound */
  async unmute(actor: Actor, ticketId: string): Promise<void> {
    await requireVisibleTicket(this.dataSource.manager, actor, ticketId);
    await this.dataSource.manager.delete(TicketMute, { ticketId, userId: actor.id });
  }
}

/** When staff add a person who watches because of a role, the watch becomes permanent. */
async function startWatching(
  manager: EntityManager,
  { ticketId, userId, byRole }: Pick<TicketWatcher, 'ticketId' | 'userId' | 'byRole'>,
): Promise<TicketWatcher> {
  const found = await manager.findOneBy(TicketWatcher, { ticketId, userId });
  if (found !== null && (byRole || !found.byRole)) return found;
  const watcher = found ?? Object.assign(new TicketWatcher(), { ticketId, userId, createdAt: new Date() });
  return manager.save(Object.assign(watcher, { byRole }));
}

async function requireMayChange(
  manager: EntityManager,
  actor: Actor,
  watching: { ticketId: string; userId: string },
): Promise<void> {
  await requireVisibleTicket(manager, actor, watching.ticketId);
  if (mayChangeWatching(actor, watching.userId)) return;
  throw new Forbidden("Only staff may change other people's watching.");
}
