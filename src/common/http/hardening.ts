import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { AppConfig } from '../config.js';
import type { AppLogger } from '../logger.js';
import { OriginGuard, OriginNotAllowed } from './origin-guard.js';
import { PROBLEM_TYPE, problemBody, toProblem } from './problem.js';

/** The server's pages load nothing from elsewhere. Swagger UI sets styles on elements, which no hash covers. */
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

/** Security headers on every response, and CORS for allowed origins. Runs before any route is registered. */
export async function hardenHttp(app: NestFastifyApplication, config: AppConfig, logger: AppLogger): Promise<void> {
  await app.register(helmet, {
    // The defaults would send a browser on plain http to https for everything.
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'no-referrer' },
    // Allowed origins may show attachments and responses.
    crossOriginResourcePolicy: config.corsOrigins.length === 0 ? { policy: 'same-origin' } : { policy: 'cross-origin' },
  });
  refuseForeignPreflights(app.getHttpAdapter().getInstance(), new OriginGuard(config, logger));
  allowOrigins(app, config.corsOrigins);
}

/**
 * Only a preflight exists for CORS alone, so only it is refused with a reason. Other requests are served, without CORS
 * headers: programs may send an Origin too.
 */
function refuseForeignPreflights(fastify: FastifyInstance, guard: OriginGuard): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { method, headers, url } = request;
    const isAllowed = guard.allows(headers, { method, path: url.split('?', 1)[0] });
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    if (isAllowed || !isPreflight) return done();
    const problem = toProblem(new OriginNotAllowed(headers.origin ?? ''));
    void reply.status(problem.status).header('content-type', PROBLEM_TYPE).send(problemBody(problem, request.id));
  });
}

/**
 * Other origins get no CORS header at all, so their pages can read nothing. Tokens travel in headers, so no
 * credentials.
 */
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
