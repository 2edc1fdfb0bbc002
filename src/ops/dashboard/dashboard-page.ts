import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Facts that the page needs before its first request: the same for everyone, nothing secret. */
export interface DashboardFacts {
  /** Whether people may register. */
  readonly registration: 'open' | 'closed';
  /** The file with the first admin's generated password still exists. */
  readonly first_run: boolean;
  /** The identity provider that people may sign in by, and where its sign-in begins. */
  readonly provider: { readonly label: string; readonly url: string } | null;
}

export interface Page {
  readonly html: string;
  readonly policy: string;
}

/** The build's placeholder for a nonce. */
const NONCE_MARK = /"CSP_NONCE"/g;
const FACTS_MARK = '<meta name="carillon-facts" content=""';

/**
 * The built page with a fresh nonce and current facts. Read for every response, because the build may be replaced while
 * the server runs.
 *
 * @param folder the output of `npm run build:web`
 * @returns undefined when it is not built
 */
export async function dashboardPage(folder: string, facts: DashboardFacts): Promise<Page | undefined> {
  const template = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  if (template === undefined) return undefined;
  const nonce = randomBytes(16).toString('base64');
  const content = JSON.stringify(facts).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const html = template
    .replace(NONCE_MARK, `"${nonce}"`)
    .replace(FACTS_MARK, `<meta name="carillon-facts" content="${content}"`);
  return { html, policy: contentSecurityPolicy(nonce) };
}

/** Attachments are shown from `blob:` URLs, because their requests carry a token. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(';');
}

/** Beside `src`, or beside the `dist` in which this file lies. */
export function builtDashboard(): string {
  const [fromSource, fromBuild] = ['../../../', '../../../../'].map((up) =>
    fileURLToPath(new URL(up, import.meta.url)),
  );
  const root = existsSync(join(fromSource ?? '', 'package.json')) ? fromSource : fromBuild;
  return join(root ?? '', 'web/dist');
}
