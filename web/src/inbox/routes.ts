import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { isTab, type Tab } from './queries.js';

interface InboxSearch {
  readonly tab?: Tab;
  /** A notification type. */
  readonly type?: string;
  readonly panel?: 'preferences' | undefined;
}

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  validateSearch: ({ tab, type, panel }: Record<string, unknown>): InboxSearch => ({
    ...(isTab(tab) && tab !== 'unread' && { tab }),
    ...(typeof type === 'string' && { type }),
    ...(panel === 'preferences' && { panel }),
  }),
  component: lazyRouteComponent(() => import('./inbox-page.js'), 'InboxPage'),
});

export const inboxRoutes = [inboxRoute] as const;
