import { setMaxListeners } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { SqlReader } from '../../database/sql.js';
import { EventLog, type LogPage } from '../../events/event-log.js';
import type { EndpointMatch } from '../matching/endpoint-matching.js';
import { PayloadFilters } from '../programs/payload-filter.js';
import { ProgramsBusy } from '../programs/program-pool.js';

/** The decisions of one endpoint's filter, in the order of the events. */
export interface Decisions {
  readonly endpointId: string;
  /** The matching events. */
  readonly accepted: readonly EndpointMatch[];
  /** Number of decided events. An event for which the filter exceeded its budget counts as decided: no match. */
  readonly decided: number;
  readonly isComplete: boolean;
  /** The filter exceeded its budget for the last decided event. */
  readonly isOverBudget: boolean;
}

/** Runs the filters. No transaction and no connection waits for them. */
@Injectable()
export class FilterDecisions {
  constructor(
    private readonly filters: PayloadFilters,
    private readonly log: EventLog,
  ) {}

  /** The events to decide on; see `EventLog.readPage`. */
  read(range: { after: number; upTo: number; limit: number }, sql: SqlReader): Promise<LogPage> {
    return this.log.readPage(range, sql);
  }

  /**
   * @param matches of one endpoint, in the order of the log
   * @param limits `isOneTurn`: decides some of them, at least one, in a short time
   */
  async decide(
    matches: readonly EndpointMatch[],
    limits: { signal?: AbortSignal; isOneTurn?: boolean },
  ): Promise<Decisions> {
    const [first] = matches;
    const endpointId = first?.endpointId ?? '';
    if (first === undefined || first.filter === null) {
      return { endpointId, accepted: matches, decided: matches.length, isComplete: true, isOverBudget: false };
    }
    const events = matches.map(({ event }) => event);
    const results = await this.filters.run(first.filter, events, { share: first.share, ...limits });
    const last = results.at(-1);
    return {
      endpointId,
      accepted: matches.filter((_, index) => results[index]?.matches === true),
      decided: results.length,
      isComplete: results.length === matches.length,
      isOverBudget: last?.fault !== undefined && last.isOverBudget,
    };
  }

  /**
   * Decides for many endpoints at once, within a time limit: an endpoint that is slower, or over its budget, is
   * incomplete.
   *
   * @param matches in the order of the log
   */
  async decideAll(matches: readonly EndpointMatch[], withinMs: number): Promise<Decisions[]> {
    const signal = AbortSignal.timeout(withinMs);
    // One listener per endpoint: above ten, Node would warn of a leak.
    setMaxListeners(0, signal);
    return Promise.all([...byEndpoint(matches).values()].map((own) => this.decideOrLeave(own, signal)));
  }

  private async decideOrLeave(matches: readonly EndpointMatch[], signal: AbortSignal): Promise<Decisions> {
    try {
      return await this.decide(matches, { signal });
    } catch (error) {
      if (!(error instanceof ProgramsBusy)) throw error;
      const endpointId = matches[0]?.endpointId ?? '';
      return { endpointId, accepted: [], decided: 0, isComplete: false, isOverBudget: false };
    }
  }
}

function byEndpoint(matches: readonly EndpointMatch[]): Map<string, EndpointMatch[]> {
  const grouped = new Map<string, EndpointMatch[]>();
  for (const match of matches) {
    const own = grouped.get(match.endpointId);
    if (own === undefined) grouped.set(match.endpointId, [match]);
    else own.push(match);
  }
  return grouped;
}
