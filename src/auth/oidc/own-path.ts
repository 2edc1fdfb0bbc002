import { parseUrl } from '../../common/urls.js';

const MAX_PATH_LENGTH = 2_000;

/** A path of this server; anything else, such as another site in whatever spelling, becomes the first page. */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > MAX_PATH_LENGTH || !isPath(next)) return '/';
  const base = 'http://own.invalid';
  const url = parseUrl(next, base);
  const path = `${url?.pathname}${url?.search}${url?.hash}`;
  // Again: `/a/..//b` has become `//b`, which names a host.
  return url?.origin === base && isPath(path) ? path : '/';
}

function isPath(text: string): boolean {
  return /^\/(?!\/)[^\\\p{Cc}]*$/u.test(text);
}
