import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const binRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bin/$id',
  /** `request`: the one shown; left out: the newest. */
  validateSearch: ({ request }: Record<string, unknown>): { request?: string } =>
    typeof request === 'string' && ID.test(request) ? { request } : {},
  component: lazyRouteComponent(() => import('./bin-page.js'), 'BinPage'),
});

export const binRoutes = [binRoute] as const;
