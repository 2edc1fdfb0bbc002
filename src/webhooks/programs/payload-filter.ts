import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../../events/logged-event.js';
import { ProgramPool } from './program-pool.js';
import type { ProgramOutcome, ProgramRequest } from './program-run.js';

export type FilterResult =
  | { readonly matches: boolean; readonly fault?: undefined }
  | { readonly matches: false; readonly fault: string; readonly isOverBudget: boolean };

/** The parts of an event that expressions can see. */
export type FilterEvent = Pick<
  RecordedEvent,
  'id' | 'type' | 'category' | 'actor' | 'userId' | 'companyId' | 'occurredAt' | 'data' | 'changes'
> & { readonly source: string };

/** A part of an event that a filter names, such as `data.priority`, with its value. */
export interface SeenValue {
  readonly path: string;
  /** False: the event has no such field. */
  readonly found: boolean;
  /** Null when it was not found; the beginning of its JSON text when it was truncated. */
  readonly value: unknown;
  readonly truncated: boolean;
}

/** Filters over events: CEL expressions, run outside this process. */
@Injectable()
export class PayloadFilters {
  constructor(private readonly pool: ProgramPool) {}

  /**
   * One result per event. Fewer when it was aborted or its one turn is over, or after an event for which the filter
   * exceeded its budget: that result is then the last. A filter that throws, for example on a missing field, is no
   * match; `fault` says why.
   *
   * @throws ProgramsBusy
   */
  async run(
    filter: string,
    events: readonly FilterEvent[],
    { share, ...limits }: Pick<ProgramRequest, 'share' | 'signal' | 'isOneTurn'>,
  ): Promise<FilterResult[]> {
    const request = { kind: 'filter', program: filter, inputs: events.map(filterInput), share } as const;
    return (await this.pool.run({ ...request, ...limits })).map(resultOf);
  }

  /**
   * What the filter saw of the event: each part that it names. At most 50, each at most 500 characters of JSON.
   *
   * @returns nothing when it is unknown: the filter is invalid, or was stopped. @throws ProgramsBusy
   */
  async valuesOf(filter: string, event: FilterEvent, share: string): Promise<SeenValue[]> {
    const [values] = await this.valuesOfEach(filter, [event], share);
    return values ?? [];
  }

  /** The same for several events; fewer when the filter was stopped. @throws ProgramsBusy */
  async valuesOfEach(filter: string, events: readonly FilterEvent[], share: string): Promise<SeenValue[][]> {
    const inputs = events.map(filterInput);
    const outcomes = await this.pool.run({ kind: 'filter-values', program: filter, inputs, share });
    return outcomes.map((outcome) =>
      outcome.ok && typeof outcome.value === 'string' ? (JSON.parse(outcome.value) as SeenValue[]) : [],
    );
  }

  /** @returns why it cannot be saved, with the position of the fault. @throws ProgramsBusy */
  async faultOf(filter: string, share: string): Promise<string | undefined> {
    const [outcome] = await this.pool.run({ kind: 'filter-check', program: filter, inputs: ['{}'], share });
    if (outcome === undefined || outcome.ok) return undefined;
    return outcome.position === undefined ? outcome.fault : `at character ${outcome.position + 1}: ${outcome.fault}`;
  }
}

/** An event as expressions see it, as JSON: stored texts are inserted unchanged. */
export function filterInput(event: FilterEvent): string {
  const head = {
    id: event.id,
    type: event.type,
    category: event.category,
    source: event.source,
    actor: event.actor,
    user_id: event.userId,
    company_id: event.companyId,
    occurred_at: event.occurredAt.toISOString(),
  };
  return `{"event":${JSON.stringify(head)},"data":${event.data},"changes":${event.changes ?? '{}'}}`;
}

function resultOf(outcome: ProgramOutcome): FilterResult {
  if (outcome.ok) return { matches: outcome.value === true };
  const fault = outcome.isOverBudget ? `The filter ran over its budget. ${outcome.fault}` : outcome.fault;
  return { matches: false, fault, isOverBudget: outcome.isOverBudget };
}
