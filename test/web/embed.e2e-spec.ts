import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createHost } from '../../examples/embed/host.mjs';
import type { Person } from '../support/people/person.js';
import type { Stage } from '../support/servers/stage.js';
import { hasChromium, openBrowser } from '../support/browser/chromium.js';
import { DashboardTab } from '../support/browser/dashboard.js';
import { Office } from '../support/people/office.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { builtWeb } from '../support/servers/web-build.js';

const inBrowser = hasChromium() ? describe : describe.skip;
const MAX_KIB = 30;

// A browser beside other tests takes its time.
jest.setTimeout(90_000);

let office: Office;
/** The example in `examples/embed`, on an origin of its own. */
let host: Server;
let origin: string;
/** By an API key: tokens do not last. */
let agent: Person;

async function keyOf({ email }: Person): Promise<string> {
  const again = await office.accounts.login(email);
  return (await again.call('POST /api/api-keys', { name: 'test' })).key;
}

beforeAll(async () => {
  const settings = { carillonUrl: '', apiKey: '', secret: 'a secret of the host, of thirty-two bytes or more' };
  host = createHost(settings).listen(0, '127.0.0.1');
  await once(host, 'listening');
  origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  // Tokens are renewed while the tests run.
  [office] = await Promise.all([Office.open({ CORS_ORIGINS: origin, JWT_EXPIRES_IN: '3s' }), builtWeb()]);
  settings.carillonUrl = office.url;
  settings.apiKey = await keyOf(office.people.admin);
  agent = office.people.agent.with({ access_token: await keyOf(office.people.agent) });
}, 120_000);

afterAll(async () => {
  host.close();
  await office?.close();
});

