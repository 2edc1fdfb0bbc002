import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { PASSWORD } from '../support/accounts.js';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { DashboardTab, type TabOptions } from '../support/dashboard.js';
import { Office } from '../support/office.js';
import { builtWeb } from '../support/web-build.js';

const inBrowser = hasChromium() ? describe : describe.skip;

let office: Office;

beforeAll(async () => {
  [office] = await Promise.all([Office.open(), builtWeb()]);
}, 120_000);

afterAll(() => office?.running.close());

function get(path: string, accept?: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${office.running.url}${path}`, {
    headers: { ...(accept !== undefined && { accept }), ...headers },
    redirect: 'manual',
  });
}

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('the dashboard as files', () => {
  it.each(['/', '/inbox', '/tickets/some-id', '/webhooks/x?tab=stats'])(
    'answers a browser at %s with the page',
    async (path) => {
      const response = await get(path, BROWSER);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it('gives every answer a nonce of its own, and no unsafe-inline', async () => {
    const policies = await Promise.all(
      ['/', '/'].map(async (path) => (await get(path, BROWSER)).headers.get('content-security-policy')),
    );
    expect(policies[0]).not.toBe(policies[1]);
    for (const policy of policies) {
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}';style-src 'self' 'nonce-[\w+/=]{24}'/);
      expect(policy).not.toContain('unsafe');
    }
  });

  it('puts the nonce of the policy on every script and style of the page', async () => {
    const response = await get('/', BROWSER);
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
    const html = await response.text();
    const tags = [...html.matchAll(/<(script|style)\b[^>]*>/g)].map(([tag]) => tag);
    expect(tags.length).toBeGreaterThan(1);
    expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(html).not.toContain('CSP_NONCE');
  });

  it('serves its files compressed and for ever', async () => {
    const html = await (await get('/', BROWSER)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    for (const encoding of ['br', 'gzip']) {
      const response = await get(script, '*/*', { 'accept-encoding': encoding });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toMatch(/javascript/);
    }
  });

  it.each(['/api/no-such', '/v1/no-such', '/assets/no-such.js', '/health/no-such', '/client/no-such.js'])(
    'leaves %s a 404, for browsers too',
    async (path) => {
      const response = await get(path, BROWSER);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  it('leaves programs the 404 of the API', async () => {
    for (const accept of ['application/json', '*/*']) {
      const response = await get('/inbox', accept);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    const posted = await fetch(`${office.running.url}/inbox`, { method: 'POST', headers: { accept: BROWSER } });
    expect(posted.status).toBe(404);
  });
});

inBrowser('the dashboard in a browser', () => {
  let browser: Browser;
  const tabs: DashboardTab[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser?.close());

  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints());
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
    expect(complaints).toEqual([]);
  });

  async function open(path: string, options: TabOptions = {}): Promise<DashboardTab> {
    const tab = await DashboardTab.open(browser, office.running, path, options);
    tabs.push(tab);
    return tab;
  }

  describe('the sign-in', () => {
    it('opens the deep link that was asked for', async () => {
      const { page } = await open('/inbox?tab=archived');
      await page.waitForURL('**/login?next=*');
      await page.getByLabel('Email').fill(office.people.agent.email);
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/inbox?tab=archived');
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    });

    it('has nothing for axe to find, and fits a narrow screen', async () => {
      const tab = await open('/login');
      await tab.page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      expect(await tab.overflow()).toBe(0);
      await tab.picture('login');
    });
  });

  describe('the shell', () => {
    it('shows the exact count of the bell in the page and its title', async () => {
      const { page } = await open('/inbox', { as: office.people.requester });
      await page.locator('[data-connection=live]').waitFor();
      await office.call('POST /api/notifications/webhooks/test', office.people.requester);
      await page.locator('[data-unread="1"]').waitFor();
      await page.waitForFunction(`document.title === '(1) Inbox · Carillon'`);
    });

    it('has nothing for axe to find, and fits a narrow screen', async () => {
      const tab = await open('/inbox', { as: office.people.agent });
      await tab.page.locator('[data-connection=live]').waitFor();
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      expect(await tab.overflow()).toBe(0);
      await tab.picture('inbox-empty');
    });
  });
});
