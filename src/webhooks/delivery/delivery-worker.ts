import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { Lanes } from './lanes.js';
import { SendPump } from './send-pump.js';

const TICK_MS = 25;
const UPKEEP_MS = 500;
const RENEW_MS = 5_000;
const SAFETY_POLL_MS = 1_000;

/**
 * Sends what is due, as fast as receivers take it. In memory it keeps the lanes that it leased, a few deliveries of each,
 * and the order, cap and rate of each; the truth is in the tables, so it may die at any moment.
 */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly isEnabled: boolean;
  private isStopped = true;
  private isWanted = false;
  private filling: Promise<void> | undefined;
  private upkeep: Promise<void> | undefined;
  private ticker: NodeJS.Timeout | undefined;
  private dueTimer: NodeJS.Timeout | undefined;
  private dueAtMs = Number.POSITIVE_INFINITY;
  private nextUpkeepMs = 0;
  private nextRenewalMs = 0;

  constructor(
    config: AppConfig,
    private readonly lanes: Lanes,
    private readonly pump: SendPump,
    private readonly logger: AppLogger,
  ) {
    this.pump.onHungry = () => this.fill();
    this.pump.onFault = (error) => {
      this.logger.error('The right to deliver could not be checked; trying again within a second.', error);
    };
    this.isEnabled = config.webhook.workerConcurrency > 0;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.isEnabled) return;
    await this.lanes.open();
    this.isStopped = false;
    this.nextRenewalMs = performance.now() + RENEW_MS;
    this.ticker = setInterval(this.tick, TICK_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    clearInterval(this.ticker);
    clearTimeout(this.dueTimer);
    await this.pump.close();
    await Promise.all([this.filling, this.upkeep]);
    await this.lanes.close();
  }

  /** There may be something to send: from the dispatcher, another process, or a person who wants it again. */
  @Interval(SAFETY_POLL_MS)
  wake(): void {
    if (this.isStopped) return;
    this.lanes.expectMore();
    this.fill();
  }

  /** The same for these endpoints alone. */
  wakeFor(endpointIds: ReadonlySet<string>): void {
    if (this.isStopped) return;
    this.lanes.expectMore(endpointIds);
    this.fill();
  }

  /**
   * Something became due that lies behind what was read already.
   *
   * @param endpointIds left out: in any lane
   */
  lookAgain(endpointIds?: ReadonlySet<string>): void {
    if (this.isStopped) return;
    this.lanes.rescan(endpointIds);
    this.fill();
  }

  /** Rights to these things, or of these people, may have changed. */
  distrust(keys: ReadonlySet<string>, userIds: ReadonlySet<string>): void {
    this.lanes.distrust(keys, userIds);
  }

  private fill(): void {
    this.isWanted = true;
    if (this.filling !== undefined || this.isStopped) return;
    this.filling = this.fillAll()
      .catch((error: unknown) => {
        this.logger.error('Deliveries could not be read; trying again within a second.', error);
      })
      .finally(() => {
        this.filling = undefined;
        this.pump.run();
        if (this.isWanted && !this.isStopped) this.fill();
      });
  }

  private async fillAll(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.lanes.fill();
      this.pump.run();
    }
  }

  private readonly tick = () => {
    const nowMs = performance.now();
    if (this.lanes.isEmpty && nowMs < this.nextUpkeepMs) return;
    this.pump.run();
    if (nowMs < this.nextUpkeepMs || this.upkeep !== undefined) return;
    this.nextUpkeepMs = nowMs + UPKEEP_MS;
    this.upkeep = this.keepUp(nowMs)
      .catch((error: unknown) => {
        this.logger.error('The lanes of deliveries could not be kept; trying again within a second.', error);
      })
      .finally(() => {
        this.upkeep = undefined;
      });
  };

  private async keepUp(nowMs: number): Promise<void> {
    if (nowMs >= this.nextRenewalMs) {
      this.nextRenewalMs = nowMs + RENEW_MS;
      await this.lanes.renew();
    }
    this.wakeIn(await this.lanes.handBackIdle(nowMs));
  }

  /** Not at the next poll but when the first of what was given back is due. */
  private wakeIn(delayMs: number | null): void {
    if (delayMs === null || this.isStopped) return;
    const dueAtMs = performance.now() + Math.max(0, delayMs);
    if (dueAtMs >= this.dueAtMs || delayMs > 2 ** 31 - 1) return;
    this.dueAtMs = dueAtMs;
    clearTimeout(this.dueTimer);
    this.dueTimer = setTimeout(() => {
      this.dueAtMs = Number.POSITIVE_INFINITY;
      this.wake();
    }, delayMs + 1);
  }
}
