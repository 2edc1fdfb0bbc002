import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config.js';

/** Pages of ours load nothing from elsewhere. Swagger UI sets styles on elements, which no hash covers. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

const EXPOSED_HEADERS = ['ETag', 'Location', 'Retry-After', 'Link', 'Content-Disposition'];
const PREFLIGHT_SECONDS = 600;

type OriginAnswer = (error: Error | null, origin: string | boolean) => void;

/** Security headers on every answer, and CORS for the origins that are allowed. Before any route is registered. */
export async function hardenHttp(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  await app.register(helmet, {
    // The defaults would send a browser on plain http to https for everything.
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'no-referrer' },
    // Attachments and answers may be shown by the origins that CORS lets in.
    crossOriginResourcePolicy: config.corsOrigins.length === 0 ? { policy: 'same-origin' } : { policy: 'cross-origin' },
  });
  allowOrigins(app, config.corsOrigins);
}

/** Other origins get no CORS header at all, so that their pages read nothing. Tokens travel in headers, so no credentials. */
function allowOrigins(app: NestFastifyApplication, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.enableCors({
    origin: (origin: string | undefined, answer: OriginAnswer) =>
      answer(null, origin !== undefined && (origins.includes('*') || origins.includes(origin))),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  });
}
