import { withRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    rawBody?: boolean;
  }
}

/** `request.body` is the text as it came: only that verifies against a signature. The route parses it itself. */
export const TakesRawBody = () => withRouteConfig({ rawBody: true });
