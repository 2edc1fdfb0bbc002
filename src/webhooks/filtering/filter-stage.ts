import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../../common/config.js';
import { newId } from '../../common/ids.js';
import { isDataFault } from '../../common/postgres-errors.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { findFilteredMatches, type EndpointMatch } from '../matching/endpoint-matching.js';
import { queueMatches, wakeLanes } from '../matching/queued-matches.js';
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
  tellLanes,
} from './filter-store.js';

const BATCH_EVENTS = 500;
/** A filter that is not done with a batch by then lags behind, and the others go on without it. */
const PATIENCE_MS = 500;
const SAFETY_POLL_MS = 1_000;
const CHANNEL = 'carillon_filtered';

/**
 * Matches events with filters after they were dispatched: it follows the log with a durable position, and moves it in the
 * transaction that queues the deliveries. So filters, which are users' programs, delay no dispatch, and an endpoint whose
 * filter is slow delays no other. One process at a time has the stage; the position itself makes sure that no two count.
 */
@Injectable()
export class FilterStage implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly session: BookkeepingSession;
  private readonly claimId = newId();
  private running: Promise<void> | undefined;
  private isWanted = false;
  private isStopped = true;
  /** As of the last look: without any, other processes' batches are no reason to look. */
  private hasFilters = false;
  private claimedUntilMs = 0;
  /** Smaller after a batch that could not be written, so that the one event that is at fault costs itself alone. */
  private batchEvents = BATCH_EVENTS;

  constructor(
    config: AppConfig,
    private readonly decisions: FilterDecisions,
    private readonly effects: FilterEffects,
    private readonly lags: FilterLags,
  ) {
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'filters',
      // What a crash of the database forgets is decided again, the position with it.
      settings: '-c synchronous_commit=off -c idle_in_transaction_session_timeout=10s -c statement_timeout=10s',
      onNotification: (_channel, payload) => this.hear(payload),
      onConnect: async (connection) => void (await connection.query(`LISTEN ${CHANNEL}`, [])),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.session.open();
    this.isStopped = false;
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    await this.running;
    await this.lags.stop();
    // Its lease runs out by itself if this fails.
    if (this.claimedUntilMs > 0) await releaseStage(this.session, this.claimId).catch(() => undefined);
    await this.session.close();
  }

  /** Another process's batch: only of interest where there are filters. */
  wakeForOthers(): void {
    if (this.hasFilters) this.wake();
  }

  @Interval(SAFETY_POLL_MS)
  wake(): void {
    if (this.isStopped) return;
    this.isWanted = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.isWanted && !this.isStopped) this.wake();
    });
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      try {
        if (await this.step()) this.isWanted = true;
      } catch (error) {
        this.claimedUntilMs = 0;
        this.effects.logger.error('Events could not be matched with filters; trying again within a second.', error);
        return;
      }
    }
  }

  /** @returns whether there may be more to do at once */
  private async step(): Promise<boolean> {
    const { position, head, first, lags } = await readStatus(this.session);
    this.hasFilters = first !== null;
    if (lags) this.lags.wake();
    if (first === null || position >= head || !(await this.claim())) return false;
    // What was dispatched before the first filter is not for filters.
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
    return true;
  }

  private async decide(events: readonly LoggedEvent[], position: number, upTo: number): Promise<void> {
    const startedAt = performance.now();
    // Before the matches, which leave them out. One that catches up before the batch is written would never see the batch.
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
   * @param batch `unseen`: endpoints that lagged behind when the matches were read; those that do no more lag again
   * @returns the endpoints that got something; undefined: another process was faster
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
    await wakeLanes(sql, endpointIds);
    await tellLanes(sql, endpointIds, false);
    return endpointIds;
  }

  /** The batch is halved until one event is left: that one is passed over, for the endpoints with filters alone. */
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

  /** The lease is kept by what it is used for, and renewed once it is half over. */
  private async claim(): Promise<boolean> {
    const nowMs = performance.now();
    if (nowMs < this.claimedUntilMs - STAGE_LEASE_MS / 2) return true;
    const isOurs = (await claimStage(this.session, this.claimId)) !== undefined;
    this.claimedUntilMs = isOurs ? nowMs + STAGE_LEASE_MS : 0;
    return isOurs;
  }

  /** Deliveries were queued, here or elsewhere, for lanes that this process may have. */
  private hear(payload: string): void {
    const [kind, ids = ''] = payload.split(':');
    const endpointIds = ids === '*' ? undefined : new Set(ids.split(','));
    this.effects.queued(endpointIds, { isBehind: kind === 'again' });
  }
}
