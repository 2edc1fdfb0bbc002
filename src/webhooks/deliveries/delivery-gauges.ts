import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '../../common/background-loop.js';
import { AppLogger } from '../../common/logger.js';
import { Metrics } from '../../common/metrics.js';
import { HeavyReads } from '../../database/heavy-reads.js';
import { COUNT_FAILED, oldestDueOf } from '../queue/queue-figures.js';

const MIN_GAP_MS = 1_000;
/** Counting takes at most a fiftieth of the time, however long the queue is. */
const REST = 50;

/**
 * Deliveries that are not over, those that failed, and endpoints, by state. The oldest one that is due is found lane by lane,
 * so a long queue costs no more than a short one.
 */
const COUNT_SQL = `
  SELECT q.pending, q.sending, q.held, (${COUNT_FAILED})::int AS failed, e.active, e.failing, e.disabled,
         greatest(0, extract(epoch FROM now() - (SELECT min(${oldestDueOf('l.endpoint_id')}) FROM webhook_lanes l)))::float8 AS oldest_due
    FROM (SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'retry')::int AS sending,
                 count(*) FILTER (WHERE state = 'held')::int AS held FROM webhook_queue) q,
         (SELECT count(*) FILTER (WHERE active AND failing_since IS NULL AND program_failing_since IS NULL)::int AS active,
                 count(*) FILTER (WHERE active AND (failing_since IS NOT NULL OR program_failing_since IS NOT NULL))::int AS failing,
                 count(*) FILTER (WHERE NOT active)::int AS disabled FROM webhook_endpoints) e`;

const DELIVERY_STATES = ['pending', 'sending', 'held', 'failed'] as const;
const ENDPOINT_STATES = ['active', 'failing', 'disabled'] as const;

type Counts = Record<(typeof DELIVERY_STATES)[number] | (typeof ENDPOINT_STATES)[number], number> & {
  /** Seconds. Null: none is due. */
  oldest_due: number | null;
};

/**
 * Figures of the queue, the same in every process. A scrape reads them from memory and asks for newer ones, so they are as
 * old as the scrape before, and cost nothing without scrapes.
 */
@Injectable()
export class DeliveryGauges implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private counts: Counts | undefined;
  private notBeforeMs = 0;
  private readonly counting: BackgroundLoop;

  constructor(
    metrics: Metrics,
    private readonly heavyReads: HeavyReads,
    logger: AppLogger,
  ) {
    this.counting = new BackgroundLoop({
      round: () => this.count(),
      onError: (error) => logger.warn('Deliveries could not be counted for the metrics.', { error: String(error) }),
      retryMs: 10_000,
    });
    metrics.readGauges(
      'carillon_deliveries',
      'Deliveries of all processes that are not over or failed, by state.',
      ['state'],
      () => {
        this.refresh();
        return this.by(DELIVERY_STATES);
      },
    );
    metrics.readGauges('carillon_endpoints', 'Webhook endpoints, by state.', ['state'], () => this.by(ENDPOINT_STATES));
    metrics.readGauge(
      'carillon_oldest_due_seconds',
      'How long the oldest delivery has been due; 0: none is.',
      () => this.counts?.oldest_due ?? 0,
    );
  }

  /** So that the first scrape has figures. */
  onApplicationBootstrap(): void {
    this.counting.start();
    this.counting.wake();
  }

  /** Before the connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.counting.stop();
  }

  private by<State extends keyof Counts>(states: readonly State[]) {
    const { counts } = this;
    if (counts === undefined) return [];
    return states.map((state) => ({ labels: { state }, value: counts[state] ?? 0 }));
  }

  private refresh(): void {
    if (performance.now() >= this.notBeforeMs) this.counting.wake();
  }

  private async count(): Promise<void> {
    const startMs = performance.now();
    [this.counts] = await this.heavyReads.manager.query<Counts[]>(COUNT_SQL);
    const endMs = performance.now();
    this.notBeforeMs = endMs + Math.max(MIN_GAP_MS, (endMs - startMs) * REST);
  }
}
