import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, type RoundResult } from '../../common/background-loop.js';
import { AppConfig } from '../../common/config.js';
import { newId } from '../../common/ids.js';
import { isDataFault } from '../../common/postgres-errors.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { findFilteredMatches, type EndpointMatch } from '../matching/endpoint-matching.js';
import { queueMatches } from '../matching/queued-matches.js';
import { LaneStore } from '../queue/lane-store.js';
import { FilterDecisions, type Decisions } from './filter-decisions.js';
import { FilterEffects } from './filter-effects.js';
import { FilterLags } from './filter-lags.js';
import {
  claimStage,
  fallBehind,
  moveStage,
  readLagging,
  readStatus,
  releaseStage,
  STAGE_LEASE_MS,
  stillFiltered,
} from './filter-store.js';

const BATCH_EVENTS = 500;
/** A filter that needs longer for a batch falls behind, and the others continue without it. */
const PATIENCE_MS = 500;
const SAFETY_POLL_MS = 1_000;
const RETRY_MS = 1_000;

/**
 * Matches events with filters after their dispatch. It follows the log with a durable position, moved in the
 * transaction that queues the deliveries. So filters, which are users' programs, do not delay dispatch, and a slow
 * filter does not delay other endpoints. One process at a time holds the stage; the position itself prevents double
 * work.
 */
@Injectable()
export class FilterStage implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly session: BookkeepingSession;
  private readonly runsFilters: boolean;
  private readonly claimId = newId();
  private readonly loop: BackgroundLoop;
  /** From the last look: without filters, other processes' batches need no attention. */
  private hasFilters = false;
  private claimedUntilMs = 0;
  /** Reduced after a batch that could not be written, so that only the faulty event is skipped. */
  private batchEvents = BATCH_EVENTS;

  constructor(
    config: AppConfig,
    private readonly decisions: FilterDecisions,
    private readonly effects: FilterEffects,
    private readonly lags: FilterLags,
  ) {
    this.runsFilters = config.roles.has('delivery');
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'filters',
      // What a database crash forgets is decided again, together with the position.
      settings: '-c synchronous_commit=off -c idle_in_transaction_session_timeout=10s -c statement_timeout=10s',
    });
    this.loop = new BackgroundLoop({
      round: () => this.round(),
      onError: (error) => {
        this.claimedUntilMs = 0;
        effects.logger.error('Events could not be matched with filters; trying again within a second.', error);
      },
      retryMs: RETRY_MS,
      safetyPollMs: SAFETY_POLL_MS,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.runsFilters) return;
    await this.session.open();
    this.lags.start();
    this.loop.start();
    this.loop.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.loop.isStarted) return;
    await this.loop.stop();
    await this.lags.stop();
    // If this fails, its lease expires by itself.
    if (this.claimedUntilMs > 0) await releaseStage(this.session, this.claimId).catch(() => undefined);
    await this.session.close();
  }

  /** Another process's batch matters only where there are filters. */
  wakeForOthers(): void {
    if (this.hasFilters) this.wake();
  }

  wake(): void {
    this.loop.wake();
  }

  private async round(): Promise<RoundResult> {
    const { position, head, first, lags } = await readStatus(this.session);
    this.hasFilters = first !== null;
    if (lags) this.lags.wake();
    if (first === null || position >= head || !(await this.claim())) return 'idle';
    // Events dispatched before the first filter are not for filters.
    const after = Math.max(position, Math.min(first, head));
    const range = { after, upTo: head, limit: this.batchEvents };
    const { events, reached } =
      after >= head ? { events: [], reached: head } : await this.decisions.read(range, this.session);
    try {
      await this.decide(events, position, reached);
      this.batchEvents = Math.min(BATCH_EVENTS, this.batchEvents * 2);
    } catch (error) {
      await this.narrow(error, events, position);
    }
    return 'more';
  }

  private async decide(events: readonly LoggedEvent[], position: number, upTo: number): Promise<void> {
    const startedAt = performance.now();
    // Read before the matches, which exclude them. An endpoint that catches up before the batch is written would
    // otherwise miss the batch.
    const behind = await readLagging(this.session);
    const matches = await findFilteredMatches(this.session, events);
    const decisions = matches.length === 0 ? [] : await this.decisions.decideAll(matches, PATIENCE_MS);
    const unseen = behind.filter((id) => !matches.some(({ endpointId }) => endpointId === id));
    const endpointIds = await this.write({ decisions, unseen }, position, upTo);
    if (endpointIds === undefined) return;
    for (const { endpointId, isComplete, decided } of decisions) {
      const isFailing = matches.some((match) => match.endpointId === endpointId && match.isFilterFailing);
      if (isFailing && isComplete && decided > 0) this.effects.ran(endpointId);
    }
    this.effects.queued(endpointIds, { isBehind: false });
    this.effects.logger.event('events.filtered', {
      events: events.length,
      position: upTo,
      endpoints: decisions.length,
      lagging: decisions.filter(({ isComplete }) => !isComplete).length,
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
    });
  }

  /**
   * @param batch `unseen`: endpoints that lagged when the matches were read; those that no longer lag are made to lag
   * again
   * @returns the endpoints with new deliveries; undefined: another process was faster
   */
  private async write(
    { decisions, unseen }: { decisions: readonly Decisions[]; unseen: readonly string[] },
    from: number,
    to: number,
  ): Promise<Set<string> | undefined> {
    const lagging = decisions.filter(({ isComplete, isOverBudget }) => !isComplete || isOverBudget);
    const accepted = decisions.flatMap((decision) => (lagging.includes(decision) ? [] : decision.accepted));
    const inOrder = accepted.toSorted((a, b) => a.event.position - b.event.position);
    const laggingIds = [...unseen, ...lagging.map(({ endpointId }) => endpointId)];
    const endpointIds = await this.session.transaction((sql) => this.queue(sql, inOrder, { from, to, laggingIds }));
    if (laggingIds.length > 0) this.lags.wake();
    return endpointIds;
  }

  private async queue(
    sql: BookkeepingSession,
    accepted: readonly EndpointMatch[],
    { from, to, laggingIds }: { from: number; to: number; laggingIds: readonly string[] },
  ): Promise<Set<string> | undefined> {
    if (!(await moveStage(sql, from, to))) return undefined;
    await fallBehind(sql, laggingIds, from);
    const matches = await stillFiltered(sql, accepted);
    const endpointIds = new Set(matches.map(({ endpointId }) => endpointId));
    await queueMatches(sql, matches);
    await new LaneStore(sql).wake(endpointIds, { by: this.effects.signal.id });
    return endpointIds;
  }

  /** The batch is halved until one event is left, which is skipped for endpoints with filters only. */
  private async narrow(error: unknown, events: readonly LoggedEvent[], position: number): Promise<void> {
    const [event] = events;
    if (!isDataFault(error) || event === undefined) throw error;
    if (events.length > 1) {
      this.batchEvents = Math.max(1, Math.floor(events.length / 2));
      return;
    }
    this.effects.logger.error(`The event ${event.id} could not be matched with filters, and is passed over.`, error);
    await moveStage(this.session, position, event.position);
  }

  /** Use renews the lease, once half of it is over. */
  private async claim(): Promise<boolean> {
    const nowMs = performance.now();
    if (nowMs < this.claimedUntilMs - STAGE_LEASE_MS / 2) return true;
    const isOurs = (await claimStage(this.session, this.claimId)) !== undefined;
    this.claimedUntilMs = isOurs ? nowMs + STAGE_LEASE_MS : 0;
    return isOurs;
  }
}
