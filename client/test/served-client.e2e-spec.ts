import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { PASSWORD, type Person } from '../../test/support/people/person.js';
import { hasChromium, openBrowser } from '../../test/support/browser/chromium.js';
import { Office } from '../../test/support/people/office.js';
import { until } from '../../test/support/until.js';

const BUILD = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url));

/** What a page without a bundler is: it knows the server's address and nothing else. */
const page = (url: string) => `<!doctype html><script type="module">
  import { CarillonClient } from '${url}/client/carillon.js';
  const client = new CarillonClient({ url: '${url}', sessionStorage: localStorage });
  const page = { client, comments: [], readies: [], refusals: [] };
  page.connect = () => {
    page.socket = client.connect({ rooms: ['comments'], socket: { reconnectionDelay: 50, reconnectionDelayMax: 200 } });
    page.socket.on('comment.update', ({ id }) => page.comments.push(id));
    page.socket.on('ready', (ready) => page.readies.push(ready.user_id));
    page.socket.on('refused', ({ code }) => page.refusals.push(code));
  };
  globalThis.page = page;
</script>`;

/** Its tokens live for two seconds. */
let office: Office;
/** Its tokens live for as long as usual. */
let calm: Office;
/** Serves the page from an origin that is not the server's. */
let elsewhere: Server;
let origin: string;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [BUILD, '--browser']);
  elsewhere = createServer((request, response) => {
    const { url } = request.url === '/calm' ? calm : office;
    response.setHeader('content-type', 'text/html').end(page(url));
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  [office, calm] = await Promise.all([
    Office.open({ JWT_EXPIRES_IN: '2s', CORS_ORIGINS: origin }),
    Office.open({ CORS_ORIGINS: origin }),
  ]);
}, 60_000);

afterAll(async () => {
  elsewhere.close();
  await Promise.all([office.close(), calm.close()]);
});

