import { ERASED_NAME, ERASED_TEXT, type PersonTraces } from '../../common/person-traces.js';
import type { WaitingPayload } from '../queue/erasure-store.js';

type Fields = Record<string, unknown>;

const NAMES = ['created_by', 'updated_by', 'requester_name', 'assignee_name'];

/** The same payload without a person: names are replaced, and the person's notes and text are left out. */
export function scrubbedPayload(payload: WaitingPayload, person: PersonTraces): WaitingPayload {
  return {
    notification: payload.notification === null ? null : JSON.stringify(scrubbedNotification(payload.notification)),
    enriched_data:
      payload.enriched_data === null ? null : JSON.stringify(scrubbedTicket(payload.enriched_data, person)),
  };
}

/** The message quotes a title, and names the actor. */
function scrubbedNotification(text: string): Fields {
  return { ...(JSON.parse(text) as Fields), message: ERASED_TEXT };
}

function scrubbedTicket(text: string, { userId, names }: PersonTraces): Fields {
  const ticket = JSON.parse(text) as Fields;
  const isName = (value: unknown) => typeof value === 'string' && names.includes(value);
  for (const field of NAMES) if (isName(ticket[field])) ticket[field] = ERASED_NAME;
  const notes = Array.isArray(ticket['notes']) ? (ticket['notes'] as Fields[]) : [];
  ticket['notes'] = notes.filter((note) => !isName(note['author_name']));
  if (ticket['requester_id'] === userId) Object.assign(ticket, { title: ERASED_TEXT, description: '', tags: [] });
  return ticket;
}
