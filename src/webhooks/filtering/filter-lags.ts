import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop, type RoundResult } from '../../common/background-loop.js';
import { AppConfig } from '../../common/config.js';
import { isDataFault } from '../../common/postgres-errors.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { lockStage } from '../endpoints/filter-boundary.js';
import { findMatchesOf, type EndpointMatch } from '../matching/endpoint-matching.js';
import { queueMatches } from '../matching/queued-matches.js';
import { ProgramsBusy } from '../programs/program-pool.js';
import { MAX_STRIKES, pauseMs } from '../programs/program-strikes.js';
import { LaneStore } from '../queue/lane-store.js';
import { FilterDecisions, type Decisions } from './filter-decisions.js';
import { FilterEffects } from './filter-effects.js';
import { claimLags, endLag, filterOf, moveLag, readStatus, yieldLag, type FilterLag } from './filter-store.js';

const MAX_AT_ONCE = 4;
const STEP_EVENTS = 200;
/** Steps before other lagging endpoints get their turn. */
const STEPS_A_TURN = 5;
const RETRY_MS = 1_000;
const AFTER_FAULT_MS = 2_000;

/** The result of a step, for the lag's row. */
interface Step {
  readonly lag: FilterLag;
  readonly filter: string | null;
  readonly accepted: readonly EndpointMatch[];
  readonly reached: number;
  readonly strikes: number;
  readonly pauses: number;
  readonly waitMs: number;
}

/**
 * Handles endpoints that fell behind the filter stage, because their filters are slow or exceeded their budget. Each
 * has its own position. An event for which a filter exceeds its budget is no match; three of them in a row pause the
 * filter for a minute, doubled each time, and its owner is notified. A pause loses nothing: later events are matched
 * after it.
 */
@Injectable()
export class FilterLags {
  private readonly session: BookkeepingSession;
  private readonly turns = new Set<Promise<void>>();
  private readonly loop: BackgroundLoop;

  constructor(
    config: AppConfig,
    private readonly dataSource: DataSource,
    private readonly decisions: FilterDecisions,
    private readonly effects: FilterEffects,
  ) {
    // Connects when the first endpoint lags.
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'lagging filters',
      settings: '-c idle_in_transaction_session_timeout=10s -c statement_timeout=10s',
    });
    this.loop = new BackgroundLoop({
      round: () => this.claim(),
      onError: (error) => effects.logger.error('Lagging filters could not be looked up; trying again.', error),
      retryMs: RETRY_MS,
    });
  }

  start(): void {
    this.loop.start();
  }

  /** An endpoint may lag, or a pause may be over. */
  wake(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.turns);
    await this.session.close();
  }

  /** The end of a turn leaves room for another, so it wakes the loop. */
  private async claim(): Promise<RoundResult> {
    const free = MAX_AT_ONCE - this.turns.size;
    if (free <= 0) return 'idle';
    for (const lag of await this.session.transaction((sql) => claimLags(sql, free))) {
      const turn = this.turn(lag).finally(() => {
        this.turns.delete(turn);
        this.loop.wake();
      });
      this.turns.add(turn);
    }
    return 'idle';
  }

  /** Never rejects. */
  private async turn(claimed: FilterLag): Promise<void> {
    let waitMs = 0;
    try {
      let lag: FilterLag | undefined = claimed;
      for (let step = 0; step < STEPS_A_TURN && lag !== undefined && this.loop.isStarted; step += 1) {
        lag = await this.step(lag);
      }
      if (lag === undefined) return;
    } catch (error) {
      waitMs = AFTER_FAULT_MS;
      if (!(error instanceof ProgramsBusy))
        this.effects.logger.error('A lagging filter could not go on; trying again.', error);
    }
    // If this fails, its lease expires by itself.
    await this.session.transaction((sql) => yieldLag(sql, claimed.id, waitMs)).catch(() => undefined);
  }

  /** @returns where to continue; undefined: it has caught up, is paused, or is gone */
  private async step(lag: FilterLag): Promise<FilterLag | undefined> {
    const reader = this.dataSource;
    const upTo = lag.up_to ?? (await readStatus(reader)).position;
    const page = await this.decisions.read({ after: lag.position, upTo, limit: STEP_EVENTS }, reader);
    const end = page.reached;
    const matches = await this.matchesOf(lag.endpoint_id, page.events);
    const decisions = await this.decisions.decide(matches, { isOneTurn: true });
    const step = stepOf(lag, matches, { decisions, end });
    const outcome = await this.session.transaction((sql) => write(sql, step, this.effects.signal.id));
    if (outcome === 'stale') return undefined;
    if (outcome === 'changed') return lag;
    this.report(step, decisions);
    if (outcome === 'ended' || step.waitMs > 0) return undefined;
    return { ...lag, position: step.reached, strikes: step.strikes, pauses: step.pauses };
  }

  /** An event that cannot be matched is skipped alone. */
  private async matchesOf(endpointId: string, events: readonly LoggedEvent[]): Promise<EndpointMatch[]> {
    try {
      return await findMatchesOf(this.dataSource, events, endpointId);
    } catch (error) {
      const [event] = events;
      if (!isDataFault(error) || event === undefined) throw error;
      if (events.length === 1) {
        this.effects.logger.error(
          `The event ${event.id} could not be matched with a filter, and is passed over.`,
          error,
        );
        return [];
      }
      const middle = Math.ceil(events.length / 2);
      const first = await this.matchesOf(endpointId, events.slice(0, middle));
      return [...first, ...(await this.matchesOf(endpointId, events.slice(middle)))];
    }
  }

  private report({ lag, accepted, waitMs, filter }: Step, { decided, isOverBudget }: Decisions): void {
    const id = lag.endpoint_id;
    if (waitMs > 0) this.effects.paused(id, waitMs);
    else if (filter !== null && decided > 0 && !isOverBudget) this.effects.ran(id);
    if (accepted.length > 0) this.effects.queued(new Set([id]), { isBehind: true });
  }
}

