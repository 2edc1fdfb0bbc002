import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '../../common/background-loop.js';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { EVENTS_RECORDED } from '../event-recorder.js';

/** The NOTIFY channel on which processes without a dispatcher call those with one. */
export const CALL_CHANNEL = 'carillon_recorded';

const MIN_GAP_MS = 10;
const RETRY_MS = 1_000;

/**
 * In a process without the role `dispatch`: calls the dispatchers of other processes when events were recorded here. In
 * statements of its own, at most a hundred a second: NOTIFY in the transactions of writers took 45 % of their throughput.
 * A call that is lost delays events by a second, until the dispatchers look by themselves.
 */
@Injectable()
export class DispatchCall implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly config: AppConfig,
    dataSource: DataSource,
    logger: AppLogger,
  ) {
    this.loop = new BackgroundLoop({
      round: async () => void (await dataSource.query(`NOTIFY ${CALL_CHANNEL}`)),
      onError: (error) => logger.warn('The dispatchers could not be called; trying again.', { error: String(error) }),
      minGapMs: MIN_GAP_MS,
      retryMs: RETRY_MS,
    });
  }

  onApplicationBootstrap(): void {
    if (!this.config.roles.has('dispatch')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  @OnEvent(EVENTS_RECORDED)
  call(): void {
    this.loop.wake();
  }
}
