import { CATEGORIES, type Category } from '../../events/catalogue/event-definition.js';
import type { EventEmbed } from '../../events/intake/event-embed.js';
import type { FormatContext, FormatSource } from './delivery-format.js';

/** An event as a person in a chat reads it; the formats of the chat services cut it to their limits. */
export interface ChatMessage {
  readonly title: string;
  readonly text: string;
  /** 24 bits of red, green and blue. */
  readonly color: number;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly footer: string;
  readonly url: string | null;
  readonly time: Date;
}

/** Where an entity keeps what names it, and what a person wrote. */
const NAMES = ['title', 'name', 'filename', 'hostname', 'subject', 'email'];
const TEXTS = ['content', 'message', 'description', 'body', 'text'];
/** Told by the title, the text or the footer already, or only of use to programs. */
const NOT_FIELDS = new Set([
  ...NAMES,
  ...TEXTS,
  'id',
  'version',
  'created_at',
  'updated_at',
  'number',
  'deleted',
  'slug',
]);
const MOST_FIELDS = 10;

export function chatMessage(source: FormatSource, context: FormatContext): ChatMessage {
  const { embed } = source.event;
  return embed === null ? told(source, context) : given(JSON.parse(embed) as EventEmbed, source);
}

/** As the sender wants it: nothing of ours but the colour. */
function given({ title, description, color, fields, footer, url }: EventEmbed, { event }: FormatSource): ChatMessage {
  return {
    title: title ?? '',
    text: description ?? '',
    color: color ?? colorOf(event.category),
    fields: fields ?? [],
    footer: footer ?? '',
    url: url ?? null,
    time: event.occurredAt,
  };
}

function told({ event, type }: FormatSource, { publicUrl }: FormatContext): ChatMessage {
  const data = JSON.parse(event.data) as Record<string, unknown>;
  return {
    title: titleOf(type, data),
    text: firstText(data, TEXTS),
    color: colorOf(event.category),
    fields: fieldsOf(data),
    footer: `${type} by ${event.actor.name}`,
    url: /^https?:\/\//.test(publicUrl) ? publicUrl : null,
    time: event.occurredAt,
  };
}

/** "Ticket #7 created: Printer on fire". */
function titleOf(type: string, data: Record<string, unknown>): string {
  const words = type.replaceAll(/[._]/g, ' ');
  const number = typeof data['number'] === 'number' ? ` #${data['number']}` : '';
  const name = firstText(data, NAMES);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${number}${name === '' ? '' : `: ${name}`}`;
}

function firstText(data: Record<string, unknown>, keys: readonly string[]): string {
  const found = keys.map((key) => data[key]).find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found : '';
}

function fieldsOf(data: Record<string, unknown>): ChatMessage['fields'] {
  return Object.entries(data)
    .filter(([key]) => !NOT_FIELDS.has(key) && !key.endsWith('_id'))
    .map(([key, value]) => ({ name: labelOf(key), value: valueOf(value) }))
    .filter(({ value }) => value !== '')
    .slice(0, MOST_FIELDS);
}

function labelOf(key: string): string {
  const words = key.replace(/_name$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(valueOf).filter(Boolean).join(', ');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function colorOf(category: string): number {
  return category in CATEGORIES ? CATEGORIES[category as Category].color : CATEGORIES.CUSTOM.color;
}

/** At most so many UTF-16 units, as the services count; never half of a character, with a sign that something is missing. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most <= 0) return '';
  const end = most - 1;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}