describe('GET /embed/inbox.js', () => {
  const load = (headers: Record<string, string> = {}) => fetch(`${office.url}/embed/inbox.js`, { headers });

  it('is one small self-contained ES module, for pages of every origin and without a token', async () => {
    const answer = await load({ origin: 'https://any.example' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const text = await answer.text();
    expect(text).not.toMatch(/\bfrom\s*["']|\bimport\s*\(|\brequire\s*\(|\beval\(|new Function\b/);
    expect(brotliCompressSync(text).length / 1_024).toBeLessThan(MAX_KIB);
  });

  it('is compressed for clients that accept it, and not resent while it is unchanged', async () => {
    const [plain, packed] = [await load({ 'accept-encoding': 'identity' }), await load({ 'accept-encoding': 'br' })];
    expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'br']);
    expect(await packed.text()).toBe(await plain.text());
    expect(plain.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    const etag = plain.headers.get('etag') ?? '';
    expect((await load({ 'if-none-match': etag })).status).toBe(304);
    const map = await fetch(`${office.url}/embed/inbox.js.map`);
    expect(await map.json()).toMatchObject({ version: 3 });
  });
});

inBrowser('the inbox on a page of another origin, under a strict policy', () => {
  let browser: Browser;
  let tab: DashboardTab;
  let page: Page;
  let ticket: Json;

  beforeAll(async () => {
    browser = await openBrowser();
    tab = await DashboardTab.open(browser, { url: origin } as Stage, '/');
    ({ page } = tab);
    await signIn('grace');
    ticket = await (await visitor()).call('POST /api/tickets', { title: 'A late parcel' });
  });

  afterAll(() => browser?.close());

  afterEach(() => expect(tab.complaints()).toEqual([]));

  async function signIn(person: string): Promise<void> {
    await page.locator(`[data-person=${person}]`).click();
    await until(async () => (await shownCount()) !== null);
  }

  /** With the token that the page has: it is the visitor's of this moment. */
  async function visitor(): Promise<Person> {
    const token = await page.evaluate<string>(
      `fetch('/carillon-token').then((r) => r.json()).then((t) => t.access_token)`,
    );
    return office.people.other.with({ access_token: token });
  }

  const comment = (content: string) => office.comment(ticket, agent, { content });
  /** `page.waitForFunction` would need `unsafe-eval`. */
  const shownCount = () => page.evaluate<number | null>(`document.querySelector('carillon-inbox').unread`);
  const unread = (count: number) =>
    until(async () => (await shownCount()) === count, { describe: () => `not ${count} unread` });
  const bell = () => page.locator('[part=bell]');
  const entries = () => page.locator('[part~=entry]');
  const focused = () => page.evaluate<string>(`document.activeElement.shadowRoot?.activeElement?.textContent ?? ''`);

  it('counts exactly, rings, and informs screen readers', async () => {
    await page.evaluate(
      `rings = []; document.addEventListener('carillon-ring', (e) => rings.push(e.detail.notification.type))`,
    );
    await comment('On its way');
    await unread(1);
    expect(await page.title()).toBe('(1) A shop');
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
    expect(await page.evaluate('rings')).toEqual(['comment_on_ticket']);
    await page.getByText('New notification: New comment on your ticket').waitFor({ state: 'attached' });
    await comment('It is here');
    await unread(2);
    // Read elsewhere: by another page of the same person.
    await (await visitor()).call('POST /api/notifications/read-all', {});
    await unread(0);
  });

  it('works by keyboard alone, and keeps the focus until it is closed', async () => {
    await comment('One');
    await comment('Two');
    await unread(2);
    await bell().focus();
    await page.keyboard.press('Enter');
    await until(async () => (await entries().count()) === 4);
    await until(async () => (await focused()).startsWith('Unread: New comment'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('#opened', { hasText: 'Opened: New comment' }).waitFor();
    await unread(1);
    await page.keyboard.press('Enter');
    // From the first row to its archive, round to the first button, and back again.
    for (const key of ['Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) await page.keyboard.press(key);
    await until(async () => (await focused()).includes('New comment'));
    await page.keyboard.press('e');
    await until(async () => (await entries().count()) === 3);
    await unread(0);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await until(async () => (await entries().count()) === 4);
    await unread(1);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(`document.activeElement.shadowRoot.activeElement.getAttribute('part')`)).toBe('bell');
    expect(await bell().getAttribute('aria-expanded')).toBe('false');
  });

  it('passes axe open and closed, light and dark, and fits a narrow screen', async () => {
    await bell().click();
    await entries().first().waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await tab.accessibilityFaults()).toEqual([]);
    }
    expect(await tab.overflow()).toBe(0);
    expect(await page.getByText('Show older ones').isVisible()).toBe(false);
    await tab.picture('embed');
    await page.keyboard.press('Escape');
    expect(await tab.accessibilityFaults()).toEqual([]);
  });

  it('shows new notifications while open, and leaves the focus where it is', async () => {
    await bell().click();
    await page.keyboard.press('End');
    const before = await focused();
    const count = await entries().count();
    await comment('Another one');
    await until(async () => (await entries().count()) === count + 1);
    expect(await focused()).toBe(before);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await unread(0);
    await page.locator('h1').click();
    await until(async () => !(await page.locator('[part=panel]').isVisible()));
  });

  it('requests a new token before the last one expires, and continues', async () => {
    const asked: string[] = [];
    page.on('request', (request) => request.url().endsWith('/carillon-token') && asked.push(request.url()));
    await until(() => asked.length >= 3);
    await comment('Still there');
    await unread(1);
  });

  it('shows another person no data of the previous one', async () => {
    await bell().click();
    await entries().first().waitFor();
    await page.evaluate(`fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ person: 'linus' }) })`);
    // The page itself says nothing: the inbox learns it with the next token.
    await page.locator('[part=panel]').getByText('All quiet').waitFor();
    expect(await entries().count()).toBe(0);
    await comment('Not for Linus');
    await office.settled();
    await (await visitor()).call('POST /api/notifications/webhooks/test');
    await unread(1);
    await until(async () => (await entries().count()) === 1);
    expect(await page.locator('[part=panel]').textContent()).not.toContain('parcel');
  });

  it('clears everything when the page’s session ends', async () => {
    await page.evaluate(`fetch('/sign-out', { method: 'POST' })`);
    await page.locator('[part=panel]').getByText('Sign in to see your notifications.').waitFor();
    expect(await entries().count()).toBe(0);
    expect(await shownCount()).toBeNull();
    await page.keyboard.press('Escape');
    await signIn('grace');
    await unread(2);
  });

  it('works within Vue', async () => {
    await page.goto(`${origin}/vue`);
    await page.getByRole('button', { name: 'Sign in as Grace' }).click();
    await comment('Through Vue');
    await page.getByRole('heading', { name: /^Orders, [1-9]/ }).waitFor();
    await bell().click();
    await entries().first().click();
    await page.getByText('Opened: New comment').waitFor();
  });

  it('reports missing settings in the console', async () => {
    await page.evaluate(`document.querySelector('carillon-inbox').removeAttribute('url')`);
    await until(() => tab.complaints().some((text) => text.includes('token-endpoint')));
  });
});

it('the examples of the embedded inbox name no host but their own', async () => {
  const files = ['host.mjs', 'server.mjs', 'accounts.mjs', 'pages/plain.html', 'pages/vue.html', 'pages/vue-page.js'];
  const texts = await Promise.all(
    files.map((file) => readFile(new URL(`../../examples/embed/${file}`, import.meta.url), 'utf8')),
  );
  expect(texts.join('\n').match(/https?:\/\/(?!localhost)[\w.-]+/g)).toBeNull();
});
