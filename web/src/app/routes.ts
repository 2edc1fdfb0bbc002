import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { client } from '../api/client.js';
import { meQuery } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { LoadFailure } from '../ui/load-failure.js';

export const rootRoute = createRootRoute({ component: Outlet, errorComponent: LoadFailure });

/** Everything that only signed-in people see, within the frame that `router.ts` gives it. A deep link is opened after the sign-in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: ({ location }) => {
    // The router throws it on.
    if (client.session === null) throw redirect({ to: '/login', search: { next: location.href } });
  },
  loader: () => queryClient.ensureQueryData(meQuery),
  errorComponent: LoadFailure,
});
