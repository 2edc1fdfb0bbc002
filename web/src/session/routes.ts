import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { client } from '../api/client.js';
import { rootRoute } from '../app/routes.js';

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } => (isOwnPath(next) ? { next } : {}),
  beforeLoad: ({ search }) => {
    if (client.session !== null) throw redirect({ href: search.next ?? '/' });
  },
  component: lazyRouteComponent(() => import('./login-page.js'), 'LoginPage'),
});

export const sessionRoutes = [loginRoute] as const;

/** After the sign-in, a link must not lead to another site. */
function isOwnPath(path: unknown): path is string {
  return typeof path === 'string' && new URL(path, location.origin).origin === location.origin && path.startsWith('/');
}
