import { Injectable } from '@nestjs/common';
import type { Viewer } from '../common/visibility.js';
import { ROOM_INDEX, type Stream } from './stream.js';

/** This process's streams, in the order of their frames. Other modules register theirs in `onModuleInit`. */
@Injectable()
export class Streams {
  private streams: readonly Stream[] = [];

  register(stream: Stream): void {
    if (this.streams.some(({ index }) => index === stream.index)) {
      throw new Error(`There is a stream with index ${stream.index} already.`);
    }
    this.streams = [...this.streams, stream].sort((a, b) => a.index - b.index);
  }

  get all(): readonly Stream[] {
    return this.streams;
  }

  /** Streams for the sockets in a room. */
  get ofRooms(): readonly Stream[] {
    return this.streams.filter(({ index }) => index === ROOM_INDEX);
  }

  /** Streams for one person, independent of rooms. */
  get personal(): readonly Stream[] {
    return this.streams.filter(({ index }) => index !== ROOM_INDEX);
  }

  /** The fields that the streams add to `ready`. */
  async greet(viewer: Viewer, position: number): Promise<Record<string, unknown>> {
    const fields: Record<string, unknown> = { unread_count: 0 };
    for (const stream of this.streams) Object.assign(fields, await stream.greet?.(viewer, position));
    return fields;
  }
}
