import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { parseTicketSearch } from './filters.js';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tickets',
  validateSearch: parseTicketSearch,
  component: lazyRouteComponent(() => import('./tickets-page.js'), 'TicketsPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tickets/$id',
  component: lazyRouteComponent(() => import('./ticket-page.js'), 'TicketPage'),
});

export const ticketRoutes = [listRoute, ticketRoute] as const;
