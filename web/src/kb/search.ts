export const STATUSES = ['draft', 'internal', 'public', 'archived'] as const;
export type ArticleStatus = (typeof STATUSES)[number];

/** The search parameters of the list's address. */
export interface ArticleSearch {
  readonly q?: string;
  readonly status?: ArticleStatus;
  readonly category?: string;
  /** The editor for a new article is open. */
  readonly write?: true;
}

export type ArticleFilters = Omit<ArticleSearch, 'write'>;

/** Drops invalid filters, so that an edited link shows a list and no error. */
export function parseArticleSearch(search: Record<string, unknown>): ArticleSearch {
  const status = STATUSES.find((one) => one === search['status']);
  const q = text(search['q']).slice(0, 200);
  const category = text(search['category']).slice(0, 100);
  return {
    ...(q !== '' && { q }),
    ...(status !== undefined && { status }),
    ...(category !== '' && { category }),
    ...(isOn(search['write']) && { write: true }),
  };
}

/** The search parameters of one article's page. */
export function parseOpenedSearch({ edit }: Record<string, unknown>): { edit?: true } {
  return isOn(edit) ? { edit: true } : {};
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === 1;
}

/** The router parses `?q=12` as a number. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
