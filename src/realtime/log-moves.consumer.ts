import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundLoop } from '../common/background-loop.js';
import { AppLogger } from '../common/logger.js';
import type { EventConsumer } from '../events/event-consumer.js';
import { LocalSockets } from './local-sockets.js';
import { everyoneIn } from './rooms.js';

const ROOM = 'log';
/** A busy log moves thousands of times a second, and each push makes readers ask for the newest events. */
const MIN_GAP_MS = 500;

/**
 * Notifies the sockets in room `log` that the log has grown. They read the events over REST, by their rights. Most events
 * from outside are pushed to no one, so a page that shows the log could not follow it otherwise.
 */
@Injectable()
export class LogMovesConsumer implements EventConsumer, OnApplicationBootstrap, OnApplicationShutdown {
  readonly name = 'log moves';
  private readonly loop: BackgroundLoop;

  constructor(sockets: LocalSockets, logger: AppLogger) {
    this.loop = new BackgroundLoop({
      round: () => void sockets.emit('log.moved', { rooms: everyoneIn(ROOM) }, {}),
      onError: (error) => logger.warn('That the log has grown could not be pushed.', { error: String(error) }),
      minGapMs: MIN_GAP_MS,
      retryMs: MIN_GAP_MS,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  deliver(): void {
    this.loop.wake();
  }
}
