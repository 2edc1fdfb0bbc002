import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../app/routes.js';
import { parseArticleSearch, parseOpenedSearch } from './search.js';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/kb',
  validateSearch: parseArticleSearch,
  component: lazyRouteComponent(() => import('./articles-page.js'), 'ArticlesPage'),
});

const articleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/kb/$slug',
  validateSearch: parseOpenedSearch,
  component: lazyRouteComponent(() => import('./article-page.js'), 'ArticlePage'),
});

export const kbRoutes = [listRoute, articleRoute] as const;
