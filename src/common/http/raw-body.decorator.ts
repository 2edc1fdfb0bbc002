import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    rawBody?: boolean;
  }
}

/** `request.body` is the text as it came: only that verifies against a signature. The route parses it itself. */
export const TakesRawBody = () => RouteConfig({ rawBody: true });
