import { isUrl } from '../../common/urls.js';
import { CATEGORIES, type Category } from '../../events/catalogue/event-definition.js';
import type { EventEmbed } from '../../events/intake/event-embed.js';
import type { FormatContext, FormatSource } from './delivery-format.js';

/** An event as people read it in a chat; the chat services' formats cut it to their limits. */
export interface ChatMessage {
  readonly title: string;
  readonly text: string;
  /** 24 bits of red, green and blue. */
  readonly color: number;
  readonly fields: readonly ChatField[];
  readonly footer: string;
  readonly url: string | null;
  readonly time: Date;
}

export interface ChatField {
  readonly name: string;
  readonly value: string;
}

/** The fields that name an entity, and the fields with people's text. */
const NAMES = ['title', 'name', 'filename', 'hostname', 'subject', 'email'];
const TEXTS = ['content', 'message', 'description', 'body', 'text'];
/** Already in the title, text or footer, or only useful to programs. */
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
const MAX_FIELDS = 10;
const MAX_URL = 2_048;

export function chatMessage(source: FormatSource, context: FormatContext): ChatMessage {
  const { embed } = source.event;
  const message = embed === null ? derived(source, context) : given(JSON.parse(embed) as EventEmbed, source);
  const shown = presentable(message);
  // The services refuse a message without visible content.
  const isEmpty = shown.title === '' && shown.text === '' && shown.footer === '' && shown.fields.length === 0;
  return isEmpty ? { ...shown, title: titleOf(source.type, {}) } : shown;
}

/** Leaves out what makes the services refuse a whole message: blank fields, invalid links. */
export function presentable(message: ChatMessage): ChatMessage {
  const { title, text, footer, fields, url } = message;
  return {
    ...message,
    title: title.trim(),
    text: text.trim(),
    footer: footer.trim(),
    fields: fields.flatMap(visible),
    url: url !== null && isTakenAsLink(url) ? url : null,
  };
}

/** A zero-width space, which the services accept as content. */
const NOTHING_TO_SEE = '\u200b';

/** The services refuse a field without a name or a value; whitespace does not count as either. */
function visible({ name, value }: ChatField): ChatField[] {
  const [shownName, shownValue] = [name.trim(), value.trim()];
  if (shownName === '' && shownValue === '') return [];
  return [{ name: shownName || NOTHING_TO_SEE, value: shownValue || NOTHING_TO_SEE }];
}

/** A chat service refuses the whole message for a link that its readers could not open. */
function isTakenAsLink(url: string): boolean {
  if (url.length > MAX_URL || !/^https?:\/\//i.test(url) || !isUrl(url)) return false;
  const { hostname } = new URL(url);
  const name = hostname.replace(/\.$/, '');
  return /^[^.].*\.[^.]+$/.test(name) && !name.endsWith('.localhost') && !/^(127|0)\./.test(name);
}

/** As the sender wants it: only the colour is added. */
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

function derived({ event, type }: FormatSource, { publicUrl }: FormatContext): ChatMessage {
  const data = JSON.parse(event.data) as Record<string, unknown>;
  return {
    title: titleOf(type, data),
    text: firstText(data, TEXTS),
    color: colorOf(event.category),
    fields: fieldsOf(data),
    footer: `${type} by ${event.actor.name}`,
    url: publicUrl,
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
    .slice(0, MAX_FIELDS);
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

/** At most this many UTF-16 units, as the services count; never half a character; a cut text ends with `…`. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most <= 0) return '';
  const end = most - 1;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}
