import { Injectable } from '@nestjs/common';
import { deskDefinition, subjectId } from '../events/desk-events.js';
import type { EventConsumer, TailBatch } from '../events/event-consumer.js';
import { ConnectedUsers } from './connected-users.js';
import { Presence } from './presence.js';

/**
 * Presence ends with the right to the ticket. Registered after the sockets' consumer, so that they already have their
 * new rights.
 */
@Injectable()
export class PresenceConsumer implements EventConsumer {
  readonly name = 'presence';

  constructor(
    private readonly presence: Presence,
    private readonly users: ConnectedUsers,
  ) {}

  deliver({ events }: TailBatch): void {
    for (const event of events) {
      const revokes = deskDefinition(event)?.revokesAccess;
      const ticketId = revokes === 'to-subject' ? subjectId(event, 'ticket') : null;
      if (ticketId !== null) this.presence.checkTicket(ticketId);
      if (revokes === 'of-user' && event.entityId !== null) this.personChanged(event.entityId);
    }
  }

  /** A person who became staff gets the viewers that other processes reported. */
  private personChanged(userId: string): void {
    this.presence.checkPerson(userId);
    for (const connection of this.users.of(userId)) this.presence.greet(connection, connection.rooms);
  }
}
