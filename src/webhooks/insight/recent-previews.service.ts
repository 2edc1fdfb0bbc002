import { Injectable } from '@nestjs/common';
import { InvalidInput, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { currentActor, type Actor } from '../../common/request-context.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { NewestEventsService } from '../../events/newest-events.service.js';
import { PayloadFilters, type FilterResult, type SeenValue } from '../programs/payload-filter.js';
import { ProgramChecks } from '../programs/program-checks.js';
import { type RecentMatch, type RecentPreviewAnswer } from './insight.answers.js';
import { MAX_RECENT, PreviewRecent } from './insight.dto.js';
import { requireReading } from './previews.service.js';

/** Of one event. */
const MAX_VALUES = 10;

/** Tries settings on recent events. Nothing is sent or stored. */
@Injectable()
export class RecentPreviewsService {
  constructor(
    private readonly newest: NewestEventsService,
    private readonly filters: PayloadFilters,
    private readonly checks: ProgramChecks,
    inputs: InputChecks,
  ) {
    inputs.registerLate(PreviewRecent, (input) => this.checkFilter(input));
  }

  /**
   * Only events that this person may see. Fewer are tried than were found when the filter exceeded its budget.
   *
   * @throws InvalidInput; Forbidden for an API key that may not read; ProgramsBusy
   */
  async preview(actor: Actor, { events, categories, filter, limit }: PreviewRecent): Promise<RecentPreviewAnswer> {
    requireReading(actor);
    const share = `user ${actor.id}`;
    const faults = await this.checks.faults({ filter }, share);
    if (faults.length > 0) throw new InvalidInput(faults);
    const found = await this.newest.find(actor, {
      patterns: events ?? [],
      categories: categories ?? [],
      limit: limit ?? MAX_RECENT,
    });
    const items = await this.judge(found, filter ?? null, share);
    return { found: found.length, tried: items.length, matched: items.filter(({ matches }) => matches).length, items };
  }

  private async judge(events: readonly LoggedEvent[], filter: string | null, share: string): Promise<RecentMatch[]> {
    if (filter === null) return events.map((event) => matchOf(event, { matches: true }));
    const results = await this.filters.run(filter, events, { share });
    const tried = events.slice(0, results.length);
    const last = results.at(-1);
    const isOverBudget = last?.fault !== undefined && last.isOverBudget;
    const values = isOverBudget ? [] : await this.filters.valuesOfEach(filter, tried, share);
    return tried.map((event, place) => matchOf(event, results[place], values[place]));
  }

  private async checkFilter({ filter }: Partial<PreviewRecent>): Promise<FieldError[]> {
    const actor = currentActor();
    return actor === null ? [] : this.checks.faults({ filter }, `user ${actor.id}`);
  }
}

function matchOf(
  { id, type, category, occurredAt, actor }: LoggedEvent,
  result: FilterResult | undefined,
  values?: readonly SeenValue[],
): RecentMatch {
  return {
    event_id: id,
    type,
    category,
    occurred_at: occurredAt.toISOString(),
    actor_name: actor.name,
    matches: result?.matches === true,
    ...(result?.fault !== undefined && { fault: result.fault }),
    ...(values !== undefined && { values: values.slice(0, MAX_VALUES) }),
  };
}
