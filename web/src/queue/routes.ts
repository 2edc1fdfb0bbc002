import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { parseQueueSearch } from './search.js';

const pageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/queue',
  validateSearch: parseQueueSearch,
  component: lazyRouteComponent(() => import('./queue-page.js'), 'QueuePage'),
});

export const queueRoutes = [pageRoute] as const;
