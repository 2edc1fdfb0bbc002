import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, type RoundResult } from '../../common/background-loop.js';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import type { LaneWake } from '../queue/lane-wake.js';
import { WorkSignal, type WorkListener } from '../queue/work-signal.js';
import { Lanes } from './lanes.js';
import { SendScheduler } from './send-scheduler.js';

const TICK_MS = 25;
const UPKEEP_MS = 500;
const RENEW_MS = 5_000;
const RETRY_MS = 1_000;
const SAFETY_POLL_MS = 1_000;

/**
 * Sends what is due, as fast as receivers take it. It keeps in memory the lanes that it leased and a few deliveries of each.
 * The truth is in the tables, so the process may die at any moment.
 */
@Injectable()
export class DeliveryWorker implements WorkListener, OnApplicationBootstrap, BeforeApplicationShutdown {
  @Inject(WorkSignal) private readonly signal: WorkSignal;
  private readonly delivers: boolean;
  private readonly filling: BackgroundLoop;
  private readonly upkeep: BackgroundLoop;
  private ticker: NodeJS.Timeout | undefined;
  private nextRenewalMs = 0;

  constructor(
    config: AppConfig,
    private readonly lanes: Lanes,
    private readonly scheduler: SendScheduler,
    logger: AppLogger,
  ) {
    this.delivers = config.roles.has('delivery') && config.webhook.workerConcurrency > 0;
    this.filling = new BackgroundLoop({
      round: () => this.fill(),
      onError: (error) => logger.error('Deliveries could not be read; trying again within a second.', error),
      retryMs: RETRY_MS,
      safetyPollMs: SAFETY_POLL_MS,
      onSafetyPoll: () => lanes.expectAnything(),
    });
    this.upkeep = new BackgroundLoop({
      round: () => this.keepUp(),
      onError: (error) => logger.error('Could not claim or renew delivery lanes; retrying.', error),
      retryMs: UPKEEP_MS,
      safetyPollMs: UPKEEP_MS,
    });
    scheduler.onHungry = () => this.filling.wake();
    scheduler.onFault = (error) => {
      logger.error('The right to deliver could not be checked; trying again within a second.', error);
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.delivers) return;
    await this.lanes.open();
    this.signal.connect(this);
    this.nextRenewalMs = performance.now() + RENEW_MS;
    // Retries fall due, and rates allow more, as time passes.
    this.ticker = setInterval(() => {
      if (!this.lanes.isEmpty) this.scheduler.run();
    }, TICK_MS);
    this.scheduler.start();
    this.upkeep.start();
    this.filling.wake();
    this.filling.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.filling.isStarted) return;
    clearInterval(this.ticker);
    const loops = [this.filling.stop(), this.upkeep.stop()];
    await this.scheduler.close();
    await Promise.all(loops);
    await this.lanes.close();
  }

  wake(endpointIds?: ReadonlySet<string>): void {
    if (!this.filling.isStarted) return;
    if (endpointIds === undefined) this.lanes.expectAnything();
    else if (this.lanes.expectMore(endpointIds) < endpointIds.size) this.lanes.wantClaim();
    this.filling.wake();
  }

  lookAgain(endpointIds?: ReadonlySet<string>): void {
    if (!this.filling.isStarted) return;
    if (this.lanes.rescan(endpointIds) < (endpointIds?.size ?? Number.POSITIVE_INFINITY)) this.lanes.wantClaim();
    this.filling.wake();
  }

  /** Lanes that others hold are nothing to this process, so most wake-ups of others cost it nothing. */
  hear({ endpointIds, isBehind, asleep }: LaneWake): void {
    if (!this.filling.isStarted) return;
    const held = isBehind ? this.lanes.rescan(endpointIds) : this.lanes.expectMore(endpointIds);
    if (asleep > 0) this.lanes.wantClaim();
    if (held + asleep > 0) this.filling.wake();
  }

  /** Rights to these things, or of these people, may have changed. */
  invalidateRights(keys: ReadonlySet<string>, userIds: ReadonlySet<string>): void {
    this.lanes.invalidateRights(keys, userIds);
  }

  private async fill(): Promise<RoundResult> {
    try {
      return (await this.lanes.fill()) ? 'more' : 'idle';
    } finally {
      this.scheduler.run();
    }
  }

  private async keepUp(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs >= this.nextRenewalMs) {
      this.nextRenewalMs = nowMs + RENEW_MS;
      await this.lanes.renew();
    }
    await this.lanes.shed();
    const dueInMs = await this.lanes.handBackIdle(nowMs);
    // When the first lane that was handed back is due, not only at the next poll.
    if (dueInMs !== null) this.filling.wakeIn(dueInMs + 1);
  }
}
