import { withRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    rawBody?: boolean;
  }
}

/** `request.body` is the text as received, since a signature verifies only against that. The route parses it itself. */
export const TakesRawBody = () => withRouteConfig({ rawBody: true });
