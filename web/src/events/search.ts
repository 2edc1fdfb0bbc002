/** The search parameters of the page's address: `?types=ticket.*,comment.created&since=24h&entity_id=…`. */
export interface EventSearch {
  /** Names and groups, separated by commas. */
  readonly types?: string;
  /** A duration before now, or an instant. */
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

/** Drops invalid filters, so that an edited link shows a list and no error. */
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

/** The pasted text without whitespace around it. */
export function idOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return ID.test(text) ? text.toLowerCase() : undefined;
}

function momentOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const isInstant = /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
  return isInstant || AGO.test(value) ? value : undefined;
}
