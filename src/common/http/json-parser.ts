import type { FastifyInstance } from 'fastify';
import { parseJson, utf8Text, withoutByteOrderMark } from './json-body.js';

/**
 * The application's JSON parser. An empty body with a JSON content type is `{}`: many clients send the header on every
 * POST. Every other kind of body but a form with a file is 415.
 */
export function parseJsonBodies(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const { rawBody, jsonLimits } = request.routeOptions.config;
      const text = utf8Text(Buffer.from(body), request.headers);
      if (rawBody) return done(null, text);
      const json = withoutByteOrderMark(text);
      return done(null, json === '' ? {} : parseJson(json, jsonLimits));
    } catch (error) {
      return done(error as Error);
    }
  });
}
