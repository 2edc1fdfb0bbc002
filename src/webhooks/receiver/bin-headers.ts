import { isCredential } from '../http/own-address.js';
import type { BinHeader } from './bins.answers.js';

const MASK = '••••';
/** Besides the headers that identify this application's own callers. */
const OTHER_CREDENTIALS = new Set(['proxy-authorization', 'x-api-key', 'api-key', 'x-auth-token', 'x-access-token']);

/**
 * Headers as a bin stores them. Values of credentials are masked first: their presence is enough. The scheme of
 * `Authorization` stays.
 *
 * @param raw names and values in turn, as Node passes them
 */
export function storedHeaders(raw: readonly string[]): BinHeader[] {
  const headers: BinHeader[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    headers.push({ name, value: isSecret(name) ? masked(raw[index + 1] ?? '') : text(raw[index + 1] ?? '') });
  }
  return headers;
}

function isSecret(name: string): boolean {
  return isCredential(name) || OTHER_CREDENTIALS.has(name.toLowerCase());
}

function masked(value: string): string {
  const scheme = /^(Basic|Bearer|Digest|ApiKey|Token) /i.exec(value)?.[0] ?? '';
  return scheme + MASK;
}

/** Node reads each byte as one character. Bytes that are UTF-8 are shown as their text. */
function text(value: string): string {
  const bytes = Buffer.from(value, 'latin1').toString('utf8');
  return bytes.includes('\ufffd') ? value : bytes;
}
