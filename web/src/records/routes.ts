import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { isStaff } from '../api/me.js';
import { onlyFor } from '../app/guard.js';
import { shellRoute } from '../app/routes.js';
import { isKind } from './kinds.js';

const recordsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/records/$kind',
  // Read by the page; otherwise every page would load its code.
  validateSearch: (search: Record<string, unknown>) => search,
  loader: async ({ params }) => {
    await onlyFor(isStaff)();
    // The router renders its page for it.
    if (!isKind(params.kind)) throw notFound();
  },
  component: lazyRouteComponent(() => import('./records-page.js'), 'RecordsPage'),
});

export const recordRoutes = [recordsRoute] as const;
