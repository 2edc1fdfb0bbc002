import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { parseDeliverySearch } from './search.js';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deliveries',
  validateSearch: parseDeliverySearch,
  component: lazyRouteComponent(() => import('./deliveries-page.js'), 'DeliveriesPage'),
});

export const deliveryRoutes = [listRoute] as const;
