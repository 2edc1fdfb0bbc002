/** No webhook is chosen. */
export const ALL = 'all';

export interface QueueSearch {
  /** The webhook for which a plan to retry is open, or `ALL`. */
  readonly retry?: string;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Drops invalid values, so that an edited link shows the page and no error. */
export function parseQueueSearch({ retry }: Record<string, unknown>): QueueSearch {
  return typeof retry === 'string' && (retry === ALL || ID.test(retry)) ? { retry } : {};
}
