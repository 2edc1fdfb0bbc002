/** As the address of the page has them: `?types=ticket.*,comment.created&since=24h&entity_id=…`. */
export interface EventSearch {
  /** Names and groups, with commas between them. */
  readonly types?: string;
  /** How long ago, or an instant. */
  readonly since?: string;
  readonly until?: string;
  /** The ticket, comment, user, … that an event is about. */
  readonly entity_id?: string;
  readonly actor_id?: string;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const AGO = /^\d{1,6}(?:ms|s|m|h|d)$/;
const PATTERN = /^(?:\*|[\w-]+(?:\.[\w-]+)*(?:\.\*)?)$/;
const MAX_TYPES_CHARACTERS = 2_000;

/** Leaves out what is no filter, so that an edited link shows a list and no error. */
export function parseEventSearch(search: Record<string, unknown>): EventSearch {
  const types = typesIn(search['types']).join(',');
  const since = momentOf(search['since']);
  const until = momentOf(search['until']);
  const entity = idOf(search['entity_id']);
  const actor = idOf(search['actor_id']);
  return {
    ...(types !== '' && types.length <= MAX_TYPES_CHARACTERS && { types }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(entity !== undefined && { entity_id: entity }),
    ...(actor !== undefined && { actor_id: actor }),
  };
}

export function typesIn(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => PATTERN.test(name));
}

/** What was pasted, without white space around it. */
export function idOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return ID.test(text) ? text.toLowerCase() : undefined;
}

function momentOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const isInstant = /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
  return isInstant || AGO.test(value) ? value : undefined;
}
