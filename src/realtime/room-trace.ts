import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Viewer } from '../common/visibility.js';
import { deskDefinition } from '../events/desk-events.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { EventTraces } from '../events/trace/event-traces.js';
import type { TracedRoom } from '../events/trace/trace.answers.js';
import { mayJoinList, parseRoom, roomsOf } from './rooms.js';
import { personalRoom } from './stream.js';

/** Which rooms an event was pushed to. */
@Injectable()
export class RoomTrace implements OnModuleInit {
  constructor(private readonly traces: EventTraces) {}

  onModuleInit(): void {
    this.traces.register({ rooms: tracedRooms });
  }
}

function tracedRooms(event: LoggedEvent, viewer: Viewer): TracedRoom[] {
  const message = deskDefinition(event)?.push?.message;
  const rooms = message === undefined ? [] : roomsOf(event).map((room) => ({ room, message }));
  const isPersonal = event.source === 'external' && event.userId !== null;
  const personal = isPersonal ? [{ room: personalRoom(event.userId), message: 'event' }] : [];
  return [...rooms, ...personal].filter(({ room }) => mayKnowOf(room, viewer));
}

/** The viewer may see the event, and so may be in its ticket's room. */
function mayKnowOf(name: string, viewer: Viewer): boolean {
  const room = parseRoom(name);
  if (room?.kind === 'list') return mayJoinList(viewer, room);
  return room?.kind === 'ticket' || viewer.role === 'admin' || name === personalRoom(viewer.id);
}
