import type { FastifyInstance } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config.js';
import { newId } from '../ids.js';
import { AppLogger } from '../logger.js';
import { runInContext } from '../request-context.js';
import { keepBodyLimits } from './body-limit.decorator.js';
import { ProblemFilter } from './problem.filter.js';
import { refuseUnstorableText } from './text-check.js';
import { UndeclaredInputGuard } from './undeclared-input.guard.js';
import { createValidationPipe } from './validation.pipe.js';

const BODY_LIMIT = 1_048_576;

export function createHttpAdapter(config: AppConfig): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    // The declared type forgets the number of hops, which Fastify documents and takes.
    trustProxy: trustProxy(config.trustProxy) as boolean | string[],
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
}

/** What every HTTP answer of the application goes through; the same in production and in tests. */
export function configureHttp(app: NestFastifyApplication, logger: AppLogger): void {
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalGuards(new UndeclaredInputGuard());
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  acceptEmptyJson(fastify);
  keepBodyLimits(fastify);
  fastify.addHook('onRequest', (request, _reply, done) => {
    runInContext({ requestId: request.id, actor: null }, done);
  });
  fastify.addHook('preHandler', (request, _reply, done) => {
    refuseUnstorableText(request.query);
    refuseUnstorableText(request.body);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.event('http.request', {
      request_id: request.id,
      method: request.method,
      // Without the query: it may carry what a person searched for.
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      user_id: (request as { user?: { id?: string } }).user?.id,
    });
    done();
  });
}

/** An empty body with a JSON content type is `{}`: many clients send the header on every POST. */
function acceptEmptyJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.config.rawBody) done(null, body);
    else if (body === '') done(null, {});
    else void parse(request, body.toString(), done);
  });
}

function trustProxy(entries: readonly string[]): boolean | number | string[] {
  if (entries.length === 0) return false;
  const hops = Number(entries[0]);
  return entries.length === 1 && Number.isInteger(hops) ? hops : [...entries];
}
