import type { Json } from '../sockets/socket.js';

/** What Discord refuses of a message, by its documentation; empty: it takes it. */
export function faultsOf(message: Json): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const embeds: Json[] = message.embeds ?? [];
  check(embeds.length > 0 || Boolean(message.content), 'an empty message');
  check((message.content ?? '').length <= 2_000, 'content');
  check(embeds.length <= 10, 'more than 10 embeds');
  check(embeds.map(sizeOf).reduce((sum, size) => sum + size, 0) <= 6_000, 'more than 6000 characters');
  for (const embed of embeds) faults.push(...embedFaults(embed));
  faults.push(...componentFaults(message.components ?? []));
  return faults;
}

function embedFaults({ title = '', description = '', fields = [], footer, author, color, url }: Json): string[] {
  const rules: [boolean, string][] = [
    [title.length <= 256, 'embed.title'],
    [[title, description, footer?.text ?? '', author?.name ?? ''].some(isSeen) || fields.length > 0, 'empty embed'],
    [[title, description, footer?.text, author?.name].every((text) => !text || isSeen(text)), 'embed blank text'],
    [url === undefined || isLink(url), 'embed.url'],
    [description.length <= 4_096, 'embed.description'],
    [fields.length <= 25, 'embed.fields'],
    [(footer?.text ?? '').length <= 2_048, 'embed.footer'],
    [(author?.name ?? '').length <= 256, 'embed.author'],
    [color === undefined || (Number.isInteger(color) && color >= 0 && color <= 0xffffff), 'embed.color'],
    ...fields.flatMap(({ name, value }: Json): [boolean, string][] => [
      [within(name, 256), 'embed.field.name'],
      [within(value, 1_024), 'embed.field.value'],
    ]),
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function componentFaults(rows: Json[]): string[] {
  const buttons: Json[] = rows.flatMap(({ components }) => components);
  const ids = buttons.map(({ custom_id: id }) => id);
  const rules: [boolean, string][] = [
    [rows.length <= 5 && rows.every(({ type, components }) => type === 1 && within(components, 5)), 'rows'],
    [buttons.every(({ type, style, label }) => type === 2 && style >= 1 && style <= 4 && within(label, 80)), 'buttons'],
    [ids.every((id) => within(id, 100)) && new Set(ids).size === ids.length, 'custom ids'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function sizeOf({ title = '', description = '', fields = [], footer, author }: Json): number {
  const texts: string[] = [title, description, footer?.text ?? '', author?.name ?? ''];
  return [...texts, ...fields.flatMap(({ name, value }: Json) => [name, value])].join('').length;
}

/** Not empty and not too long, after trimming whitespace. */
function within(value: string | Json[] | undefined, most: number): boolean {
  if (value === undefined || value.length > most) return false;
  return typeof value === 'string' ? isSeen(value) : value.length >= 1;
}

function isSeen(text: string): boolean {
  return text.trim() !== '';
}

/** Well formed to Discord: http or https, and a host with a dot in it. */
function isLink(url: string): boolean {
  return url.length <= 2_048 && /^https?:\/\/[^/.:]+(\.[^/.:]+)+(:\d+)?([/?#]|$)/.test(url);
}
