/**
 * Instead of `URL.canParse`, which must not be used: on Node 20 it refuses valid URLs with letters outside ASCII once it has been
 * called some 5,000 times and the engine has optimised the call.
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
