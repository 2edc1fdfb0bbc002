import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';
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
export function hardenHttp(app: NestFastifyApplication, config: AppConfig, logger: AppLogger): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const headers = securityHeaders({
    // The defaults would send a browser on plain http to https for everything.
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'no-referrer' },
    // Allowed origins may show attachments and responses.
    crossOriginResourcePolicy: config.corsOrigins.length === 0 ? { policy: 'same-origin' } : { policy: 'cross-origin' },
  });
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  refuseForeignPreflights(fastify, new OriginGuard(config, logger));
  allowOrigins(app, config.corsOrigins);
}

/** The same for every response, so helmet is asked once: for each request it would take 7 % of the time of a small route. */
function securityHeaders(options: HelmetOptions): Readonly<Record<string, string>> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error) => {
    if (error !== undefined) throw new Error('helmet refuses its options.', { cause: error });
  });
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
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
