/** Facts that the server puts into its page: the same for everyone, nothing secret. */
export interface Facts {
  /** Whether people may register. */
  readonly registration: 'open' | 'closed';
  /** The file with the first admin's generated password still exists. */
  readonly first_run: boolean;
}

/** The development server's page has none. */
const UNKNOWN: Facts = { registration: 'open', first_run: false };

export function facts(): Facts {
  const text = document.querySelector<HTMLMetaElement>('meta[name="carillon-facts"]')?.content;
  return text === undefined || text === '' ? UNKNOWN : (JSON.parse(text) as Facts);
}
