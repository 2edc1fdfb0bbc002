import { StaleVersion } from '../errors.js';

/** The `ETag` of a version of a thing. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/**
 * @param ifMatch the header as sent: `3`, `"3"`, `W/"3"`, a comma list of them, or `*`; undefined: no condition
 * @throws StaleVersion when none of them is the current version
 */
export function requireVersion(current: number, ifMatch: string | undefined): void {
  if (ifMatch === undefined) return;
  const accepted = ifMatch.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  if (!accepted.includes('*') && !accepted.includes(String(current))) throw new StaleVersion(current);
}
