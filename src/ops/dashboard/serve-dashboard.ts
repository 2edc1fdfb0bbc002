import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { builtDashboard, dashboardPage, type DashboardFacts } from './dashboard-page.js';

const HTML = 'text/html; charset=utf-8';
const YEAR_SECONDS = 31_536_000;
const RETRY_SECONDS = 3;
/** Paths below these are never pages of the dashboard. */
const NOT_PAGES = /^\/(api|v1|docs|client|embed|socket\.io|health|metrics|assets)(\/|$)/;
/** A page whose address is also a receiver's: only the browser's headers tell them apart. */
const SHARED_WITH_RECEIVERS = /^\/bin\/[^/]+\/?$/;

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="${RETRY_SECONDS}">
<title>Carillon</title>
<h1>The dashboard is not built</h1>
<p>Run <code>npm run build:web</code> where the server is installed. This page reloads by itself.</p>
<p>The <a href="/api/docs">API docs</a> work without it.</p>
`;

export interface DashboardOptions {
  readonly facts: () => Promise<DashboardFacts>;
  /** The output of the build; default `web/dist`. */
  readonly folder?: string;
}

/**
 * Serves the dashboard at `/`: its page for every browser navigation that no route answers, its files at `/assets`,
 * compressed by the build. The folder may appear, or be replaced, while the server runs.
 */
export function serveDashboard(app: NestFastifyApplication, options: DashboardOptions): void {
  const folder = options.folder ?? builtDashboard();
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    if (isForDashboard(request)) await answerPage(reply, folder, await options.facts());
  });
  // Not awaited: that would make the framework ready before Nest has added its routes and error handler.
  void fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    // File names contain a digest of the content.
    setHeaders: (reply) => void reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`),
  });
}

/** Programs that ask for JSON, or for any type, get the API's 404. At `/` there is only the page. */
function isForDashboard(request: FastifyRequest): boolean {
  const { method, headers, url } = request.raw;
  if (method !== 'GET' && method !== 'HEAD') return false;
  const path = (url ?? '').split('?', 1)[0] ?? '';
  if (SHARED_WITH_RECEIVERS.test(path)) return isNavigation(request);
  if (!request.is404 || NOT_PAGES.test(path)) return false;
  const accept = headers.accept ?? '*/*';
  return accept.includes('text/html') || (path === '/' && accept.includes('*/*'));
}

/** On plain http a browser does not send `Sec-Fetch-Mode`, except to localhost. */
function isNavigation({ headers }: FastifyRequest): boolean {
  const isFromAddressBar = headers['sec-fetch-mode'] === 'navigate' || headers['upgrade-insecure-requests'] === '1';
  return isFromAddressBar && (headers.accept ?? '').includes('text/html');
}

async function answerPage(reply: FastifyReply, folder: string, facts: DashboardFacts): Promise<FastifyReply> {
  const page = await dashboardPage(folder, facts);
  void reply.type(HTML).header('cache-control', 'no-store');
  if (page === undefined) return reply.status(503).header('retry-after', RETRY_SECONDS).send(NOT_BUILT);
  return reply.status(200).header('content-security-policy', page.policy).send(page.html);
}
