import { InvalidInput, type FieldError } from '../errors.js';

/**
 * Refuses U+0000 (PostgreSQL cannot store it) and lone surrogates (no UTF-8 exists for them, so the bytes that are signed
 * and the bytes that are sent would differ) in any string of a body or query, keys included.
 *
 * @throws InvalidInput naming every such place
 */
export function refuseUnstorableText(value: unknown): void {
  const errors: FieldError[] = [];
  visit(value, '', errors);
  if (errors.length > 0) throw new InvalidInput(errors);
}

function visit(value: unknown, path: string, errors: FieldError[]): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) errors.push({ field: path, message: 'must not contain U+0000 or half a surrogate pair' });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const field = path === '' ? key : `${path}.${key}`;
    if (!isStorable(key)) errors.push({ field: path, message: 'has a key with U+0000 or half a surrogate pair' });
    else visit(item, field, errors);
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
