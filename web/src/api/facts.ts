/** Facts that the server puts into its page: the same for everyone, nothing secret. */
export interface Facts {
  /** Whether people may register. */
  readonly registration: 'open' | 'closed';
  /** The file with the first admin's generated password still exists. */
  readonly first_run: boolean;
  /** The identity provider that people may sign in by, and where its sign-in begins. */
  readonly provider: { readonly label: string; readonly url: string } | null;
}

/** The development server's page has none. */
const UNKNOWN: Facts = { registration: 'open', first_run: false, provider: null };

export function facts(): Facts {
  const text = document.querySelector<HTMLMetaElement>('meta[name="carillon-facts"]')?.content;
  return text === undefined || text === '' ? UNKNOWN : (JSON.parse(text) as Facts);
}
