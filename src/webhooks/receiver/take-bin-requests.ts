import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemFilter } from '../../common/http/problem.filter.js';
import { AppLogger } from '../../common/logger.js';
import { MAX_REQUEST_BYTES } from './bin-limits.js';
import { BinReceiverService, type OpenedBin } from './bin-receiver.service.js';

/** Proxies speak it, and Node hands it over by an event of its own. */
const NOT_TAKEN = new Set(['CONNECT']);
const JSON_TYPE = 'application/json; charset=utf-8';
/** Never HTML: the answer comes from the dashboard's own origin. */
const TEXT_TYPE = 'text/plain; charset=utf-8';

/**
 * `/bin/<id>` for every method and every kind of body, as bytes. Not a controller: Nest's routes share one parser of bodies,
 * which takes JSON alone. Navigations of browsers never come here, see `ops/dashboard`.
 */
export function takeBinRequests(app: NestFastifyApplication): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const methods = METHODS.filter((method) => !NOT_TAKEN.has(method));
  for (const method of methods) {
    if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method, { hasBody: true });
  }
  const receiver = app.get(BinReceiverService, { strict: false });
  const problems = new ProblemFilter(app.get(AppLogger));
  const opened = new WeakMap<FastifyRequest, OpenedBin>();
  // Not awaited: that would make the framework ready before Nest gave it its routes.
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler((error, request, reply) => problems.answer(error, request, reply));
    scope.addHook('preParsing', async (request, reply) => {
      const { id } = request.params as { id: string };
      const taken = await receiver.open(id);
      opened.set(request, taken);
      // After the answer, and when the caller goes away before it.
      if (reply.raw.destroyed) taken.leave();
      else reply.raw.once('close', taken.leave);
    });
    scope.route({
      method: methods,
      url: '/bin/:id',
      bodyLimit: MAX_REQUEST_BYTES,
      config: { isPublic: true },
      handler: (request, reply) => answer({ receiver, opened: opened.get(request) }, request, reply),
    });
    done();
  });
}

interface Taking {
  readonly receiver: BinReceiverService;
  readonly opened: OpenedBin | undefined;
}

async function answer({ receiver, opened }: Taking, request: FastifyRequest, reply: FastifyReply) {
  if (opened === undefined) throw new Error('A request to a bin has passed its first step without a bin.');
  const { bin } = opened;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  await receiver.take(bin, request.raw, body);
  await receiver.wait(bin.delayMs, reply.raw);
  void reply.status(bin.status).header('cache-control', 'no-store');
  if (bin.body === '') return reply.send();
  return reply.type(isJson(bin.body) ? JSON_TYPE : TEXT_TYPE).send(bin.body);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
