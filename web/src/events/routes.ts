import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { parseEventSearch } from './search.js';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/events',
  validateSearch: parseEventSearch,
  component: lazyRouteComponent(() => import('./events-page.js'), 'EventsPage'),
});

const eventRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/events/$id',
  component: lazyRouteComponent(() => import('./event-page.js'), 'EventPage'),
});

export const eventRoutes = [listRoute, eventRoute] as const;
