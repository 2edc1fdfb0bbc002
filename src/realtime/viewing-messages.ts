import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUuid } from '../common/ids.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import type { Connection } from './connection.js';
import type { MessagePayload } from './message-handlers.js';
import { Presence } from './presence.js';
import { InvalidMessage, TooManyMessages } from './realtime-errors.js';

/** Each message may cost a statement and a push. */
export const MAX_VIEWING_PER_SECOND = 10;

interface Second {
  readonly startedAtMs: number;
  count: number;
}

/** `viewing {ticket_id, editing?}`: repeated within 30 s by a client that shows a ticket; `ticket_id: null` ends it. */
@Injectable()
export class ViewingMessages {
  private readonly seconds = new WeakMap<Connection, Second>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly presence: Presence,
  ) {}

  /** @throws InvalidMessage, TooManyMessages, and NotFound when the sender may not see the ticket */
  async view(connection: Connection, { ticket_id: ticketId, editing }: MessagePayload): Promise<void> {
    const faults: string[] = [];
    if (ticketId !== null && !isUuid(ticketId)) faults.push('ticket_id: must be the id of a ticket, or null');
    if (editing !== undefined && typeof editing !== 'boolean') faults.push('editing: must be true or false');
    if (faults.length > 0) throw new InvalidMessage(faults.join('; '));
    this.count(connection);
    // In sequence: the answer about a ticket must not come after the socket has left it.
    await connection.enqueue(async () => {
      if (!isUuid(ticketId)) return this.presence.leave(connection);
      try {
        const { id } = await requireVisibleTicket(this.dataSource, connection.actor, ticketId);
        if (connection.isOpen) this.presence.enter(connection, id, editing === true);
      } catch (error) {
        // The new ticket is not shown to others; the previous one is no longer on the screen.
        this.presence.leave(connection);
        throw error;
      }
    });
  }

  private count(connection: Connection): void {
    const nowMs = performance.now();
    let second = this.seconds.get(connection);
    if (second === undefined || nowMs - second.startedAtMs >= 1_000) {
      second = { startedAtMs: nowMs, count: 0 };
      this.seconds.set(connection, second);
    }
    second.count += 1;
    if (second.count > MAX_VIEWING_PER_SECOND) throw new TooManyMessages(MAX_VIEWING_PER_SECOND, '`viewing` messages');
  }
}
