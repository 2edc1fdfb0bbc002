import type { SourcedToken } from '@carillon/client';

export type TokenSource = () => Promise<SourcedToken | null>;

/** Statuses with which the page's server says that no one is signed in. */
const SIGNED_OUT = new Set([204, 401, 403]);

/**
 * Asks the page's own server, with its cookies, for a token of the person signed in there.
 *
 * @param endpoint answers `{ access_token, expires_in? }`, or 204, 401 or 403 when no one is signed in
 */
export function tokensFrom(endpoint: string): TokenSource {
  return async () => {
    const headers = { accept: 'application/json' };
    const response = await fetch(endpoint, { credentials: 'include', cache: 'no-store', headers });
    if (SIGNED_OUT.has(response.status)) return null;
    const body = (response.ok ? await response.json() : undefined) as Partial<SourcedToken> | null | undefined;
    if (typeof body?.access_token !== 'string') {
      throw new Error(`${endpoint} answered ${response.status} without an access_token.`);
    }
    const { access_token, expires_in } = body;
    return { access_token, ...(typeof expires_in === 'number' && { expires_in }) };
  };
}

/** The person of a token; undefined for an API key. */
export function personOf({ access_token: token }: SourcedToken): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { sub } = JSON.parse(atob(payload)) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}
