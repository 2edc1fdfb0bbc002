import { Injectable } from '@nestjs/common';
import { LivePosition } from './live-position.js';
import { LocalSockets } from './local-sockets.js';
import { everyoneIn } from './rooms.js';

/**
 * The rooms for which this process makes frames: those with live sockets, and those that a socket is about to be live in.
 * For the others it does not ask who may see what, so that most processes ask nothing for most events.
 */
@Injectable()
export class WantedRooms {
  private readonly expected = new Map<string, number>();

  constructor(
    private readonly sockets: LocalSockets,
    private readonly live: LivePosition,
  ) {}

  has(room: string): boolean {
    return this.expected.has(room) || this.sockets.isInhabited(everyoneIn(room));
  }

  /**
   * `enter` makes a socket live in these rooms, at any point of a batch. So the frames of that batch must have been made
   * for them: a batch that began before they were wanted is waited for.
   */
  async during<T>(rooms: ReadonlySet<string>, enter: () => Promise<T> | T): Promise<T> {
    const held = [...rooms];
    // A room that another socket is about to be live in counts as new, too: the batch may have begun before that one.
    const isNew = held.some((room) => !this.sockets.isInhabited(everyoneIn(room)));
    for (const room of held) this.expected.set(room, (this.expected.get(room) ?? 0) + 1);
    try {
      if (isNew) await this.live.settled();
      return await enter();
    } finally {
      for (const room of held) this.release(room);
    }
  }

  private release(room: string): void {
    const left = (this.expected.get(room) ?? 0) - 1;
    if (left > 0) this.expected.set(room, left);
    else this.expected.delete(room);
  }
}
