import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { CarillonAccounts } from './accounts.mjs';

/** Of this application. A real one has a database, and passwords. */
const PEOPLE = {
  grace: { name: 'Grace', email: 'grace@example.com' },
  linus: { name: 'Linus', email: 'linus@example.com' },
};
const VUE = createRequire(import.meta.url).resolve('vue/dist/vue.runtime.esm-browser.prod.js');
const FILES = {
  '/': ['pages/plain.html', 'text/html'],
  '/vue': ['pages/vue.html', 'text/html'],
  '/plain.js': ['pages/plain.js', 'text/javascript'],
  '/vue-page.js': ['pages/vue-page.js', 'text/javascript'],
  '/vue.js': [VUE, 'text/javascript'],
  '/page.css': ['pages/page.css', 'text/css'],
};
const FORM_BYTES = 1_024;

/**
 * An application with people of its own, whose pages show the inbox that these people have at Carillon.
 *
 * @param {{ carillonUrl: string, apiKey: string, secret: string }} settings
 */
export function createHost(settings) {
  const accounts = new CarillonAccounts(settings);
  /** Who is signed in here, by the value of the cookie. */
  const visitors = new Map();

  const routes = {
    'GET /favicon.ico': async ({ response }) => response.writeHead(204).end(),
    'GET /carillon-token': async ({ session, response }) => {
      const person = visitors.get(session);
      // No one is signed in: the inbox says so and shows nothing.
      if (person === undefined) return response.writeHead(204).end();
      const token = await accounts.tokenFor(session, person);
      response.setHeader('cache-control', 'no-store');
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
    },
    'POST /sign-in': async ({ request, response }) => {
      const person = PEOPLE[new URLSearchParams(await bodyOf(request)).get('person') ?? ''];
      if (person === undefined) return response.writeHead(400).end('There is no such person.');
      const id = randomBytes(32).toString('base64url');
      visitors.set(id, person);
      response.setHeader('set-cookie', `session=${id}; HttpOnly; SameSite=Lax; Path=/`);
      return response.writeHead(204).end();
    },
    'POST /sign-out': async ({ session, response }) => {
      visitors.delete(session);
      await accounts.signOut(session);
      response.setHeader('set-cookie', 'session=; Max-Age=0; HttpOnly; SameSite=Lax; Path=/');
      return response.writeHead(204).end();
    },
  };

  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const session = /(?:^|;\s*)session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const route = routes[`${request.method} ${pathname}`];
    const work = route?.({ request, response, session }) ?? sendFile(pathname, response, settings.carillonUrl);
    work.catch((error) => response.writeHead(502).end(error.message));
  });
}

async function sendFile(pathname, response, carillonUrl) {
  const [file, type] = Object.hasOwn(FILES, pathname) ? FILES[pathname] : [];
  if (file === undefined) return response.writeHead(404).end('There is no such page.');
  const text = await readFile(new URL(file, import.meta.url), 'utf8');
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('content-security-policy', policy(carillonUrl));
  return response.end(type === 'text/html' ? text.replaceAll('{{carillon}}', carillonUrl) : text);
}

/** As strict as there is. The inbox needs Carillon's origin in two directives, and no exception for styles. */
function policy(carillonUrl) {
  const socket = carillonUrl.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    `script-src 'self' ${carillonUrl}`,
    `connect-src 'self' ${carillonUrl} ${socket}`,
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ');
}

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > FORM_BYTES) throw new Error('The form is too large.');
  }
  return text;
}
