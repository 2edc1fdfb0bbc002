import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUuid } from '../common/ids.js';
import { isStaff } from '../common/visibility.js';
import { commentVisibility } from '../comments/comments.policy.js';
import { loadTicketAccess, requireVisibleTicket } from '../tickets/ticket-access.js';
import type { TicketAccess } from '../tickets/tickets.policy.js';
import type { Connection } from './connection.js';
import { LocalSockets } from './local-sockets.js';
import type { MessagePayload } from './message-handlers.js';
import { MomentCarrier } from './moment-carrier.js';
import { InvalidMessage } from './realtime-errors.js';
import { RealtimeSession } from './realtime-session.js';
import { everyoneIn, target, ticketRoom } from './rooms.js';
import { personalRoom } from './stream.js';

const TYPING = 'typing';

/** As it is pushed. */
interface Typing {
  readonly ticket_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly internal: boolean;
}

/**
 * `typing {ticket_id, internal?}`: sent to people who have the ticket open and may see what is being written. Never
 * stored.
 */
@Injectable()
export class TypingMessages implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sockets: LocalSockets,
    private readonly carrier: MomentCarrier,
    private readonly session: RealtimeSession,
  ) {}

  onModuleInit(): void {
    this.carrier.listen(TYPING, (typing: Typing) => this.hear(typing));
  }

  /** @throws NotFound when the sender may not see the ticket */
  async announce({ actor }: Connection, { ticket_id: ticketId, internal }: MessagePayload): Promise<void> {
    if (!isUuid(ticketId)) throw new InvalidMessage('ticket_id: must be the id of a ticket');
    const access = await requireVisibleTicket(this.dataSource, actor, ticketId);
    const isInternal = internal === true && isStaff(actor);
    const typing: Typing = { ticket_id: access.id, user_id: actor.id, name: actor.name, internal: isInternal };
    this.push(typing, access);
    this.carrier.send(TYPING, `${access.id} ${actor.id} ${isInternal}`, typing);
  }

  /** From another process. Who may see the ticket is looked up only where a socket has it open. */
  private async hear(typing: Typing): Promise<void> {
    if (!this.sockets.isInhabited(everyoneIn(ticketRoom(typing.ticket_id)))) return;
    const access = (await loadTicketAccess(this.session.reader, [typing.ticket_id])).get(typing.ticket_id);
    if (access !== undefined) this.push(typing, access);
  }

  private push(typing: Typing, access: TicketAccess): void {
    const visibility = commentVisibility(access, typing);
    const to = target([ticketRoom(access.id)], { visibility, except: null, includesStaff: true });
    this.sockets.emit('typing', { rooms: to.rooms, except: [...to.except, personalRoom(typing.user_id)] }, typing);
  }
}
