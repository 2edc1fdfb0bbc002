import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page as Tab } from 'playwright-core';
import { signHeaders, SigningSecret } from '../../src/webhooks/signing/signing.js';
import { PASSWORD } from '../../test/support/people/person.js';
import { hasChromium, openBrowser } from '../../test/support/browser/chromium.js';
import { Office } from '../../test/support/people/office.js';
import type { Json } from '../../test/support/sockets/socket.js';
import { until } from '../../test/support/until.js';
import type { PageFunctions } from './page/page-functions.js';

const MISSED = 1_000;
const PAGE = '/client-test.html';

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('the client in a browser', () => {
  let office: Office;
  let browser: Browser;
  let folder: string;
  let script: string;
  let tab: Tab;
  let ticket: Json;
  const errors: string[] = [];

  beforeAll(async () => {
    [office, browser, folder] = await Promise.all([
      Office.open(),
      openBrowser(),
      mkdtemp(join(tmpdir(), 'carillon-page-')),
    ]);
    script = await bundle(folder);
    ticket = await office.newTicket();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    tab = await browser.newPage();
    tab.on('pageerror', (error) => errors.push(String(error)));
    // Of the server's own origin, as a page of the product would be.
    await tab.route(`**${PAGE}`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><script type="module">${script}</script>` }),
    );
    await tab.goto(`${office.url}${PAGE}`);
    await on('signIn', office.people.requester.email, PASSWORD);
  });

  afterEach(async () => {
    await tab.close();
    expect(errors.splice(0)).toEqual([]);
  });

  /** Calls a function of the page. */
  function on<K extends keyof PageFunctions>(
    name: K,
    ...parameters: Parameters<PageFunctions[K]>
  ): Promise<Awaited<ReturnType<PageFunctions[K]>>> {
    const call = `page[${JSON.stringify(name)}](...${JSON.stringify(parameters)})`;
    return tab.evaluate(call);
  }

  async function comment(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 20) {
      const some = Array.from({ length: Math.min(20, left) });
      await Promise.all(some.map(() => office.comment(ticket, office.people.agent)));
    }
    await office.settled();
  }

  /** Of the requester, oldest first. */
  async function stored(): Promise<string[]> {
    const rows = await office.dataSource.query<{ id: string }[]>(
      'SELECT id FROM notifications WHERE user_id = $1 ORDER BY position',
      [office.people.requester.id],
    );
    return rows.map(({ id }) => id);
  }

  /** Who was rendered since `before`. */
  async function renderedSince(before: Record<string, number>): Promise<Record<string, number>> {
    const now = await on('rendered');
    const more = Object.entries(now).map(([name, times]) => [name, times - (before[name] ?? 0)] as const);
    return Object.fromEntries(more.filter(([, times]) => times > 0));
  }

  async function shown(isStrict = false): Promise<void> {
    await on('render', isStrict);
    await tab.waitForFunction(`document.querySelector('#lamp').textContent === 'on'`);
  }

  it('delivers missed events once and in order after a disconnect', async () => {
    const before = await stored();
    await on('connect');
    await until(() => on('isConnected'));
    await comment(1);
    await until(async () => (await on('got')).length === 1);
    await on('goOffline');
    await comment(MISSED);
    await on('goOnline');
    await until(() => on('isConnected'));
    await comment(1);
    await until(async () => (await on('got')).length >= MISSED + 2);
    expect(await on('got')).toEqual((await stored()).slice(before.length));
  }, 60_000);

  it('resumes after a page reload from the stored cursor', async () => {
    await on('connect');
    await until(() => on('isConnected'));
    await comment(1);
    await until(async () => (await on('got')).length === 1);
    await tab.reload();
    await comment(2);
    await on('signIn', office.people.requester.email, PASSWORD);
    await on('connect');
    await until(async () => (await on('got')).length >= 2);
    expect(await on('got')).toEqual((await stored()).slice(-2));
  });

  it('verifies webhooks with WebCrypto', async () => {
    const [body, secret] = ['{"id":"e-1"}', 'a secret of one’s own'];
    const pairs = signHeaders({
      id: 'e-1',
      type: 'project.created',
      timestampSeconds: Math.floor(Date.now() / 1_000),
      body,
      secrets: [SigningSecret.from(secret)],
      families: ['standard'],
    });
    const headers = Object.fromEntries(
      pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1] ?? '']] : [])),
    );
    expect(await on('verify', headers, body, secret)).toBe('standard');
    await expect(on('verify', headers, `${body} `, secret)).rejects.toThrow('bad signature');
  });

  describe('useNotifications() and useRealTimeUpdates()', () => {
    it('show a new comment at once, and re-render nothing that is unchanged', async () => {
      await shown();
      const before = await on('rendered');
      const bell = Number(await tab.textContent('#bell'));
      await comment(1);
      await tab.waitForFunction(`document.querySelector('#comments').textContent === '1'`);
      await tab.waitForFunction(`document.querySelector('#bell').textContent === '${bell + 1}'`);
      const { list = 0, bell: rung = 0, comments = 0, ...others } = await renderedSince(before);
      const newest = (await stored()).at(-1) ?? '';
      expect(others).toEqual({ [`row ${newest}`]: 1 });
      expect([list, rung, comments]).toEqual([1, 1, 1]);
    });

    it('re-render one row when that notification is read', async () => {
      await comment(3);
      await shown();
      const id = (await stored()).at(-2) ?? '';
      const before = await on('rendered');
      await on('markRead', id);
      await tab.waitForFunction(`document.querySelectorAll('li[data-read=true]').length === 1`);
      expect(await renderedSince(before)).toEqual({ list: 1, bell: 1, [`row ${id}`]: 1 });
    });

    it('re-render only the tickets when a ticket changes without a notification', async () => {
      await shown();
      const before = await on('rendered');
      await office.people.requester.call(`PATCH /api/tickets/${ticket.id}`, { title: 'A new title' });
      await tab.waitForFunction(`document.querySelector('#tickets').textContent.includes('A new title')`);
      expect(await renderedSince(before)).toEqual({ tickets: 1 });
    });

    it('handle a burst of events in few renders', async () => {
      await shown();
      const before = await on('rendered');
      const bell = Number(await tab.textContent('#bell'));
      await comment(100);
      await tab.waitForFunction(`document.querySelector('#bell').textContent === '${bell + 100}'`);
      const { list = 0 } = await renderedSince(before);
      expect(list).toBeLessThanOrEqual(100);
      const rows = Object.entries(await renderedSince(before)).filter(([name]) => name.startsWith('row '));
      expect(rows.map(([, times]) => times)).toEqual(Array(100).fill(1));
    });

    it('handle a webhook event like a push, once', async () => {
      await shown();
      const bell = Number(await tab.textContent('#bell'));
      const notification = { ...ENVELOPE, message: 'By a webhook' };
      const payload = { event: 'notification.created', notification, data: null };
      await on('handleWebhook', payload);
      await on('handleWebhook', payload);
      await tab.waitForFunction(`document.querySelector('li').textContent === 'By a webhook'`);
      expect(Number(await tab.textContent('#bell'))).toBe(bell + 1);
    });

    it('work in strict mode, which mounts every component twice', async () => {
      await shown(true);
      await comment(1);
      await tab.waitForFunction(`document.querySelector('#comments').textContent === '1'`);
    });
  });
});

const ENVELOPE = {
  id: '01900000-0000-7000-8000-000000000001',
  type: 'webhook_test',
  related_id: null,
  related_type: null,
  created_at: '2026-01-01T00:00:00.000Z',
};

async function bundle(outDir: string): Promise<string> {
  const bundler = fileURLToPath(new URL('./page/bundle.mjs', import.meta.url));
  await promisify(execFile)(process.execPath, [bundler, outDir]);
  const text = await readFile(join(outDir, 'page.js'), 'utf8');
  return text.replaceAll('</script', '<\\/script');
}
