import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { isAdmin, meQuery } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { shellRoute } from '../app/routes.js';
import { isUntouchedQuery } from './queries.js';

/** The start page: tickets. */
const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: (await isFirstRun()) ? '/welcome' : '/tickets', replace: true });
  },
});

const welcomeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./welcome-page.js'), 'WelcomePage'),
});

export const welcomeRoutes = [homeRoute, welcomeRoute] as const;

/** Only an admin can tell whether an installation is empty. */
async function isFirstRun(): Promise<boolean> {
  try {
    const me = await queryClient.ensureQueryData(meQuery);
    return isAdmin(me) && (await queryClient.fetchQuery(isUntouchedQuery));
  } catch {
    // The tickets page explains why nothing can be loaded.
    return false;
  }
}
