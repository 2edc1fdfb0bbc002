import { takes } from '../../ui/event-patterns.js';

interface EventType {
  readonly type: string;
  readonly schema: Record<string, unknown>;
}

const OF_EVENT = [
  'id',
  'type',
  'category',
  'source',
  'actor.id',
  'actor.name',
  'actor.type',
  'user_id',
  'company_id',
  'occurred_at',
];
const OF_CEL = ['in', 'true', 'false', 'null', 'has(', 'size(', 'startsWith(', 'endsWith(', 'contains(', 'exists('];
const OF_LIQUID = [
  'if',
  'elsif',
  'else',
  'endif',
  'unless',
  'endunless',
  'for',
  'endfor',
  'assign',
  'json',
  'default',
  'date',
];

/** Names that a filter or template may use for these events, from the catalogue's schema of `data`. */
export function wordsOf(types: readonly EventType[], events: readonly string[]) {
  const isTaken = (name: string) => events.some((pattern) => takes(pattern, name));
  const fields = new Set(types.filter(({ type }) => isTaken(type)).flatMap(({ schema }) => fieldsOf(schema)));
  const paths = [
    ...OF_EVENT.map((name) => `event.${name}`),
    ...[...fields].map((name) => `data.${name}`),
    ...[...fields].map((name) => `changes.${name}`),
  ];
  return { filter: [...paths, ...OF_CEL], template: [...paths, ...OF_LIQUID] };
}

function fieldsOf({ properties }: Record<string, unknown>): string[] {
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
