import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../common/errors.js';
import { EXAMPLE_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { publicDefinitions } from '../../events/catalogue/catalogue.js';
import type { EventDefinition } from '../../events/catalogue/event-definition.js';
import { nounOf, takesType } from '../../events/event-patterns.js';
import { PayloadFilters } from './payload-filter.js';
import { ProgramPool } from './program-pool.js';

/** Examples on which a template is tried: one per kind of entity, then further ones. */
const MAX_EXAMPLES = 8;

export interface Programs {
  readonly filter?: string | null;
  readonly template?: string | null;
  /** The endpoint's selection: the template is tried on examples of these events. */
  readonly events?: readonly string[];
}

/** Checks before saving whether a filter or a template can work. */
@Injectable()
export class ProgramChecks {
  constructor(
    private readonly filters: PayloadFilters,
    private readonly pool: ProgramPool,
  ) {}

  /** @param share whose processor time the check takes. @throws ProgramsBusy */
  async faults({ filter, template, events = [] }: Programs, share: string): Promise<FieldError[]> {
    const [filterFault, templateFault] = await Promise.all([
      typeof filter === 'string' ? this.filters.faultOf(filter, share) : undefined,
      typeof template === 'string' ? this.templateFault(template, events, share) : undefined,
    ]);
    return [
      ...(filterFault === undefined ? [] : [{ field: 'filter', message: filterFault }]),
      ...(templateFault === undefined ? [] : [{ field: 'template', message: templateFault }]),
    ];
  }

  private async templateFault(template: string, events: readonly string[], share: string): Promise<string | undefined> {
    const inputs = [JSON.stringify(examplesOf(events))];
    const [outcome] = await this.pool.run({ kind: 'template-check', program: template, inputs, share });
    if (outcome === undefined) return undefined;
    if (outcome.ok) return typeof outcome.value === 'string' ? outcome.value : undefined;
    return outcome.isOverBudget ? `The template ran over its budget. ${outcome.fault}` : outcome.fault;
  }
}

function examplesOf(events: readonly string[]): object[] {
  const taken = publicDefinitions().filter(({ type }) => takesType(events, type));
  const seen = new Set<string>();
  const firsts = taken.filter(({ type }) => {
    const noun = nounOf(type);
    return !seen.has(noun) && seen.add(noun);
  });
  const chosen = [...firsts, ...taken.filter((definition) => !firsts.includes(definition))].slice(0, MAX_EXAMPLES);
  return chosen.length === 0 ? [exampleOf('custom.event', 'CUSTOM', {})] : chosen.map(example);
}

function example({ type, category, example: data }: EventDefinition): object {
  return exampleOf(type, category, data);
}

function exampleOf(type: string, category: string, data: unknown): object {
  return {
    event: {
      id: EXAMPLE_ID,
      type,
      category,
      source: 'desk',
      sequence: 1,
      actor: { id: EXAMPLE_ID, name: 'Ada Lovelace', type: 'user' },
      user_id: EXAMPLE_ID,
      company_id: EXAMPLE_ID,
      occurred_at: EXAMPLE_TIME,
    },
    data,
    changes: {},
  };
}