function stepOf(
  lag: FilterLag,
  matches: readonly EndpointMatch[],
  { decisions, end }: { decisions: Decisions; end: number },
): Step {
  const { accepted, decided, isComplete, isOverBudget } = decisions;
  const filter = matches[0]?.filter ?? null;
  const lastDecided = matches[decided - 1]?.event.position ?? lag.position;
  const reached = isComplete && !isOverBudget ? end : lastDecided;
  // Counts failures in a row; a success in between resets the count.
  const before = decided > 1 ? 0 : lag.strikes;
  const strikes = isOverBudget ? before + 1 : decided > 0 ? 0 : lag.strikes;
  const pauses = !isOverBudget && decided > 0 ? 0 : decided > 1 ? 0 : lag.pauses;
  const isPaused = isOverBudget && (strikes >= MAX_STRIKES || pauses > 0);
  if (!isPaused) return { lag, filter, accepted, reached, strikes, pauses, waitMs: 0 };
  return { lag, filter, accepted, reached, strikes: 0, pauses: pauses + 1, waitMs: pauseMs(pauses) };
}

/**
 * `changed`: the filter is another one now, so the step is repeated. `stale`: another process moved or ended the lag.
 */
type StepOutcome = 'moved' | 'ended' | 'changed' | 'stale';

/** Under the stage's lock: meanwhile the stage does not move, and no filter is added, changed or removed. */
async function write(sql: BookkeepingSession, step: Step, by: string): Promise<StepOutcome> {
  const { lag, accepted, reached, filter } = step;
  const stagePosition = await lockStage(sql);
  const now = await filterOf(sql, lag.endpoint_id);
  if (now === undefined) {
    await endLag(sql, lag.id);
    return 'ended';
  }
  if (accepted.length > 0 && now.filter !== filter) return 'changed';
  const moved = await moveLag(sql, lag, { ...step, position: reached });
  if (moved === undefined) return 'stale';
  const endpointIds = new Set(accepted.map(({ endpointId }) => endpointId));
  await queueMatches(sql, accepted);
  await new LaneStore(sql).wake(endpointIds, { by, isBehind: true });
  if (step.waitMs > 0 || reached < (moved.up_to ?? stagePosition)) return 'moved';
  await endLag(sql, lag.id);
  return 'ended';
}
