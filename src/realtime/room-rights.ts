import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Forbidden, NotFound, type AppError } from '../common/errors.js';
import { SharedLookup } from '../common/shared-lookup.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { EntityRooms, type EntityRoom } from '../events/entity-rooms.js';
import { loadTicketAccess } from '../tickets/ticket-access.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';
import { UnknownRoom } from './realtime-errors.js';
import { mayJoinList, parseRoom, ticketRoom } from './rooms.js';

const PARALLEL_LOOKUPS = 2;
const MAX_TICKETS = 500;

/** Who may join which room. */
@Injectable()
export class RoomRights {
  private readonly tickets = new SharedLookup<string, TicketAccess | undefined>({
    load: async (ids) => {
      const found = await loadTicketAccess(this.dataSource, ids);
      return ids.map((id) => found.get(id));
    },
    keyOf: (id) => id,
    parallel: PARALLEL_LOOKUPS,
    maxAsks: MAX_TICKETS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly entityRooms: EntityRooms,
  ) {}

  isRoom(name: string): boolean {
    return parseRoom(name) !== undefined || this.entityRooms.find(name) !== undefined;
  }

  /**
   * @returns UnknownRoom, Forbidden or NotFound for each room that the viewer may not join; one statement per kind of
   * room, of tickets shared with other sockets
   */
  async refusals(viewer: Viewer, names: readonly string[]): Promise<Map<string, AppError>> {
    const ticketIds: string[] = [];
    const entities = new Map<string, EntityRoom>();
    const refusals = new Map<string, AppError>();
    for (const name of names) {
      const room = parseRoom(name);
      const entity = room === undefined ? this.entityRooms.find(name) : undefined;
      if (entity !== undefined) entities.set(name, entity);
      else if (room?.kind === 'ticket') ticketIds.push(room.ticketId);
      else if (room === undefined) refusals.set(name, new UnknownRoom());
      else if (room.kind === 'user' && room.userId !== viewer.id)
        refusals.set(name, new Forbidden('This room belongs to another person.'));
      else if (room.kind === 'list' && !mayJoinList(viewer, room)) refusals.set(name, new Forbidden('Staff only.'));
    }
    await this.refuseTickets(viewer, ticketIds, refusals);
    await this.refuseEntities(viewer, entities, refusals);
    return refusals;
  }

  private async refuseTickets(viewer: Viewer, ids: readonly string[], refusals: Map<string, AppError>): Promise<void> {
    const found = await this.tickets.findAll(ids);
    for (const [index, id] of ids.entries()) {
      const access = found[index];
      if (access === undefined || !maySee(viewer, ticketVisibility(access))) {
        refusals.set(ticketRoom(id), new NotFound('ticket'));
      }
    }
  }

  private async refuseEntities(
    viewer: Viewer,
    rooms: ReadonlyMap<string, EntityRoom>,
    refusals: Map<string, AppError>,
  ): Promise<void> {
    for (const kind of new Set([...rooms.values()].map((room) => room.kind))) {
      const asked = [...rooms].filter(([, room]) => room.kind === kind);
      const visible = await kind.visibleTo(
        viewer,
        asked.map(([, { id }]) => id),
      );
      for (const [name, { id }] of asked) if (!visible.has(id)) refusals.set(name, new NotFound(kind.noun));
    }
  }
}
