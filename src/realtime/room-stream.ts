import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { deskDefinition } from '../events/desk-events.js';
import type { TailBatch } from '../events/event-consumer.js';
import { loadEventVisibility, mayViewerSee } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { RealtimeSession } from './realtime-session.js';
import { ReplayedEvents } from './replayed-events.js';
import { roomsOf, target } from './rooms.js';
import { ROOM_INDEX, type Frame, type FramePage, type Reader, type ReadRange, type Stream } from './stream.js';
import { Streams } from './streams.js';
import { WantedRooms } from './wanted-rooms.js';

/** Changes of entities, as `ticket.update` and the like, for sockets in their rooms. */
@Injectable()
export class RoomStream implements Stream, OnModuleInit {
  @Inject(WantedRooms) private readonly wanted: WantedRooms;
  readonly index = ROOM_INDEX;

  constructor(
    private readonly streams: Streams,
    private readonly replayed: ReplayedEvents,
    private readonly session: RealtimeSession,
  ) {}

  onModuleInit(): void {
    this.streams.register(this);
  }

  async live({ events }: TailBatch): Promise<Frame[]> {
    const pushed = events.filter((event) => roomsOf(event).some((room) => this.wanted.has(room)));
    if (pushed.length === 0) return [];
    const visibilities = await loadEventVisibility(this.session.reader, pushed);
    const frames: Frame[] = [];
    for (const event of pushed) {
      const visibility = visibilities.get(event.id);
      if (visibility === undefined) continue;
      frames.push({ ...frameOf(event), ...target(roomsOf(event), visibility) });
    }
    return frames;
  }

  async read(range: ReadRange, { viewer, rooms }: Reader): Promise<FramePage> {
    if (rooms.size === 0) return { frames: [], reachedPosition: range.upTo };
    const isWanted = (event: LoggedEvent) => roomsOf(event).some((room) => rooms.has(room));
    const { events, reached } = await this.replayed.read(range, { viewerId: viewer.id, isWanted });
    const visible = events.filter(({ visibility }) => mayViewerSee(viewer, visibility));
    return { frames: visible.map(({ event }) => frameOf(event)), reachedPosition: reached };
  }
}

function frameOf(event: LoggedEvent): Frame {
  const { type, entityId, actor } = event;
  return {
    position: event.position,
    message: deskDefinition(event)?.push?.message ?? 'event',
    rooms: [],
    payload: { event: type, id: entityId, data: JSON.parse(event.data) as unknown, actor },
  };
}
