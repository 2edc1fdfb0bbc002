import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PREFIX = '/docs';
const HTML = 'text/html; charset=utf-8';
const YEAR_SECONDS = 31_536_000;
const RETRY_SECONDS = 3;
/** The builder's own files. */
const HIDDEN = /(^|\/)\.|^\/hashmap\.json$/;

/** Shown while `npm start` builds the site, and where it was not built. It reloads by itself. */
const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="${RETRY_SECONDS}">
<title>Carillon</title>
<h1>The documentation is being built</h1>
<p>This page reloads by itself. If it stays, run <code>npm run build:site</code> where the server is installed.</p>
`;

/**
 * The documentation at `/docs/`, as `npm run build:site` made it. Pages are revalidated by their ETag; files with a
 * hash in their name are kept for a year. The folder may appear, or be replaced, while the server runs.
 *
 * @param folder the output of the generator
 */
export function serveDocsSite(app: NestFastifyApplication, folder = builtSite()): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  // Not awaited: that would make the framework ready before Nest has added its routes and error handler.
  void fastify.register(
    async (scope) => {
      await scope.register(fastifyStatic, {
        root: folder,
        serve: false,
        cacheControl: false,
        extensions: ['html'],
        setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path.slice(folder.length))),
      });
      scope.setNotFoundHandler((_request, reply) => answerMissing(reply, folder));
      scope.get('/', (request, reply) => answerStart(request, reply));
      scope.get('/*', (request, reply) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const path = pathname.slice(PREFIX.length);
        if (HIDDEN.test(path)) return reply.callNotFound();
        return reply.sendFile(path);
      });
    },
    { prefix: PREFIX },
  );
}

/** Links of the site are relative to `/docs/`, so without the slash they would lead to the wrong place. */
function answerStart(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  return pathname.endsWith('/') ? reply.sendFile('index.html') : reply.redirect(`${PREFIX}/${search}`, 302);
}

async function answerMissing(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const page = await readFile(join(folder, '404.html')).catch(() => undefined);
  if (page !== undefined) return reply.status(404).type(HTML).header('cache-control', 'no-cache').send(page);
  void reply.header('retry-after', RETRY_SECONDS).header('cache-control', 'no-store');
  return reply.status(503).type(HTML).send(NOT_BUILT);
}

function cachingOf(path: string): string {
  return path.startsWith('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
}

/** Beside `src`, or beside the `dist` in which this file lies. */
function builtSite(): string {
  const [fromSource, fromBuild] = ['../../', '../../../'].map((up) => fileURLToPath(new URL(up, import.meta.url)));
  const root = existsSync(join(fromSource ?? '', 'package.json')) ? fromSource : fromBuild;
  return join(root ?? '', 'site/dist');
}
