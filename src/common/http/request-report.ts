import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppLogger } from '../logger.js';
import type { Metrics } from '../metrics.js';
import { tracer } from '../tracing/tracer.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Requests to unknown paths share one: a label per path would let strangers fill the memory. */
const NO_ROUTE = 'none';

declare module 'fastify' {
  interface FastifyRequest {
    /** See `RequestContext`. */
    recorded?: string[];
  }
}

/** Logs, measures and names every request. */
export function reportRequests(fastify: FastifyInstance, logger: AppLogger, metrics: Metrics): void {
  const seconds = metrics.histogram('carillon_http_request_seconds', 'HTTP requests, by route, status and method.', {
    buckets: SECONDS,
    labelNames: ['route', 'status', 'method'],
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    if (route !== undefined) tracer()?.nameRequest(request.method, route);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    seconds.observe(labelsOf(request, reply), reply.elapsedTime / 1_000);
    logger.event('http.request', {
      request_id: request.id,
      method: request.method,
      // Without the query: it may contain what a person searched for.
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      event_ids: request.recorded?.length ? request.recorded : undefined,
      user_id: (request as { user?: { id?: string } }).user?.id,
    });
    done();
  });
}

function labelsOf(request: FastifyRequest, { statusCode: status }: FastifyReply) {
  const route = request.is404 ? undefined : request.routeOptions.url;
  // An unknown method would be a label that a stranger chooses. Routes only exist for known ones.
  return route === undefined
    ? { route: NO_ROUTE, status, method: NO_ROUTE }
    : { route, status, method: request.method };
}
