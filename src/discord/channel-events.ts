import { publicDefinitions } from '../events/catalogue/catalogue.js';

/** The events of the default channel, except those that have a channel of their own. */
const DEFAULT_EVENTS = [
  'ticket.created',
  'ticket.updated',
  'ticket.closed',
  'asset.created',
  'asset.updated',
  'user.created',
  'company.created',
  'machine.registered',
  'machine.approved',
  'alert.triggered',
];

const KNOWN = new Map(publicDefinitions().map(({ type }) => [withoutDots(type), type]));

/**
 * The events of each channel.
 *
 * @param channels ids by event name, spelt with `.` or `_`, or by `default`
 * @returns event types by channel id
 */
export function eventsByChannel(channels: Readonly<Record<string, readonly string[]>>): Map<string, string[]> {
  const result = new Map<string, string[]>();
  const subscribe = (ids: readonly string[], types: readonly string[]) => {
    for (const id of ids) result.set(id, [...new Set([...(result.get(id) ?? []), ...types])]);
  };
  const named = Object.entries(channels).filter(([name]) => name !== 'default');
  for (const [name, ids] of named) subscribe(ids, [typeOf(name)]);
  const taken = new Set(named.map(([name]) => typeOf(name)));
  subscribe(
    channels['default'] ?? [],
    DEFAULT_EVENTS.filter((type) => !taken.has(type)),
  );
  return result;
}

/** For names from outside only the noun can be guessed: the first word. */
function typeOf(name: string): string {
  return KNOWN.get(withoutDots(name)) ?? (name.includes('.') ? name : name.replace('_', '.'));
}

function withoutDots(name: string): string {
  return name.replaceAll('.', '_');
}
