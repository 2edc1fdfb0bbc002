import { isEmail } from 'class-validator';
import { domainToASCII } from 'node:url';
import { characterCount, singleLineForm } from './text-forms.js';

export const MAX_EMAIL_LENGTH = 254;

/**
 * Characters that an address must not contain: invisible ones, whitespace, and those that change the direction of the
 * text.
 */
const UNSEEN = /[\p{Cc}\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;

/** An address as it is stored and shown: NFC, lower case. */
export function emailForm(text: string): string {
  return singleLineForm(text).toLowerCase().normalize('NFC');
}

/**
 * Equal for two spellings of one address, and different for two addresses: compatibility forms such as full-width
 * letters are mapped to plain letters, and the domain is in the ASCII form that mail servers look up.
 */
export function emailKey(address: string): string {
  const mapped = address.normalize('NFKC').toLowerCase().normalize('NFKC');
  const at = mapped.lastIndexOf('@');
  const domain = mapped.slice(at + 1);
  // ASCII stays as it is: as a host, `1.2` would become `1.0.0.2`.
  const isAscii = /^[\u0021-\u007e]*$/.test(domain);
  return `${mapped.slice(0, at + 1)}${isAscii ? domain : domainToASCII(domain) || domain}`;
}

/** Why this is not a valid address of an account; undefined: it is. Private networks need no top-level domain. */
export function emailFault(value: unknown, rule: { requireTld?: boolean } = {}): string | undefined {
  if (typeof value !== 'string') return 'must be an e-mail address';
  if (UNSEEN.test(value)) return 'must not contain spaces or invisible characters';
  const key = emailKey(value);
  if (Math.max(characterCount(value), characterCount(key)) > MAX_EMAIL_LENGTH) {
    return `must have at most ${MAX_EMAIL_LENGTH} characters`;
  }
  return isEmail(key, { require_tld: rule.requireTld ?? false }) ? undefined : 'must be an e-mail address';
}
