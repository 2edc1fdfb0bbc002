import { RANGES, type Range } from './stats-ranges.js';

export const TABS = ['overview', 'settings', 'secret', 'stats', 'snippets', 'recover'] as const;
export type WorkbenchTab = (typeof TABS)[number];
export const VIEWS = ['charts', 'table'] as const;

/** The search parameters of the page's address. */
export interface WorkbenchSearch {
  /** Left out: the overview. */
  readonly tab?: WorkbenchTab;
  /** The event that is explained. */
  readonly event?: string;
  /** Of the figures; left out: 24 hours. */
  readonly range?: Range;
  /** Of the figures; left out: charts. */
  readonly view?: (typeof VIEWS)[number];
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return ID.test(text.trim());
}

/** Drops unknown tabs and events, so that an edited link shows the overview and no error. */
export function parseWorkbenchSearch(search: Record<string, unknown>): WorkbenchSearch {
  const tab = TABS.find((one) => one === search['tab']);
  const event = typeof search['event'] === 'string' && isId(search['event']) ? search['event'].trim() : undefined;
  const range = RANGES.find((one) => one === search['range']);
  const view = VIEWS.find((one) => one === search['view']);
  return {
    ...(tab !== undefined && tab !== 'overview' && { tab }),
    ...(event !== undefined && { event }),
    ...(range === '7d' && { range }),
    ...(view === 'table' && { view }),
  };
}
