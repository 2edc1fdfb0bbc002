import { Injectable } from '@nestjs/common';
import type { EventConsumer } from '../events/event-consumer.js';
import { LocalSockets } from './local-sockets.js';
import { everyoneIn } from './rooms.js';

const ROOM = 'log';
/** A busy log moves thousands of times a second; its readers ask for the newest events each time. */
const MIN_GAP_MS = 500;

/**
 * Tells the sockets in room `log` that the log has grown, and nothing of what is in it: they read it over REST, by their rights.
 * Most events from outside are pushed to nobody, so a page that shows the log could not follow it otherwise.
 */
@Injectable()
export class LogMovesConsumer implements EventConsumer {
  readonly name = 'log moves';
  private timer: NodeJS.Timeout | undefined;
  private hasMoved = false;

  constructor(private readonly sockets: LocalSockets) {}

  deliver(): void {
    if (this.timer !== undefined) this.hasMoved = true;
    else this.tell();
  }

  private tell(): void {
    this.hasMoved = false;
    this.sockets.emit('log.moved', { rooms: everyoneIn(ROOM) }, {});
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.hasMoved) this.tell();
    }, MIN_GAP_MS).unref();
  }
}
