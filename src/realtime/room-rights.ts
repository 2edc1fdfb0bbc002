import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Forbidden, NotFound, type AppError } from '../common/errors.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { loadTicketAccess } from '../tickets/ticket-access.js';
import { ticketVisibility } from '../tickets/tickets.policy.js';
import { UnknownRoom } from './realtime-errors.js';
import { mayJoinList, parseRoom } from './rooms.js';

/** Who may join which room. */
@Injectable()
export class RoomRights {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns UnknownRoom, Forbidden or NotFound for each room that this viewer may not join; one statement for all */
  async refusals(viewer: Viewer, names: readonly string[]): Promise<Map<string, AppError>> {
    const ticketIds: string[] = [];
    const refusals = new Map<string, AppError>();
    for (const name of names) {
      const room = parseRoom(name);
      if (room?.kind === 'ticket') ticketIds.push(room.ticketId);
      else if (room === undefined) refusals.set(name, new UnknownRoom());
      else if (room.kind === 'user' && room.userId !== viewer.id)
        refusals.set(name, new Forbidden('Not your own room.'));
      else if (room.kind === 'list' && !mayJoinList(viewer, room)) refusals.set(name, new Forbidden('Staff only.'));
    }
    const tickets = await loadTicketAccess(this.dataSource, ticketIds);
    for (const name of names) {
      const room = parseRoom(name);
      if (room?.kind !== 'ticket') continue;
      const access = tickets.get(room.ticketId);
      if (access === undefined || !maySee(viewer, ticketVisibility(access))) refusals.set(name, new NotFound('ticket'));
    }
    return refusals;
  }
}
