import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { PASSWORD } from '../support/people/person.js';
import { hasChromium, openBrowser } from '../support/browser/chromium.js';
import { DashboardTab, type TabOptions } from '../support/browser/dashboard.js';
import { Office } from '../support/people/office.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { builtWeb, scriptSizes } from '../support/servers/web-build.js';

const inBrowser = hasChromium() ? describe : describe.skip;

// A browser beside other tests takes its time.
jest.setTimeout(90_000);

let office: Office;

beforeAll(async () => {
  [office] = await Promise.all([Office.open(), builtWeb()]);
}, 120_000);

afterAll(() => office?.close());

function get(path: string, accept?: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${office.url}${path}`, {
    headers: { ...(accept !== undefined && { accept }), ...headers },
    redirect: 'manual',
  });
}

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** Notes on the page go away by themselves; how many there were stays. */
const COUNT_RINGS = `
  rings = 0;
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    rings += added.filter((node) => node.matches?.('.mantine-Notification-root, :has(> .mantine-Notification-root)')).length;
  }).observe(document.body, { childList: true, subtree: true });`;

/** A headless browser refuses them by itself. */
const NOT_YET_ASKED = `Object.defineProperty(Notification, 'permission', { get: () => 'default' })`;

/** KiB by brotli of all scripts that a page needs, frame and bell included. */
const MAX_PAGE_KIB = 275;
const MAX_PAGES_KIB: Readonly<Record<string, number>> = {
  'src/session/login-page.tsx': 180,
  'src/deliveries/deliveries-page.tsx': 260,
  'src/webhooks/webhooks-page.tsx': 255,
};
/** What is loaded later: a dialog, an editor, a chart. */
const MAX_PART_KIB = 150;

describe('the files of the dashboard', () => {
  it.each(['/', '/inbox', '/tickets/some-id', '/webhooks/x?tab=stats'])(
    'answer a browser at %s with the page',
    async (path) => {
      const response = await get(path, BROWSER);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it('have a new nonce in every response, and no unsafe-inline', async () => {
    const policies = await Promise.all(
      ['/', '/'].map(async (path) => (await get(path, BROWSER)).headers.get('content-security-policy')),
    );
    expect(policies[0]).not.toBe(policies[1]);
    for (const policy of policies) {
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}';style-src 'self' 'nonce-[\w+/=]{24}'/);
      expect(policy).not.toContain('unsafe');
    }
  });

  it('have the nonce of the policy on every script and style of the page', async () => {
    const response = await get('/', BROWSER);
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
    const html = await response.text();
    const tags = [...html.matchAll(/<(script|style)\b[^>]*>/g)].map(([tag]) => tag);
    expect(tags.length).toBeGreaterThan(1);
    expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(html).not.toContain('CSP_NONCE');
  });

  it('are compressed and cached for ever', async () => {
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

  it('have little JavaScript per page', async () => {
    const { pages, parts } = await scriptSizes();
    expect(pages).toHaveProperty(['src/session/login-page.tsx']);
    const tooLarge = [
      ...Object.entries(pages).filter(([page, size]) => size > (MAX_PAGES_KIB[page] ?? MAX_PAGE_KIB)),
      ...Object.entries(parts).filter(([, size]) => size > MAX_PART_KIB),
    ];
    expect(tooLarge).toEqual([]);
  });

  it.each(['/api/no-such', '/v1/no-such', '/assets/no-such.js', '/health/no-such', '/client/no-such.js'])(
    'answer 404 at %s, for browsers too',
    async (path) => {
      const response = await get(path, BROWSER);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  it('answer programs with the 404 of the API', async () => {
    for (const accept of ['application/json', '*/*']) {
      const response = await get('/inbox', accept);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    const posted = await fetch(`${office.url}/inbox`, { method: 'POST', headers: { accept: BROWSER } });
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
    const tab = await DashboardTab.open(browser, office, path, options);
    tabs.push(tab);
    return tab;
  }

  describe('the sign-in', () => {
    it('opens the requested deep link', async () => {
      const { page } = await open('/inbox?tab=archived');
      await page.waitForURL('**/login?next=*');
      await page.getByLabel('Email').fill(office.people.agent.email);
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/inbox?tab=archived');
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    });

    it('passes axe, and fits a narrow screen', async () => {
      const tab = await open('/login');
      await tab.page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      expect(await tab.overflow()).toBe(0);
      await tab.picture('login');
    });
  });

  describe('the shell', () => {
    it('counts the bell exactly, in every tab and in the title, and rings in one', async () => {
      const { requester } = office.people;
      const first = await open('/inbox', { as: requester });
      await first.page.locator('[data-connection=live]').waitFor();
      const second = await open('/inbox', { as: requester, context: first.page.context() });
      await second.page.locator('[data-connection=live]').waitFor();
      await second.page.bringToFront();
      for (const { page } of [first, second]) await page.evaluate(COUNT_RINGS);
      await requester.call('POST /api/notifications/webhooks/test');
      for (const { page } of [first, second]) {
        await page.locator('[data-unread="1"]').waitFor();
        await page.waitForFunction(`document.title === '(1) Inbox · Carillon'`);
      }
      await second.page.waitForFunction('rings > 0');
      const rings = await Promise.all([first, second].map(({ page }) => page.evaluate<number>('rings')));
      expect(rings).toEqual([0, 1]);
    });

    it('starts with the tickets, finds pages by Ctrl K, lists keys by ?, and can switch off single keys', async () => {
      const { page } = await open('/', { as: office.people.agent });
      await page.waitForURL('**/tickets');
      await page.getByRole('heading', { level: 1, name: 'Tickets' }).waitFor();
      await page.locator('[data-connection=live]').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Page, ticket number').fill('inb');
      await page.getByRole('dialog').getByText('Inbox', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await dialog.getByText('Find and go').waitFor();
      await dialog.getByRole('switch').click();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.keyboard.press('?');
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Page, ticket number').waitFor();
      expect(await dialog.count()).toBe(0);
    });

    it('switches to German, and remembers it', async () => {
      const { page } = await open('/inbox', { as: office.people.agent, locale: 'de-DE' });
      await page.getByRole('heading', { level: 1, name: 'Posteingang' }).waitFor();
      await page.getByRole('button', { name: /^Menü von/ }).click();
      await page.getByRole('menuitem', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    });

    it('returns every tab to the sign-in when one signs out', async () => {
      const first = await open('/inbox', { as: await office.accounts.person('user') });
      await first.page.locator('[data-connection=live]').waitFor();
      const second = await open('/inbox', { context: first.page.context() });
      await second.page.locator('[data-connection=live]').waitFor();
      let loads = 0;
      first.page.on('request', (request) => (loads += Number(request.isNavigationRequest())));
      await first.page.getByRole('button', { name: /^Menu of/ }).click();
      await first.page.getByRole('menuitem', { name: 'Sign out' }).click();
      for (const { page } of [first, second]) await page.waitForURL('**/login*');
      await first.page.getByRole('textbox', { name: 'Email' }).waitFor();
      expect(loads).toBe(1);
    });

    it('shows a page for unknown paths', async () => {
      const { page } = await open('/no/such/page', { as: office.people.agent });
      await page.getByText('There is no page at this address.').waitFor();
    });
  });

  describe('the inbox', () => {
    it('rings on a first notification if asked to, and passes axe empty and full, wide and narrow', async () => {
      const tab = await open('/login');
      const { page } = tab;
      await page.addInitScript(NOT_YET_ASKED);
      await tab.signIn(office.people.other, '/inbox');
      await page.locator('[data-connection=live]').waitFor();
      await page.getByText('All quiet').waitFor();
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      await tab.picture('inbox-empty');
      await page.getByRole('button', { name: 'Send me a test' }).click();
      await page.locator('[data-row]').waitFor();
      await page.locator('[data-unread="1"]').waitFor();
      await page.getByRole('button', { name: 'Not now' }).click();
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      expect(await tab.overflow()).toBe(0);
      await page.getByRole('button', { name: /^Inbox, 1 unread/ }).click();
      await page.getByRole('link', { name: 'Open the inbox' }).waitFor();
      await tab.picture('bell');
    });

    it('reads, archives by e and undoes', async () => {
      const { requester } = office.people;
      const ticket = await office.newTicket();
      await office.comment(ticket, office.people.agent, { content: 'Have you tried to switch it off?' });
      await office.comment(ticket, office.people.agent);
      const { page } = await open('/inbox', { as: requester });
      await page.locator('[data-unread="2"]').waitFor();
      const rows = page.locator('[data-row]');
      await until(async () => (await rows.count()) === 2);
      await page.keyboard.press('j');
      await page.keyboard.press('e');
      await page.locator('[data-unread="1"]').waitFor();
      await until(async () => (await rows.count()) === 1);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.locator('[data-unread="2"]').waitFor();
      await until(async () => (await rows.count()) === 2);
      await page.getByRole('button', { name: 'Mark all as read' }).click();
      await page.locator('[data-unread="0"]').waitFor();
    });

    it('archives one entry per key press, however fast', async () => {
      const { requester, agent } = office.people;
      const ticket = await office.newTicket();
      for (const content of ['First', 'Second', 'Third']) await office.comment(ticket, agent, { content });
      await office.settled();
      const { page } = await open('/inbox', { as: requester });
      const rows = page.locator('[data-row]');
      await rows.nth(2).waitFor();
      const entries = async () => (await requester.call('GET /api/notifications')).items as { id: string }[];
      const before = await entries();
      await rows.first().focus();
      await page.evaluate(`for (const key of ['e', 'e']) {
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }`);
      await until(async () => (await entries())[0]?.id === before[2]?.id);
    });

    it('stops Tab once in its list; arrow keys lead to rows and their controls, and shortcuts do the same', async () => {
      const { requester, agent } = office.people;
      const ticket = await office.newTicket();
      for (const content of ['First', 'Second', 'Third']) await office.comment(ticket, agent, { content });
      await office.settled();
      const tab = await open('/inbox', { as: requester });
      const { page } = tab;
      const row = (at: number) => page.locator(`[data-index="${at}"]`);
      await row(2).waitFor();
      const ids = async () => (await requester.call('GET /api/notifications')).items.map(({ id }: Json) => id);
      const before = await ids();
      expect(await page.locator('[data-index] button:not([tabindex="-1"])').count()).toBe(1);
      await row(0).locator('[data-row]').focus();
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const focused = (at: number, name: RegExp) =>
        row(at).locator(':focus').and(page.getByRole('button', { name })).waitFor();
      await press('ArrowDown', 'ArrowRight');
      await focused(1, /^Archive$/);
      await press('ArrowRight', 'Enter');
      await page.getByRole('menuitem', { name: 'Mark as read' }).waitFor();
      await press('Escape');
      await focused(1, /^More$/);
      await press('ArrowLeft', 'ArrowLeft');
      await focused(1, /^Unread: /);
      await press('u');
      await page.locator('[data-unread="2"]').waitFor();
      await press('Tab', 'Shift+Tab');
      await focused(1, /^(?!Unread: )/);
      await press('ArrowRight', 'Enter');
      // The row is archived, and the next one has taken its place.
      await until(async () => (await ids()).join() === [before[0], before[2]].join());
      await row(2).waitFor({ state: 'detached' });
      await focused(1, /^Unread: /);
      await press('?');
      await page.getByRole('dialog').getByText('Mark as read or unread').waitFor();
      await press('Escape');
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    });

    it('hides switched-off notifications, and saves each preference box', async () => {
      const { other, agent } = office.people;
      const ticket = await other.call('POST /api/tickets', { title: 'No bell' });
      const tab = await open('/inbox?panel=preferences', { as: other });
      const { page } = tab;
      await page.locator('[data-connection=live]').waitFor();
      const before = await page.locator('[data-unread]').getAttribute('data-unread');
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      await tab.picture('inbox-preferences');
      for (const channel of ['Inbox', 'Live', 'Webhook']) {
        await page.getByLabel(`A comment on a ticket: ${channel}`).uncheck();
      }
      await until(async () => {
        const { types } = await other.call('GET /api/users/me/preferences');
        return Object.values(types.comment_on_ticket).every((isOn) => isOn === false);
      });
      await office.comment(ticket, agent);
      await office.settled();
      await other.call('POST /api/notifications/webhooks/test');
      await page.locator(`[data-unread="${Number(before) + 1}"]`).waitFor();
    });
  });
});
