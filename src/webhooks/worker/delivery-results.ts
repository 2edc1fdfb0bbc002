import { Inject, Injectable } from '@nestjs/common';
import { BackgroundLoop, type RoundResult } from '../../common/background-loop.js';
import { bisect, storableReason } from '../../common/bisect.js';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { isDataFault } from '../../common/postgres-errors.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import { DeliveryFeed } from '../deliveries/delivery-feed.js';
import { EndpointHealth } from '../health/endpoint-health.js';
import { EndpointHours } from '../health/endpoint-hours.js';
import type { AttemptResult, QueuedDelivery } from '../queue/queued-delivery.js';
import { ResultStore } from '../queue/result-store.js';
import type { SendOutcome } from './delivery-sender.js';
import type { Lane } from './lane.js';

/** Between two statements. The first result after a pause is stored at once; under load more of them share a statement. */
const MIN_GAP_MS = 20;
const MAX_AT_ONCE = 1_024;
const RETRY_MS = 500;
/** Deliveries that are due later leave memory. They are read again when they are due. */
const SOON_MS = 60_000;
const DISABLING_MS = 2_000;

interface Waiting {
  readonly result: AttemptResult;
  /** Called with what was stored: a failure when the database refused the result. */
  readonly written: (stored: AttemptResult) => void;
}

/**
 * Passes the outcome of each request to its lane, to the health of its endpoint, and to the tables. A lone result is stored at
 * once, and what comes while one is being stored by the next statement, up to 1,024 together. Without waiting for the disk:
 * what a crash of the database loses is sent again.
 */
@Injectable()
export class DeliveryResults {
  @Inject(EndpointHealth) private readonly health: EndpointHealth;
  @Inject(DeliveryFeed) private readonly feed: DeliveryFeed;
  private readonly session: BookkeepingSession;
  private readonly store: ResultStore;
  private waiting: Waiting[] = [];
  private readonly writing: BackgroundLoop;
  /** Apart from the results, so that these never wait for figures. */
  private readonly countingHours: BackgroundLoop;
  /** Stored. When the rest of the batch has to be tried again, these are left out. */
  private readonly reported = new WeakSet<Waiting>();

  constructor(
    config: AppConfig,
    private readonly hours: EndpointHours,
    private readonly logger: AppLogger,
  ) {
    const settings = '-c synchronous_commit=off';
    this.session = new BookkeepingSession({ url: config.databaseUrl ?? '', name: 'results', settings });
    this.store = new ResultStore(this.session);
    this.writing = new BackgroundLoop({
      round: () => this.writeWaiting(),
      onError: (error) => logger.error('Results of deliveries could not be stored; trying again.', error),
      minGapMs: MIN_GAP_MS,
      retryMs: RETRY_MS,
    });
    this.countingHours = new BackgroundLoop({
      round: () => hours.write(this.session),
      onError: (error) => logger.error('Attempts could not be counted.', error),
      retryMs: RETRY_MS,
    });
  }

  async open(): Promise<void> {
    await this.session.open();
    this.writing.start();
    this.countingHours.start();
  }

  /** The request of a delivery is over. */
  record(lane: Lane, row: QueuedDelivery, outcome: SendOutcome): void {
    if (outcome.kind === 'ours') {
      lane.requestEnded(row, { keepsKey: true });
      lane.retryLater(row, performance.now() + outcome.waitMs);
      return;
    }
    const { result, endpointIsGone } = outcome;
    const isSoon = result.dueInMs !== null && result.dueInMs <= SOON_MS;
    lane.requestEnded(row, { keepsKey: isSoon });
    if (result.state === 'success') this.health.success(lane.id);
    else this.health.failure(lane.id);
    if (endpointIsGone) this.disable(lane);
    this.add(result, (stored) => {
      this.feed.show(row.id);
      // Null: the database refused the result, so the delivery has failed.
      if (isSoon && stored.dueInMs !== null) {
        Object.assign(row, { attempts: stored.attempts, tries: stored.tries, waitedMs: stored.waitedMs });
        lane.retryLater(row, performance.now() + stored.dueInMs);
      } else lane.forget(row);
    });
  }

  async cancel(deliveryIds: readonly string[], reason: string): Promise<void> {
    await this.store.cancel(deliveryIds, reason);
  }

  /** For a delivery that can never become a request. Nothing was sent. */
  async fail(deliveryId: string, error: unknown): Promise<void> {
    this.logger.error('A delivery cannot be sent; it is marked as failed.', error);
    await this.store.fail(deliveryId, `The message could not be made: ${storableReason(error)}`);
  }

  /** Stores what is left. */
  async close(): Promise<void> {
    await Promise.all([this.writing.stop(), this.countingHours.stop()]);
    while (this.waiting.length > 0 && (await this.writeOnce()));
    await this.hours.write(this.session);
    await this.session.close();
    // Only figures, so an error does not matter: the deliveries themselves are stored.
    await this.health.store().catch(() => []);
  }

  /** Nothing more is sent until the endpoint is stored as disabled. */
  private disable(lane: Lane): void {
    lane.pauseUntil(performance.now() + DISABLING_MS);
    this.health.gone(lane.id);
  }

  private add(result: AttemptResult, written: Waiting['written']): void {
    this.waiting.push({ result, written });
    this.writing.wake();
  }

  private async writeWaiting(): Promise<RoundResult> {
    let isStored = await this.writeOnce();
    while (isStored && this.waiting.length >= MAX_AT_ONCE) isStored = await this.writeOnce();
    if (!this.hours.isEmpty) this.countingHours.wakeIn(this.hours.dueInMs);
    return isStored ? 'idle' : 'retry';
  }

  /** @returns false when something was not stored and has to be tried again */
  private async writeOnce(): Promise<boolean> {
    const batch = this.waiting.splice(0, MAX_AT_ONCE);
    try {
      await bisect(batch, {
        work: async (items) => {
          await this.write(items.map(({ result }) => result));
          this.report(items);
        },
        setAside: (item, error) => this.writeRefused(item, error),
      });
    } catch (error) {
      this.logger.error('Results of deliveries could not be stored; trying again.', error);
      this.waiting.unshift(...batch.filter((item) => !this.reported.has(item)));
      return false;
    }
    return true;
  }

  private report(items: readonly Waiting[], stored?: AttemptResult): void {
    for (const item of items) {
      this.reported.add(item);
      try {
        item.written(stored ?? item.result);
      } catch (error) {
        this.logger.error('A stored result could not be passed on.', error);
      }
    }
  }

  /** Costs this delivery alone, which fails visibly. The others of the batch are stored. */
  private async writeRefused(item: Waiting, error: unknown): Promise<void> {
    const { result } = item;
    this.logger.error('The result of a delivery was refused by the database; it is stored as a failure.', error);
    const stored: AttemptResult = {
      ...result,
      state: 'failed',
      dueInMs: null,
      status: null,
      responseBody: null,
      error: `The result of the attempt could not be stored: ${storableReason(error)}`,
      durationMs: 0,
      waitedMs: result.delivery.waitedMs,
      timings: '{}',
    };
    try {
      await this.write([stored]);
    } catch (again) {
      if (!isDataFault(again)) throw again;
      this.logger.error('Not even the failure of a delivery could be stored; it is given up in this process.', again);
    }
    this.report([item], stored);
  }

  private async write(results: readonly AttemptResult[]): Promise<void> {
    await this.store.record(results);
    for (const { delivery, state, status, durationMs } of results) {
      this.hours.count({ endpointId: delivery.endpointId, isSuccess: state === 'success', status, durationMs });
    }
  }
}
