import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Browser, Page } from 'playwright-core';
import { serveDocsSite } from '../../src/ops/docs-site.js';
import { Stage } from '../support/servers/stage.js';
import { hasChromium, openBrowser } from '../support/browser/chromium.js';
import { ROOT, pages } from './blocks.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const DIST = `${ROOT}site/dist`;

class EmptyModule {}

let server: Stage;

beforeAll(async () => {
  // Nothing to do when `npm run build` came before.
  const [running] = await Promise.all([Stage.start(), run(process.execPath, [`${ROOT}site/build.mjs`])]);
  server = running;
}, 120_000);

afterAll(() => server?.close());

const get = (path: string) => fetch(`${server.url}${path}`, { redirect: 'manual' });

describe('the documentation at /docs/', () => {
  it('has a page for every page of the repository', async () => {
    const built = (await readdir(DIST, { recursive: true })).filter((name) => name.endsWith('.html'));
    expect(built).toHaveLength(pages().length + 1);
    for (const path of [
      '/docs/',
      '/docs/configuration',
      '/docs/client',
      '/docs/security',
      '/docs/decisions/006-fastify',
    ]) {
      const { status, headers } = await get(path);
      expect({ path, status, type: headers.get('content-type') }).toEqual({
        path,
        status: 200,
        type: 'text/html; charset=utf-8',
      });
    }
  });

  it('redirects /docs to /docs/ with its query', async () => {
    const { status, headers } = await get('/docs?x=1');
    expect({ status, location: headers.get('location') }).toEqual({ status: 302, location: '/docs/?x=1' });
  });

  it('has pages that are revalidated by ETag, and assets that are cached for ever', async () => {
    const page = await get('/docs/limits');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    // `fetch` would ask that no cache answers.
    const again = await rawGet('/docs/limits', { 'if-none-match': page.headers.get('etag') ?? '' });
    expect(again).toEqual({ status: 304, body: '' });
    const [, asset = ''] = /src="(\/docs\/assets\/app\.[^"]+\.js)"/.exec(await page.text()) ?? [];
    const { status, headers } = await get(asset);
    expect({ status, caching: headers.get('cache-control') }).toEqual({
      status: 200,
      caching: 'public, max-age=31536000, immutable',
    });
  });

  it('answers a missing page with 404 and a page with links', async () => {
    for (const path of [
      '/docs/nothing',
      '/docs/assets/nothing.js',
      '/docs/.built-from',
      '/docs/hashmap.json',
      '/docs/assets',
    ]) {
      const answer = await get(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      expect(await answer.text()).toContain('<div id="app">');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('serves no file outside its folder', async () => {
    for (const path of [
      '/docs/../package.json',
      '/docs/..%2f..%2fpackage.json',
      '/docs/%2e%2e/%2e%2e/package.json',
      '/docs//etc/passwd',
      '/docs/%00',
    ]) {
      const { status, body } = await rawGet(path);
      expect({ path, isRefused: status >= 400 }).toEqual({ path, isRefused: true });
      expect(body).not.toContain('"devDependencies"');
    }
  });

  it('has no inline script, so the security policy needs no exception', async () => {
    for (const name of (await readdir(DIST, { recursive: true })).filter((one) => one.endsWith('.html'))) {
      const html = await readFile(join(DIST, name), 'utf8');
      const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>|\son\w+="/g)].map(([text]) => text);
      expect({ name, inline }).toEqual({ name, inline: [] });
    }
    const policy = (await get('/docs/')).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self'(;|$)/);
  });
});

/** As it stands: `fetch` would resolve the dots. */
async function rawGet(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(server.url);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpGet({ hostname, port, path, headers }, resolve).on('error', reject);
  });
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode ?? 0, body };
}

describe('the documentation before the site is built', () => {
  let folder: string;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-site-'));
    app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), { logger: false });
    serveDocsSite(app, join(folder, 'dist'));
    await app.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers with an explanation and a retry time; a later build is served without a restart', async () => {
    const url = `${await app.getUrl()}/docs/limits`;
    const early = await fetch(url);
    expect({ status: early.status, after: early.headers.get('retry-after') }).toEqual({ status: 503, after: '3' });
    expect(await early.text()).toContain('npm run build:site');
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist/limits.html'), 'built');
    await writeFile(join(folder, 'dist/404.html'), 'not here');
    expect(await (await fetch(url)).text()).toBe('built');
    expect((await fetch(`${url}-not`)).status).toBe(404);
  });
});

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('the documentation in a browser', () => {
  let browser: Browser;
  let tab: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    tab = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    tab.on('pageerror', (error) => faults.push(String(error)));
    tab.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    tab.on('request', (request) => !request.url().startsWith(`${server.url}/`) && faults.push(request.url()));
  }, 30_000);

  afterAll(() => browser?.close());

  const search = async (words: string) => {
    await tab.keyboard.press('Control+k');
    await tab.locator('.VPLocalSearchBox input').fill(words);
  };

  it('links from the start page to the others, in order', async () => {
    await tab.goto(`${server.url}/docs/`);
    expect(await tab.locator('h1').first().textContent()).toContain('Carillon');
    const titles = await tab.locator('.VPSidebar .VPSidebarItem.level-1 .text').allTextContents();
    const ordered = [
      'First steps',
      'Front end',
      'Client',
      'Configuration',
      'Limits',
      'Security',
      'Reliability',
      'Architecture',
    ];
    expect(titles.filter((title) => ordered.includes(title))).toEqual(ordered);
    await tab.locator('.VPSidebar a', { hasText: 'Configuration' }).click();
    await tab.waitForURL('**/docs/configuration');
    // The address changes before the page is there. More than one would be refused.
    await tab.locator('td', { hasText: /^JWT_EXPIRES_IN$/ }).waitFor();
  }, 30_000);

  it('finds a variable by search and opens it, and reports when there is no match', async () => {
    await search('JWT_EXPIRES_IN');
    await tab.locator('.VPLocalSearchBox .result').first().waitFor();
    await tab.keyboard.press('Enter');
    await tab.locator('.VPLocalSearchBox').waitFor({ state: 'detached' });
    expect(await tab.locator('main').textContent()).toContain('JWT_EXPIRES_IN');
    await search('zyxwvut');
    await tab.locator('.VPLocalSearchBox .no-results').waitFor();
    await tab.keyboard.press('Escape');
  }, 30_000);

  it('opens a deep link at its heading', async () => {
    await tab.goto(`${server.url}/docs/configuration#webhooks`);
    await expect(
      tab.locator('#webhooks').evaluate((heading) => heading.getBoundingClientRect().top),
    ).resolves.toBeLessThan(200);
  }, 30_000);

  it.each(['light', 'dark'] as const)(
    'passes axe on two pages in %s colours',
    async (colorScheme) => {
      const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
      await tab.emulateMedia({ colorScheme });
      for (const page of ['', 'front-end']) {
        await tab.goto(`${server.url}/docs/${page}`);
        await tab.evaluate(source);
        const found = await tab.evaluate<string[]>(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))`,
        );
        expect({ page, found }).toEqual({ page, found: [] });
      }
    },
    60_000,
  );

  it('fits a narrow screen', async () => {
    await tab.setViewportSize({ width: 360, height: 740 });
    for (const page of ['', 'configuration', 'limits', 'client']) {
      await tab.goto(`${server.url}/docs/${page}`);
      const width = await tab.evaluate<number>('document.documentElement.scrollWidth');
      expect({ page, width }).toEqual({ page, width: 360 });
    }
  }, 30_000);

  it('causes no error and no request to another host', () => {
    expect(faults).toEqual([]);
  });
});
