import { isEmail } from 'class-validator';
import { domainToASCII } from 'node:url';
import { characterCount, singleLineForm } from './text-forms.js';

export const MAX_EMAIL_LENGTH = 254;

/** Nothing in an address is invisible, white space, or changes the direction of the text. */
const UNSEEN = /[\p{Cc}\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;

/** An address as it is kept and shown: NFC, lower case. */
export function emailForm(text: string): string {
  return singleLineForm(text).toLowerCase().normalize('NFC');
}

/**
 * What two spellings of one address have in common, and two addresses never: compatibility forms such as full-width
 * letters are mapped to the letters they stand for, and the domain is in the ASCII form that mail servers look up.
 */
export function emailKey(address: string): string {
  const mapped = address.normalize('NFKC').toLowerCase().normalize('NFKC');
  const at = mapped.lastIndexOf('@');
  const domain = mapped.slice(at + 1);
  // ASCII stays as it is: as a host, `1.2` would become `1.0.0.2`.
  const isAscii = /^[\u0021-\u007e]*$/.test(domain);
  return `${mapped.slice(0, at + 1)}${isAscii ? domain : domainToASCII(domain) || domain}`;
}

/** Why this is no address of an account; undefined: it is one. A network of one's own needs no top-level domain. */
export function emailFault(value: unknown, rule: { requireTld?: boolean } = {}): string | undefined {
  if (typeof value !== 'string') return 'must be an e-mail address';
  if (UNSEEN.test(value)) return 'must not contain blanks or invisible characters';
  const key = emailKey(value);
  if (Math.max(characterCount(value), characterCount(key)) > MAX_EMAIL_LENGTH) {
    return `must have at most ${MAX_EMAIL_LENGTH} characters`;
  }
  return isEmail(key, { require_tld: rule.requireTld ?? false }) ? undefined : 'must be an e-mail address';
}
