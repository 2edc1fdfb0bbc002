import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { HeaderFamily } from '../../web/src/webhooks/workbench/receivers/header-families.js';
import { FILE_NAMES, snippetOf } from '../../web/src/webhooks/workbench/snippets.js';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { freePort } from '../support/network/free-port.js';
import { until } from '../support/until.js';
import { Receiver } from '../support/receivers/receiver.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

/** Of the receiver, on a machine that may be busy. */
const TIME = / (ms|secs?)$/;

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('the workbench of a webhook', () => {
  const stage = dashboardStage({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  let receiver: Receiver;
  let webhook: { id: string; secret: string };

  beforeAll(async () => {
    receiver = await Receiver.start();
    const { requester } = stage.office.people;
    for (const priority of ['low', 'low', 'urgent']) await stage.office.newTicket({ priority, title: priority });
    const headers = { 'X-Tenant': 'acme' };
    const body = { name: 'Bench', url: `${receiver.url}/bench`, events: ['ticket.*'], headers };
    webhook = await requester.call('POST /api/webhooks', body);
  });

  afterAll(() => receiver?.stop());

  it('shows health, tests the webhook, lists deliveries live, and holds them while paused', async () => {
    const { office } = stage;
    const tab = await stage.open('/webhooks', { as: office.people.requester });
    const { page } = tab;
    await page.getByRole('link', { name: 'Bench' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bench' }).waitFor();
    await page.getByText('Nothing was sent yet.').waitFor();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('The receiver answered 200').waitFor();
    await page.getByRole('button', { name: 'Send a badly signed test' }).click();
    await page.getByText('The receiver accepted a bad signature').waitFor();
    await page.getByText('Does not check signatures').waitFor();
    receiver.reply = 500;
    await office.newTicket();
    const row = page.getByRole('listitem').filter({ hasText: 'ticket.created' });
    await row.filter({ hasText: 'The receiver answered 500.' }).filter({ hasText: 'in 1 hr' }).waitFor();
    receiver.reply = 200;
    await stage.expectWellMade(tab, 'workbench-overview');

    await page.getByRole('tab', { name: 'Figures' }).click();
    await page.getByRole('img', { name: 'In all: 2xx: accepted 1,' }).locator('canvas').waitFor();
    await page.getByRole('img', { name: 'Success by hour, from 50% to 50%; 50% in all.' }).waitFor();
    await stage.expectWellMade(tab, 'workbench-charts');
    await page.getByText('Table', { exact: true }).click();
    await page.getByText('Last 7 days', { exact: true }).click();
    await page.waitForURL('**?tab=stats&range=7d&view=table');
    const cells = page.getByRole('row').last().getByRole('cell');
    await expect(cells.allInnerTexts()).resolves.toEqual(['2', '50%', TIME, TIME, '1', '0', '0', '1', '0'].map(like));
    await stage.expectWellMade(tab, 'workbench-table');
    await page.getByRole('tab', { name: 'Overview' }).click();

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    await office.newTicket();
    await page.getByRole('listitem').filter({ hasText: 'Held' }).first().waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Send held deliveries' }).click();
    await page.getByText('Paused', { exact: true }).waitFor({ state: 'hidden' });
    await until(() => receiver.accepted('/bench').filter(({ text }) => text.includes('ticket.created')).length === 2);
  });

  it('tries a filter and a template on past events, with faults at their position', async () => {
    const { office } = stage;
    const { requester } = office.people;
    const tab = await stage.open(`/webhooks/${webhook.id}?tab=settings`, { as: requester });
    const { page } = tab;
    await page.getByText('8 of 8 recent events match').waitFor();
    await paste(page, 'Filter', 'data.priority == "low"');
    await page.getByText('2 of 8 recent events match').waitFor();
    // Typed over by hand, which the browser would do by inline styles.
    for (const _ of '"low"') await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.type('"urgent"');
    await page.getByText('1 of 8 recent events match').waitFor();
    await page.getByText('data.priority = "low"').first().waitFor();
    await page.getByText('Not matching').click();
    expect(await page.getByRole('img', { name: 'Does not match' }).count()).toBe(7);
    expect(tab.complaints()).toEqual([]);
    await paste(page, 'Filter', 'data.priority ==');
    await page.getByText('at character').first().waitFor();
    await page.locator('.cm-lintRange-error, .cm-lintPoint-error').first().waitFor({ state: 'attached' });
    await tab.picture('workbench-filter');
    await paste(page, 'Filter', 'data.priority == "urgent"');
    // Its answer moves what is below, which closes an open list.
    await page.getByText('1 of 8 recent events match').waitFor();

    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'template' }).click();
    await paste(page, 'Template', '{"title": {{ data.title | json }},\n {% nonsense %} }');
    await page.getByText('line:2').first().waitFor();
    const line = page.locator('.cm-line').filter({ hasText: 'nonsense' });
    expect(await line.locator('.cm-lintRange-error').count()).toBe(1);
    await paste(page, 'Template', '{"title": {{ data.title | json }},\n "kind": "{{ event.type }}"}');
    await page.getByText('Matching', { exact: true }).click();
    await page.getByRole('button', { name: 'Preview this event' }).first().click();
    await page.getByLabel('Body').filter({ hasText: '"title": "urgent"' }).waitFor();
    await field(page, 'Requests per second').fill('0');
    const families = page.getByRole('group', { name: 'Signatures' }).getByRole('checkbox');
    const chosen = () =>
      families.evaluateAll((boxes) => boxes.map((box) => (box as unknown as { checked: boolean }).checked));
    expect(await chosen()).toEqual([true, true, false]);
    for (const place of [0, 1]) await families.nth(place).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be a whole number from 1 to 1000000').waitFor();
    await page.getByText('must name at least one of standard, x-webhook, xtsystems').waitFor();
    await stage.expectWellMade(tab, 'workbench-signatures-fault');
    await families.nth(1).check();
    const headers = page.getByLabel('Headers of the request');
    await headers.filter({ hasText: /X-Webhook-Signature:/, hasNotText: /webhook-timestamp:/ }).waitFor();
    await field(page, 'Requests per second').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Bench was saved.').waitFor();
    const saved = await requester.call(`GET /api/webhooks/${webhook.id}`);
    expect(saved).toMatchObject({
      filter: 'data.priority == "urgent"',
      payload_format: 'template',
      headers: { 'X-Tenant': '••••' },
      signatures: ['x-webhook'],
      rate_limit: null,
    });
    // What the server refused on purpose, and nothing else.
    expect(tab.complaints().filter((complaint) => !complaint.includes('400'))).toEqual([]);
    await stage.expectWellMade(tab, 'workbench-settings');
  });

  it('rotates the secret, shown once, with receivers to copy, and explains what was not sent', async () => {
    const { office } = stage;
    const { requester } = office.people;
    await requester.call(`PATCH /api/webhooks/${webhook.id}`, { events: ['ticket.created'] });
    const tab = await stage.open(`/webhooks/${webhook.id}?tab=secret`, { as: requester });
    const { page } = tab;
    await page.getByText('No longer signs.').waitFor();
    await stage.expectWellMade(tab, 'workbench-secret');
    await page.getByRole('tabpanel').getByRole('button', { name: 'Rotate the secret' }).click();
    const dialog = page.getByRole('dialog', { name: 'The secret of Bench' });
    const secret = await dialog.locator('code, pre').first().innerText();
    expect(secret).toMatch(/^whsec_/);
    await page.keyboard.press('Escape');
    await page.getByText('Also signs until').waitFor();
    expect(await page.getByText(secret).count()).toBe(0);

    await page.getByRole('tab', { name: 'Receiver' }).click();
    expect(await page.getByLabel('receiver.mjs').textContent()).toBe(snippetOf('node', 'x-webhook'));
    await page.getByRole('combobox', { name: 'Signature in' }).click();
    await expect(page.getByRole('option').allInnerTexts()).resolves.toEqual(['X-Webhook-Signature']);
    await page.keyboard.press('Escape');
    await requester.call(`PATCH /api/webhooks/${webhook.id}`, { signatures: null });
    await page.reload();
    expect(await page.getByLabel('receiver.mjs').textContent()).toBe(snippetOf('node', 'standard'));
    await page.getByText('Python', { exact: true }).click();
    expect(await page.getByLabel('receiver.py').textContent()).toBe(snippetOf('python', 'standard'));
    await page.getByText('Go', { exact: true }).click();
    await page.getByLabel('receiver.go').getByText('package main').waitFor();
    await stage.expectWellMade(tab, 'workbench-snippets');

    await page.getByRole('tab', { name: 'Recover' }).click();
    await page.getByRole('combobox', { name: 'One of the last events' }).click();
    await page.getByRole('option', { name: 'ticket.updated' }).first().click();
    await page.getByText('With its current settings, it does not get this ticket.updated.').waitFor();
    const rule = page.getByRole('listitem').filter({ hasText: 'Its events include this type' });
    await rule.getByRole('img', { name: 'Does not hold' }).waitFor();
    await page.getByText('It was not sent to this webhook.').waitFor();
    await page.getByLabel('Or the id of an event').fill('no id');
    await page.getByText('This is not the id of an event.').waitFor();
    await stage.expectWellMade(tab, 'workbench-recover');
  });

  it('finds why a delivery failed in 2 clicks, resends it, and repairs an outage in 4', async () => {
    const { office } = stage;
    const { requester, other } = office.people;
    const body = { name: 'Orders', url: `${receiver.url}/orders`, events: ['ticket.created'], max_attempts: 1 };
    const orders = await requester.call('POST /api/webhooks', body);
    receiver.reply = 503;
    for (const title of ['A', 'B', 'C']) await office.newTicket({ title });
    await until(() => receiver.requests.filter(({ url }) => url === '/hook/orders').length === 3);
    const tab = await stage.open('/webhooks', { as: requester });
    const { page } = tab;

    let clicks = 0;
    const click = async (place: Locator) => {
      clicks += 1;
      await place.click();
    };
    await click(page.getByRole('link', { name: 'Orders' }));
    await click(page.getByRole('listitem').filter({ hasText: 'Failed' }).first().getByRole('link'));
    const drawer = page.getByRole('dialog', { name: 'Delivery' });
    await drawer.getByText('The receiver answered 503.').first().waitFor();
    expect(clicks).toBe(2);

    receiver.reply = 200;
    await drawer.getByRole('button', { name: 'Retry' }).click();
    await drawer.getByText('Delivered').waitFor();
    await drawer.getByRole('link', { name: 'Why did the webhook get this event?' }).click();
    await page.getByText('With its current settings, it gets this ticket.created.').waitFor();
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByRole('listitem', { name: 'Orders' }).waitFor();

    clicks = 0;
    await click(page.getByRole('link', { name: 'Orders' }));
    await click(page.getByRole('tab', { name: 'Recover' }));
    await page.getByText('2 deliveries would be sent again.').waitFor();
    await click(page.getByRole('button', { name: 'Send 2 again' }));
    await page.getByText('Done: 2 of 2 are in the queue or were sent.').waitFor();
    expect(clicks).toBeLessThanOrEqual(4);
    await until(() => receiver.accepted('/orders').length === 3);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('Nothing was missed.').waitFor();
    const { items } = await requester.call(`GET /api/webhooks/${orders.id}/deliveries`);
    expect(items.map(({ status }: { status: string }) => status)).toEqual(['success', 'success', 'success']);

    expect(tab.complaints()).toEqual([]);
    const theirs = await other.call('POST /api/webhooks', { ...body, name: 'Theirs' });
    await page.goto(`${office.url}/webhooks/${theirs.id}`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('Theirs').count()).toBe(0);
    tab.forgive();
  });

  it('shows how far a recovery is, and cancels it', async () => {
    const { office } = stage;
    const { admin, requester } = office.people;
    const body = { name: 'Backlog', url: `${receiver.url}/backlog`, events: ['project.created'], max_attempts: 1 };
    const backlog = await requester.call('POST /api/webhooks', body);
    receiver.reply = 503;
    const types = ['project.created', 'project.updated', 'project.created'];
    const events = types.map((type) => ({ type, user_id: requester.id, data: {} }));
    await admin.call('POST /api/events/batch', { events });
    const deliveries = `/api/webhooks/${backlog.id}/deliveries`;
    const failed = async () => (await requester.call(`GET ${deliveries}?status=failed`)).items.length;
    await until(async () => (await failed()) === 2);
    await requester.call(`PATCH /api/webhooks/${backlog.id}`, { events: ['project.*'] });
    receiver.reply = 200;
    // The first step takes what failed. The constraint makes the next one, which queues what was never sent, fail.
    const { dataSource } = office;
    await dataSource.query('ALTER TABLE webhook_recoveries ADD CONSTRAINT one_step CHECK (resent <= 2)');
    const tab = await stage.open(`/webhooks/${backlog.id}?tab=recover`, { as: requester });
    const { page } = tab;
    await page.getByText('3 deliveries would be sent again.').waitFor();
    await page.getByRole('button', { name: 'Send 3 again' }).click();
    await page.getByText('2 of 3 are in the queue.').waitFor();
    const progress = page.getByRole('progressbar', { name: 'Progress of the recovery' });
    expect(Number(await progress.getAttribute('aria-valuenow'))).toBeCloseTo(66.7, 1);
    await stage.expectWellMade(tab, 'workbench-recovering');
    await page.getByRole('button', { name: 'Cancel the recovery' }).click();
    await page.getByText('Cancelled: 2 of 3 were in the queue by then.').waitFor();
    await dataSource.query('ALTER TABLE webhook_recoveries DROP CONSTRAINT one_step');
    await until(() => receiver.accepted('/backlog').length === 2);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('1 delivery would be sent again.').waitFor();
    expect(receiver.accepted('/backlog')).toHaveLength(2);
  });

  it('has sample receivers that verify each family of headers, before and after a rotation', async () => {
    const formats = { standard: 'standard', 'x-webhook': 'cloudevents', xtsystems: 'xtsystems' } as const;
    const { office } = stage;
    const { requester } = office.people;
    const check = async (language: 'node' | 'python', family: HeaderFamily) => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/`;
      const body = { name: `${language} ${family}`, url, events: ['ticket.deleted'], signatures: [family] };
      const made = await requester.call('POST /api/webhooks', { ...body, payload_format: formats[family] });
      await using running = await Snippet.start({ language, family, port, secret: made.secret });
      const test = () => requester.call(`POST /api/webhooks/${made.id}/test`, {});
      await until(() => fetch(url).then(Boolean, () => false));
      expect(await test()).toMatchObject({ success: true, status: 204 });
      const probe = await requester.call(`POST /api/webhooks/${made.id}/probe`);
      expect(probe).toMatchObject({ checks_signatures: true, status: 401 });
      await requester.call(`POST /api/webhooks/${made.id}/regenerate-secret`, { overlap: '1h' });
      expect(await test()).toMatchObject({ success: true, status: 204 });
      await until(() => /verified [\da-f-]{36} \{.*webhook\.test/.test(running.output));
    };
    for (const family of ['standard', 'x-webhook', 'xtsystems'] as const) {
      await Promise.all([check('node', family), check('python', family)]);
    }
  });
});

function like(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text);
}

function field(page: Page, name: string): Locator {
  return page.getByRole('tabpanel').getByRole('textbox', { name });
}

/** In place of all that an editor has. */
async function paste(page: Page, name: string, text: string): Promise<void> {
  const editor = field(page, name);
  await editor.click();
  await page.keyboard.press('Control+A');
  await editor.evaluate(pasteInto, text);
}

/** Runs in the browser. */
function pasteInto(element: { dispatchEvent(event: unknown): void }, text: string): void {
  const { ClipboardEvent, DataTransfer } = globalThis as unknown as BrowserClipboard;
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

interface BrowserClipboard {
  readonly ClipboardEvent: new (type: string, init: object) => unknown;
  readonly DataTransfer: new () => { setData(format: string, text: string): void };
}

interface SnippetStart {
  readonly language: 'node' | 'python';
  readonly family: HeaderFamily;
  readonly port: number;
  readonly secret: string;
}

/** A receiver that the page offers, run as it stands. */
class Snippet {
  output = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {
    for (const stream of [process.stdout, process.stderr]) stream?.on('data', (text) => (this.output += String(text)));
  }

  static async start({ language, family, port, secret }: SnippetStart): Promise<Snippet> {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-snippet-'));
    const file = join(folder, FILE_NAMES[language]);
    await writeFile(file, snippetOf(language, family));
    const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) };
    const command = language === 'node' ? process.execPath : 'python3';
    return new Snippet(spawn(command, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] }), folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
