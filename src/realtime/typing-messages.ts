import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUuid } from '../common/ids.js';
import { isStaff } from '../common/visibility.js';
import { commentVisibility } from '../comments/comments.policy.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import type { Connection } from './connection.js';
import { LocalSockets } from './local-sockets.js';
import type { MessagePayload } from './message-handlers.js';
import { InvalidMessage } from './realtime-errors.js';
import { target, ticketRoom } from './rooms.js';
import { personalRoom } from './stream.js';

/** `typing {ticket_id, internal?}`: to those who have the ticket open and may see what is being written. Never stored. */
@Injectable()
export class TypingMessages {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sockets: LocalSockets,
  ) {}

  /** @throws NotFound when the sender may not see the ticket */
  async tell({ actor }: Connection, { ticket_id: ticketId, internal }: MessagePayload): Promise<void> {
    if (!isUuid(ticketId)) throw new InvalidMessage('ticket_id: must be the id of a ticket');
    const access = await requireVisibleTicket(this.dataSource, actor, ticketId);
    const isInternal = internal === true && isStaff(actor);
    const visibility = commentVisibility(access, { internal: isInternal });
    const to = target([ticketRoom(access.id)], { visibility, except: null, includesStaff: true });
    const payload = { ticket_id: access.id, user_id: actor.id, name: actor.name, internal: isInternal };
    this.sockets.emit('typing', { rooms: to.rooms, except: [...to.except, personalRoom(actor.id)] }, payload);
  }
}
