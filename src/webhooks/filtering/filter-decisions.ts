import { setMaxListeners } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { SqlReader } from '../../database/sql.js';
import { EventLog, type LogPage } from '../../events/event-log.js';
import type { EndpointMatch } from '../matching/endpoint-matching.js';
import { PayloadFilters } from '../matching/payload-filter.js';
import { ProgramsBusy } from '../programs/program-pool.js';

/** What one endpoint's filter says of the events that it was asked about, in their order. */
export interface Decisions {
  readonly endpointId: string;
  /** Those that it holds for. */
  readonly accepted: readonly EndpointMatch[];
  /** How many of the events are decided; an event for which the filter ran over its budget is, with no. */
  readonly decided: number;
  readonly isComplete: boolean;
  /** The last decided event took too much. */
  readonly isOverBudget: boolean;
}

/** Asks the filters. No transaction and no connection waits for that. */
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
   * @param limits `isOneTurn`: some of them, at least one, in a short time
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
   * Of many endpoints at once, within a time: who is not ready by then, or was over budget, is not complete.
   *
   * @param matches in the order of the log
   */
  async decideAll(matches: readonly EndpointMatch[], withinMs: number): Promise<Decisions[]> {
    const signal = AbortSignal.timeout(withinMs);
    // One listener an endpoint: past ten, Node would warn of a leak.
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
