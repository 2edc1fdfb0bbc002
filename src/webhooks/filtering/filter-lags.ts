import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../common/config.js';
import { isDataFault } from '../../common/postgres-errors.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { findMatchesOf, type EndpointMatch } from '../matching/endpoint-matching.js';
import { queueMatches, wakeLanes } from '../matching/queued-matches.js';
import { ProgramsBusy } from '../programs/program-pool.js';
import { MAX_STRIKES, pauseMs } from '../programs/program-strikes.js';
import { FilterDecisions, type Decisions } from './filter-decisions.js';
import { FilterEffects } from './filter-effects.js';
import {
  claimLags,
  endLag,
  filterOf,
  lockStage,
  moveLag,
  readStatus,
  tellLanes,
  yieldLag,
  type FilterLag,
} from './filter-store.js';

const MAX_AT_ONCE = 4;
const STEP_EVENTS = 200;
/** Steps before others that lag have their turn. */
const STEPS_A_TURN = 5;
const AFTER_FAULT_MS = 2_000;

/** What a step came to, for the lag's row. */
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
 * Brings endpoints to where the filter stage is that fell behind it: their filters are slow, or ran over their budget. Each has
 * a position of its own. An event for which a filter is over budget is no match; three of them in a row pause it for a
 * minute, doubled each time, and its owner is told. Nothing is lost by a pause: what comes meanwhile is matched after it.
 */
@Injectable()
export class FilterLags {
  private readonly session: BookkeepingSession;
  private readonly turns = new Set<Promise<void>>();
  private claiming: Promise<void> | undefined;
  private isWanted = false;
  private isStopped = false;

  constructor(
    config: AppConfig,
    private readonly dataSource: DataSource,
    private readonly decisions: FilterDecisions,
    private readonly effects: FilterEffects,
  ) {
    // It connects when the first endpoint lags.
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'lagging filters',
      settings: '-c idle_in_transaction_session_timeout=10s -c statement_timeout=10s',
    });
  }

  /** Some endpoint may lag, or a pause may be over. */
  wake(): void {
    this.isWanted = true;
    if (this.isStopped || this.claiming !== undefined || this.turns.size >= MAX_AT_ONCE) return;
    this.claiming = this.claim()
      .catch((error: unknown) =>
        this.effects.logger.error('Lagging filters could not be looked up; trying again.', error),
      )
      .finally(() => {
        this.claiming = undefined;
      });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.claiming;
    await Promise.all(this.turns);
    await this.session.close();
  }

  private async claim(): Promise<void> {
    this.isWanted = false;
    const free = MAX_AT_ONCE - this.turns.size;
    for (const lag of await this.session.transaction((sql) => claimLags(sql, free))) {
      this.isWanted = true;
      const turn = this.turn(lag).finally(() => {
        this.turns.delete(turn);
        if (this.isWanted) this.wake();
      });
      this.turns.add(turn);
    }
  }

  /** Never rejects. */
  private async turn(claimed: FilterLag): Promise<void> {
    let waitMs = 0;
    try {
      let lag: FilterLag | undefined = claimed;
      for (let step = 0; step < STEPS_A_TURN && lag !== undefined && !this.isStopped; step += 1) {
        lag = await this.step(lag);
      }
      if (lag === undefined) return;
    } catch (error) {
      waitMs = AFTER_FAULT_MS;
      if (!(error instanceof ProgramsBusy))
        this.effects.logger.error('A lagging filter could not go on; trying again.', error);
    }
    // Its lease runs out by itself if this fails.
    await this.session.transaction((sql) => yieldLag(sql, claimed.id, waitMs)).catch(() => undefined);
  }

  /** @returns where it goes on; undefined: it is where the stage is, paused or gone */
  private async step(lag: FilterLag): Promise<FilterLag | undefined> {
    const reader = this.dataSource;
    const upTo = lag.up_to ?? (await readStatus(reader)).position;
    const page = await this.decisions.read({ after: lag.position, upTo, limit: STEP_EVENTS }, reader);
    const end = page.reached;
    const matches = await this.matchesOf(lag.endpoint_id, page.events);
    const decisions = await this.decisions.decide(matches, { isOneTurn: true });
    const step = stepOf(lag, matches, { decisions, end });
    const outcome = await this.session.transaction((sql) => write(sql, step));
    if (outcome === 'stale') return undefined;
    if (outcome === 'changed') return lag;
    this.report(step, decisions);
    if (outcome === 'ended' || step.waitMs > 0) return undefined;
    return { ...lag, position: step.reached, strikes: step.strikes, pauses: step.pauses };
  }

  /** An event that cannot be matched costs itself alone. */
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
  // In a row: what went well in between counts them anew.
  const before = decided > 1 ? 0 : lag.strikes;
  const strikes = isOverBudget ? before + 1 : decided > 0 ? 0 : lag.strikes;
  const pauses = !isOverBudget && decided > 0 ? 0 : decided > 1 ? 0 : lag.pauses;
  const isPaused = isOverBudget && (strikes >= MAX_STRIKES || pauses > 0);
  if (!isPaused) return { lag, filter, accepted, reached, strikes, pauses, waitMs: 0 };
  return { lag, filter, accepted, reached, strikes: 0, pauses: pauses + 1, waitMs: pauseMs(pauses) };
}

/** `changed`: the filter is another one by now, so the step is made again. `stale`: somebody else moved or ended it. */
type StepOutcome = 'moved' | 'ended' | 'changed' | 'stale';

/** Under the stage's lock: the stage does not move, and no filter is given, changed or taken away meanwhile. */
async function write(sql: BookkeepingSession, step: Step): Promise<StepOutcome> {
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
  await wakeLanes(sql, endpointIds);
  await tellLanes(sql, endpointIds, true);
  if (step.waitMs > 0 || reached < (moved.up_to ?? stagePosition)) return 'moved';
  await endLag(sql, lag.id);
  return 'ended';
}
