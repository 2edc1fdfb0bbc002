/** What the server puts into its page: the same for everyone, nothing secret. */
export interface Facts {
  /** Whether people may make an account for themselves. */
  readonly registration: 'open' | 'closed';
  /** The first admin's generated password is still in its file. */
  readonly first_run: boolean;
}

/** A page of the development server has none. */
const UNKNOWN: Facts = { registration: 'open', first_run: false };

export function facts(): Facts {
  const text = document.querySelector<HTMLMetaElement>('meta[name="carillon-facts"]')?.content;
  return text === undefined || text === '' ? UNKNOWN : (JSON.parse(text) as Facts);
}