describe('GET /client/carillon.js', () => {
  const load = (headers: Record<string, string> = {}, name = 'carillon.js') =>
    fetch(`${office.url}/client/${name}`, { headers });

  it('is one self-contained ES module, for pages of every origin and without a token', async () => {
    const answer = await load({ origin: 'https://any.example' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const text = await answer.text();
    expect(text).not.toMatch(/\bfrom\s*["']|\bimport\s*\(|\brequire\s*\(/);
    // A data: URL has no folder in which a source map could be.
    const code = Buffer.from(text.replace(/^\/\/# sourceMappingURL=.*/m, '')).toString('base64');
    const module = (await import(`data:text/javascript;base64,${code}`)) as object;
    expect(Object.keys(module)).toEqual(expect.arrayContaining(['connect', 'CarillonClient', 'verifyWebhook']));
  });

  it('is compressed for clients that accept it, and not resent while it is unchanged', async () => {
    const [plain, gzipped] = [await load({ 'accept-encoding': 'identity' }), await load({ 'accept-encoding': 'gzip' })];
    expect([plain.headers.get('content-encoding'), gzipped.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    expect(await gzipped.text()).toBe(await plain.text());
    expect(plain.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    const etag = plain.headers.get('etag') ?? '';
    const again = await load({ 'if-none-match': `"other", ${etag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await load({ 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('has a source map', async () => {
    const answer = await load({}, 'carillon.js.map');
    expect(await answer.json()).toMatchObject({ version: 3, sources: expect.any(Array) });
    expect((await load({}, 'credentials.js')).status).toBe(404);
  });
});

const WAITING_FOR_LOCKS = 'navigator.locks.query().then(({ pending }) => pending.length)';

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('two tabs of one browser on a page of another origin', () => {
  let browser: Browser;
  let context: BrowserContext;
  let person: Person;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);

  afterAll(() => browser?.close());

  afterEach(async () => {
    await context.close();
    expect(errors.splice(0)).toEqual([]);
  });

  async function openTab(path = '/'): Promise<Tab> {
    const tab = await context.newPage();
    tab.on('pageerror', (error) => errors.push(String(error)));
    await tab.goto(`${origin}${path}`);
    await tab.waitForFunction('globalThis.page !== undefined');
    return tab;
  }

  async function signedInTabs(): Promise<[Tab, Tab]> {
    context = await browser.newContext();
    person = await office.accounts.person('agent');
    const one = await openTab();
    await one.evaluate(`page.client.login('${person.email}', '${PASSWORD}')`);
    const other = await openTab();
    for (const tab of [one, other]) {
      await tab.evaluate('page.connect()');
      await isLive(tab);
    }
    return [one, other];
  }

  const isLive = (tab: Tab) => tab.waitForFunction('page.socket.isConnected');

  async function isSignedIn(tab: Tab): Promise<boolean> {
    const { id } = await tab.evaluate<{ id: string }>(`page.client.get('/api/auth/me')`);
    return id === person.id;
  }

  /** @returns switches the network of this tab alone */
  async function networkOf(tab: Tab): Promise<(state: 'on' | 'off') => Promise<void>> {
    // One session: a second one would not take back what the first one set.
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Network.enable');
    return async (state) => {
      const conditions = { offline: state === 'off', latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
      await devtools.send('Network.emulateNetworkConditions', conditions);
    };
  }

  /** What is kept of the session changes with every renewal. */
  async function renewals(tab: Tab, count: number): Promise<void> {
    for (let seen = 0; seen < count; seen += 1) {
      const before = await tab.evaluate<string>(`localStorage.getItem('carillon.session')`);
      await until(async () => (await tab.evaluate(`localStorage.getItem('carillon.session')`)) !== before);
      expect(await isSignedIn(tab)).toBe(true);
    }
  }

  it('stay signed in when one is offline while the other renews repeatedly', async () => {
    const [one, other] = await signedInTabs();
    const turn = await networkOf(one);
    await turn('off');
    // Open connections outlive the switch: this is what the loss of a network does to them.
    await one.evaluate('page.socket.io.io.engine.close()');
    await renewals(other, 2);
    // The first of them lies an hour back: the token that the offline tab still holds would be a theft.
    await office.dataSource.query(`UPDATE refresh_tokens SET rotated_at = rotated_at - interval '1 hour'`);
    const author = await office.accounts.person('user');
    const ticket = await author.call('POST /api/tickets', { title: 'While one tab was away' });
    const comment = await office.comment(ticket, author);
    await turn('on');
    await isLive(one);
    for (const tab of [one, other]) {
      expect(await isSignedIn(tab)).toBe(true);
      await tab.waitForFunction(`page.comments.includes('${comment.id}')`);
      expect(await tab.evaluate('page.refusals')).toEqual([]);
    }
    const revoked = 'sessions WHERE user_id = $1 AND revoked_at IS NOT NULL';
    expect(await office.accounts.count(revoked, [person.id])).toBe(0);
  }, 60_000);

  it('renew the session once when both find the token expired at the same time', async () => {
    context = await browser.newContext();
    person = await calm.accounts.person('user');
    const tabs = [await openTab('/calm'), await openTab('/calm')];
    await tabs[0]?.evaluate(`page.client.login('${person.email}', '${PASSWORD}')`);
    await tabs[1]?.waitForFunction('page.client.session !== null');
    // Tokens of one second are the same text.
    const second = Math.floor(Date.now() / 1_000);
    await until(() => Math.floor(Date.now() / 1_000) > second);
    const renewals: string[] = [];
    context.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/refresh')) renewals.push(request.url());
    });
    // The renewal is answered once the other tab waits for its turn.
    await context.route('**/api/auth/refresh', async (route) => {
      await until(async () => (await tabs[0]?.evaluate(WAITING_FOR_LOCKS)) === 1);
      await route.continue();
    });
    // The first question of each tab is answered as if its token had expired.
    const refused = new Set<unknown>();
    await context.route('**/api/auth/me', async (route) => {
      const asker = route.request().frame();
      if (route.request().method() !== 'GET' || refused.has(asker)) return route.continue();
      refused.add(asker);
      // Else the slower tab would ask with the token that the other one has renewed already.
      await until(() => refused.size === tabs.length);
      const headers = { 'access-control-allow-origin': '*', 'content-type': 'application/problem+json' };
      return route.fulfill({ status: 401, headers, body: '{"code":"unauthorized"}' });
    });
    expect(await Promise.all(tabs.map(isSignedIn))).toEqual([true, true]);
    expect([refused.size, renewals.length]).toEqual([2, 1]);
  }, 30_000);

  it('sign out together, and switch to another account together', async () => {
    const [one, other] = await signedInTabs();
    const second = await office.accounts.person('user');
    await one.evaluate(`page.client.login('${second.email}', '${PASSWORD}')`);
    await other.waitForFunction(`page.readies.at(-1) === '${second.id}'`);
    await one.evaluate('page.client.logout()');
    await other.waitForFunction('page.client.session === null && page.refusals.length === 1');
    expect(await other.evaluate(`localStorage.getItem('carillon.session')`)).toBeNull();
  }, 30_000);
});
