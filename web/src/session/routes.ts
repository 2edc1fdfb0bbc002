import { CarillonError } from '@carillon/client';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { client } from '../api/client.js';
import { rootRoute } from '../app/routes.js';

interface LoginSearch {
  readonly next?: string;
  /** The identity provider has led back here: its session is there to be collected. */
  readonly provider?: 'done';
  /** Why the sign-in by the identity provider failed. */
  readonly refused?: string;
}

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: ({ next, provider, refused }: Record<string, unknown>): LoginSearch => ({
    ...(isOwnPath(next) && { next }),
    ...(provider === 'done' && { provider }),
    ...(typeof refused === 'string' && { refused }),
  }),
  beforeLoad: async ({ search: { next, provider, refused } }) => {
    if (provider === 'done') {
      const failed = await collectSession();
      if (failed !== undefined) throw redirect({ to: '/login', search: { ...(next && { next }), refused: failed } });
    } else if (refused !== undefined) return;
    if (client.session !== null) throw redirect({ href: next ?? '/' });
  },
  component: lazyRouteComponent(() => import('./login-page.js'), 'LoginPage'),
});

export const sessionRoutes = [loginRoute] as const;

/** After the sign-in, a link must not lead to another site. */
function isOwnPath(path: unknown): path is string {
  return typeof path === 'string' && new URL(path, location.origin).origin === location.origin && path.startsWith('/');
}

/** @returns why there is none */
async function collectSession(): Promise<string | undefined> {
  try {
    await client.collectSession();
    return undefined;
  } catch (error) {
    if (!(error instanceof CarillonError)) throw error;
    if (error.code === 'not_found') return 'expired';
    return error.code === 'inactive' ? 'inactive' : 'failed';
  }
}
