import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { client } from '../api/client.js';
import { meQuery } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { LoadFailure } from '../ui/load-failure.js';

export const rootRoute = createRootRoute({ component: Outlet, errorComponent: LoadFailure });

/** All routes for signed-in people, in the frame from `router.ts`. A deep link opens after the sign-in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: ({ location }) => {
    // The router expects it to be thrown.
    if (client.session === null) throw redirect({ to: '/login', search: { next: location.href } });
  },
  loader: () => queryClient.ensureQueryData(meQuery),
  errorComponent: LoadFailure,
});
