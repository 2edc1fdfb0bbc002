import { defineFormat, FormatFailed, type FormatEvent } from './delivery-format.js';

/**
 * A Liquid template over `event`, `data` and `changes`, run outside this process with limits of time, memory and size.
 */
export const templateFormat = defineFormat({
  name: 'template',
  body({ event, type }, { template, render }) {
    if (template === null) throw new FormatFailed('The endpoint has no template.');
    return render(template, templateInput(event, type));
  },
});

/** An event as templates see it, as JSON: stored texts are inserted unchanged. */
export function templateInput(event: FormatEvent, type: string): string {
  const head = {
    id: event.id,
    type,
    category: event.category,
    source: event.source,
    sequence: event.position,
    actor: event.actor,
    user_id: event.userId,
    company_id: event.companyId,
    occurred_at: event.occurredAt.toISOString(),
  };
  return `{"event":${JSON.stringify(head)},"data":${event.data},"changes":${event.changes ?? '{}'}}`;
}
