import type { FieldError } from '../errors.js';
import { isStorable } from './json-scan.js';

/**
 * Finds query parameters whose bytes are not UTF-8 or cannot be stored. The parser would keep `%ff` as three
 * characters, and the database would fail on U+0000.
 *
 * @param url as received, with the query
 */
export function unreadableParameters(url: string): FieldError[] {
  const start = url.indexOf('?');
  if (start === -1) return [];
  return url
    .slice(start + 1)
    .split('&')
    .flatMap((part) => parameterFault(part) ?? []);
}

function parameterFault(part: string): FieldError | undefined {
  const [name = '', ...value] = part.split('=').map(decoded);
  const field = name === undefined || !isStorable(name) ? 'query' : name;
  if (name === undefined || value.includes(undefined)) return { field, message: 'is not percent-encoded UTF-8' };
  const isFine = isStorable(name) && value.every((text) => text === undefined || isStorable(text));
  return isFine ? undefined : { field, message: 'must not contain U+0000 or half a surrogate pair' };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
