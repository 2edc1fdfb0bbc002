/**
 * Use it instead of `URL.canParse`: on Node 20 that refuses valid URLs with non-ASCII letters after some 5,000 calls,
 * once the engine has optimised the call.
 *
 * @param base for a relative `text`
 * @returns undefined: not a URL
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** See `parseUrl`. */
export function isUrl(text: string, base?: string): boolean {
  return parseUrl(text, base) !== undefined;
}
