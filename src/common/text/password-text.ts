import { characterCount } from './text-forms.js';
import { hasVisibleText, hiddenCharacter } from './visible-text.js';

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 200;

/**
 * A password in the form that is hashed: OpaqueString of RFC 8265. Every kind of space becomes U+0020, the rest is NFC;
 * case and outer spaces count. So the same password works from any keyboard.
 */
export function passwordForm(password: string): string {
  return password.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC');
}

/** Why this cannot be a new password; undefined: it can. */
export function passwordFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a string';
  const password = passwordForm(value);
  const length = characterCount(password);
  if (length < MIN_PASSWORD_LENGTH) return `must have at least ${MIN_PASSWORD_LENGTH} characters`;
  if (length > MAX_PASSWORD_LENGTH) return `must have at most ${MAX_PASSWORD_LENGTH} characters`;
  if (!hasVisibleText(password)) return 'must not be blank';
  return hiddenCharacter(password, 'line');
}
