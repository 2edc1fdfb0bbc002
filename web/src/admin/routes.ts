import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { isAdmin } from '../api/me.js';
import { onlyFor } from '../app/guard.js';
import { shellRoute } from '../app/routes.js';
import { isTab } from './tabs.js';

const indexRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin',
  beforeLoad: () => {
    // The router expects it to be thrown.
    throw redirect({ to: '/admin/$tab', params: { tab: 'users' }, replace: true });
  },
});

/** The page loads the tab, so that the frame need not know each tab's files. */
const tabRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/$tab',
  // Read by the tab; otherwise every page would load its code.
  validateSearch: (search: Record<string, unknown>) => search,
  loader: async ({ params }) => {
    await onlyFor(isAdmin)();
    // The router renders its page for it.
    if (!isTab(params.tab)) throw notFound();
  },
  component: lazyRouteComponent(() => import('./admin-tab.js'), 'AdminTab'),
});

export const adminRoutes = [indexRoute, tabRoute] as const;
