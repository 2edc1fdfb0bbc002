import { createRoute, redirect } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';

/** Where people begin. */
export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets', replace: true });
  },
});
