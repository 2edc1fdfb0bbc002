import { createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoutes } from './admin/routes.js';
import { rootRoute, shellRoute } from './app/routes.js';
import { binRoutes } from './bins/routes.js';
import { deliveryRoutes } from './deliveries/routes.js';
import { eventRoutes } from './events/routes.js';
import { inboxRoutes } from './inbox/routes.js';
import { kbRoutes } from './kb/routes.js';
import { queueRoutes } from './queue/routes.js';
import { recordRoutes } from './records/routes.js';
import { sessionRoutes } from './session/routes.js';
import { NotFound } from './shell/not-found.js';
import { ticketRoutes } from './tickets/routes.js';
import { webhookRoutes } from './webhooks/routes.js';
import { welcomeRoutes } from './welcome/routes.js';

shellRoute.update({ component: lazyRouteComponent(() => import('./frame.js'), 'Frame') });

const routeTree = rootRoute.addChildren([
  ...sessionRoutes,
  shellRoute.addChildren([
    ...welcomeRoutes,
    ...ticketRoutes,
    ...inboxRoutes,
    ...kbRoutes,
    ...recordRoutes,
    ...webhookRoutes,
    ...binRoutes,
    ...deliveryRoutes,
    ...eventRoutes,
    ...queueRoutes,
    ...adminRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  // Queries decide about freshness.
  defaultPreloadStaleTime: 0,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
