import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { parseWorkbenchSearch } from './workbench/search.js';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks-page.js'), 'WebhooksPage'),
});

const workbenchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/$webhookId',
  validateSearch: parseWorkbenchSearch,
  component: lazyRouteComponent(() => import('./workbench/workbench-page.js'), 'WorkbenchPage'),
});

export const webhookRoutes = [listRoute, workbenchRoute] as const;
