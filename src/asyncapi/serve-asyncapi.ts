import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asyncApiDocument } from './asyncapi-document.js';
import { asyncApiPage } from './asyncapi-page.js';
import { STYLE } from './asyncapi-style.js';

export interface AsyncApiOptions {
  readonly version: string;
  readonly publicUrl: string;
}

/** The page needs nothing but its own style sheet: no script runs on it. */
const POLICY = "default-src 'none';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'";

interface Text {
  readonly text: string;
  readonly type: string;
  readonly etag: string;
}

/**
 * AsyncAPI 3 at `/api/asyncapi.json`, and the same as a page at `/api/asyncapi`. Made at the first request, then kept: the
 * document changes only with the code.
 */
export function serveAsyncApi(app: NestFastifyApplication, options: AsyncApiOptions): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const serve = (path: string, type: string, make: () => string) => {
    let made: Text | undefined;
    fastify.get(path, (request, reply) => answer(request, reply, (made ??= textOf(make(), type))));
  };
  const document = () => asyncApiDocument(options);
  serve('/api/asyncapi.json', 'application/json; charset=utf-8', () => JSON.stringify(document()));
  serve('/api/asyncapi', 'text/html; charset=utf-8', () => asyncApiPage(document()));
  serve('/api/asyncapi.css', 'text/css; charset=utf-8', () => STYLE);
}

function textOf(text: string, type: string): Text {
  return { text, type, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}

function answer({ headers }: FastifyRequest, reply: FastifyReply, { text, type, etag }: Text): FastifyReply {
  void reply.header('etag', etag).header('cache-control', 'no-cache');
  if (headers['if-none-match'] === etag) return reply.status(304).send();
  return reply.type(type).header('content-security-policy', POLICY).send(text);
}
