import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LoopBudget } from '../loop-budget.js';
import { parseJson, utf8Text, withoutByteOrderMark } from './json-body.js';

/**
 * A larger body waits for its turn: bodies that arrive together would block everything else for the sum of their times.
 */
const LARGE_BODY = 32_768;
const LARGE_BODIES_MS = 10;

/**
 * The application's JSON parser. An empty body with a JSON content type is `{}`: many clients send the header on every
 * POST. Any other body, except a form with a file, is 415.
 */
export function parseJsonBodies(fastify: FastifyInstance): void {
  const turns = new LoopBudget(LARGE_BODIES_MS);
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (body.length > LARGE_BODY) await turns.spend();
      return valueOf(request, body);
    },
  );
}

function valueOf(request: FastifyRequest, body: Buffer): unknown {
  const { rawBody, jsonLimits } = request.routeOptions.config;
  const text = utf8Text(body, request.headers);
  if (rawBody) return text;
  const json = withoutByteOrderMark(text);
  return json === '' ? {} : parseJson(json, jsonLimits);
}
