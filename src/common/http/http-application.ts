import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config.js';
import { AppError, NotFound } from '../errors.js';
import { HOPS_HEADER, HopStamps } from '../hop-stamps.js';
import { newId } from '../ids.js';
import { AppLogger } from '../logger.js';
import { Metrics } from '../metrics.js';
import { runInContext } from '../request-context.js';
import { keepBodyLimits } from './body-limit.decorator.js';
import { answerClientError, answerUnhandledRequests } from './client-errors.js';
import { ConnectionWatch } from './connection-watch.js';
import { hasBody } from './has-body.js';
import { refuseForeignRoles } from './foreign-roles.js';
import { InputInspection } from './input-inspection.js';
import { InputGuard } from './input.guard.js';
import { parseJsonBodies } from './json-parser.js';
import { ProblemFilter } from './problem.filter.js';
import { PROBLEM_TYPE, problemBody, toProblem } from './problem.js';
import { reportRequests } from './request-report.js';
import { trustedProxies } from './trusted-proxies.js';
import { InputPipe } from './input.pipe.js';

const BODY_LIMIT = 1_048_576;
const HEADERS_TIMEOUT_MS = 15_000;
const CONNECTIONS_CHECK_MS = 2_000;
/** Maximum connections per process; further ones are closed at once. */
const MAX_CONNECTIONS = 20_000;
const SOCKET_PATH = '/socket.io';

export function createHttpAdapter(config: AppConfig): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    trustProxy: trustedProxies(config.trustProxy),
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
    http: {
      // Node would answer without a body; `requireReadableRequest` answers with a problem.
      requireHostHeader: false,
      // A connection that sends no complete request head in this time is answered 408 and closed.
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
  });
}

/** Errors before a route is found, such as a malformed path. */
function answerFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error);
  void reply.status(problem.status).header('content-type', PROBLEM_TYPE).send(problemBody(problem, request.id));
}

/** Sets up the HTTP behaviour of the application, the same in production and in tests. */
export function configureHttp(app: NestFastifyApplication, config: AppConfig, logger: AppLogger): void {
  app.useGlobalFilters(new ProblemFilter(logger));
  const inspection = app.get(InputInspection);
  app.useGlobalPipes(new InputPipe(inspection));
  app.useGlobalGuards(new InputGuard(inspection));
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onListen', (done) => {
    fastify.server.maxConnections = MAX_CONNECTIONS;
    new ConnectionWatch(config.timeouts.idleMs).watch(fastify.server);
    done();
  });
  parseJsonBodies(fastify);
  keepBodyLimits(fastify);
  answerUnhandledRequests(fastify, SOCKET_PATH, config.roles);
  const stamps = app.get(HopStamps);
  fastify.decorateRequest('recorded');
  fastify.addHook('onRequest', (request, _reply, done) => {
    const hops = stamps.hopsAfter(request.headers[HOPS_HEADER]);
    const recorded: string[] = [];
    request.recorded = recorded;
    runInContext({ requestId: request.id, actor: null, hops, recorded }, done);
  });
  refuseForeignRoles(fastify, config.roles);
  fastify.addHook('onRequest', (request, _reply, done) => {
    requireReadableRequest(request);
    done();
  });
  reportRequests(fastify, logger, app.get(Metrics));
}

/** @throws AppError before the body is read: 400 for a request that cannot be understood, 404 for an unknown route */
function requireReadableRequest(request: FastifyRequest): void {
  const { url, headers, httpVersionMajor, httpVersionMinor } = request.raw;
  const needsHost = httpVersionMajor === 1 && httpVersionMinor === 1;
  if (needsHost && headers.host === undefined) {
    throw new AppError(400, 'bad_request', 'HTTP/1.1 requests need a Host header.');
  }
  // Node passes non-ASCII bytes on as Latin-1: they would be taken for other characters.
  if (!/^[\u0021-\u007e]*$/.test(url ?? '')) {
    throw new AppError(400, 'bad_request', 'The URL has characters beyond ASCII. Percent-encode them as UTF-8.');
  }
  if (request.is404 && hasBody(request)) throw new NotFound('route');
}
