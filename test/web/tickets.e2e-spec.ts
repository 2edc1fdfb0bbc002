import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { DashboardTab, type TabOptions } from '../support/dashboard.js';
import { Office } from '../support/office.js';
import { builtWeb } from '../support/web-build.js';

const inBrowser = hasChromium() ? describe : describe.skip;

const LIVE = '[data-connection=live]';
const LONG_TITLE = 'W'.repeat(200);

inBrowser('tickets in the dashboard', () => {
  let office: Office;
  let browser: Browser;
  const tabs: DashboardTab[] = [];

  beforeAll(async () => {
    [office, browser] = await Promise.all([Office.open(), openBrowser(), builtWeb()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await office?.running.close();
  });

  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints());
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
    expect(complaints).toEqual([]);
  });

  async function open(path: string, options: TabOptions): Promise<DashboardTab> {
    const tab = await DashboardTab.open(browser, office.running, path, options);
    tabs.push(tab);
    await tab.page.locator(LIVE).waitFor();
    return tab;
  }

  const create = (title: string, fields: object = {}) =>
    office.call('POST /api/tickets', office.people.requester, { title, ...fields });

  describe('the list', () => {
    it('creates the first ticket by keyboard alone, and shows it to another agent without a reload', async () => {
      const { admin, agent } = office.people;
      const [mine, theirs] = [await open('/tickets', { as: agent }), await open('/tickets', { as: admin })];
      await theirs.page.getByText('There are no tickets yet.').waitFor();
      await theirs.picture('tickets-empty');
      await mine.page.getByRole('button', { name: 'Create the first ticket' }).waitFor();
      await mine.page.keyboard.press('c');
      await mine.page.getByRole('dialog').getByLabel('Title').waitFor();
      await mine.page.keyboard.type('The printer is on fire');
      await mine.page.keyboard.press('Enter');
      await mine.page.getByRole('heading', { level: 1, name: 'The printer is on fire' }).waitFor();
      await theirs.page.getByRole('link', { name: 'The printer is on fire' }).waitFor();
    });

    it('puts the errors of the server at their fields', async () => {
      const tab = await open('/tickets', { as: office.people.agent });
      await tab.page.getByRole('button', { name: 'New ticket' }).click();
      await tab.page.getByRole('button', { name: 'Create ticket' }).click();
      await tab.page.getByRole('dialog').getByText('must', { exact: false }).first().waitFor();
      expect(await tab.page.getByLabel('Title').getAttribute('aria-invalid')).toBe('true');
      tab.forgive();
    });

    it('keeps the filters in the address, and a row that no longer matches in its place', async () => {
      const ticket = await create('Kept in its place', { tags: ['steady'] });
      const { page } = await open('/tickets?tag=steady&status=open', { as: office.people.agent });
      const row = page.getByRole('article', { name: 'Kept in its place' });
      await row.waitFor();
      await office.call(`PATCH /api/tickets/${ticket.id}`, office.people.agent, { status: 'closed' });
      await row.getByText('Closed').waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.waitForURL((url) => url.search === '');
      await row.waitFor();
    });

    it('does not move what is being read when new tickets come in', async () => {
      for (let n = 0; n < 30; n += 1) await create(`Filler ${n}`);
      const { page } = await open('/tickets', { as: office.people.agent });
      const frame = page.getByRole('feed');
      await page.getByRole('article').first().waitFor();
      await frame.evaluate('document.querySelector("[role=feed]").scrollTop = 640');
      const read = page.getByRole('article', { name: 'Filler 15' });
      await read.waitFor();
      const before = await read.boundingBox();
      await create('Came in above');
      await page.getByRole('button', { name: '1 new' }).waitFor();
      expect((await read.boundingBox())?.y).toBe(before?.y);
      await page.getByRole('button', { name: '1 new' }).click();
      await page.getByRole('article', { name: 'Came in above' }).waitFor();
      await page.getByRole('button', { name: '1 new' }).waitFor({ state: 'detached' });
    });

    it("never shows another person's ticket", async () => {
      const { page } = await open('/tickets', { as: office.people.other });
      await page.getByText('There are no tickets yet.').waitFor();
      const ticket = await create('Not for others');
      const own = await office.call('POST /api/tickets', office.people.other, { title: 'My own' });
      await page.getByRole('article', { name: `#${own.number} My own` }).waitFor();
      expect(await page.getByRole('article').count()).toBe(1);
      const tab = await open(`/tickets/${ticket.id}`, { as: office.people.other });
      await tab.page.getByRole('alert').waitFor();
      expect(await tab.page.getByText('Not for others').count()).toBe(0);
      tab.forgive();
    });
  });

  describe('a ticket', () => {
    it("shows a requester's answer on the agent's screen, and who is typing", async () => {
      const ticket = await create('Two at once');
      const path = `/tickets/${ticket.id}`;
      const agent = await open(path, { as: office.people.agent });
      const requester = await open(path, { as: office.people.requester });
      const answer = requester.page.getByRole('textbox', { name: 'Answer' });
      await answer.pressSequentially('It burns');
      await agent.page.getByText('is typing').waitFor();
      await answer.press('Control+Enter');
      await agent.page.getByRole('list', { name: 'Comments' }).getByText('It burns').waitFor();
      await requester.page.getByRole('list', { name: 'Comments' }).getByText('It burns').waitFor();
      expect(await answer.inputValue()).toBe('');
    });

    it('keeps a draft over a reload, and an internal note from the requester', async () => {
      const ticket = await create('Draft');
      const path = `/tickets/${ticket.id}`;
      const agent = await open(path, { as: office.people.agent });
      const requester = await open(path, { as: office.people.requester });
      await agent.page.getByRole('textbox', { name: 'Answer' }).fill('Unfinished');
      await agent.page.reload();
      await agent.page.locator(LIVE).waitFor();
      await agent.page.getByText('Internal note', { exact: true }).click();
      const note = agent.page.getByRole('textbox', { name: 'Internal note' });
      expect(await note.inputValue()).toBe('Unfinished');
      await note.press('Control+Enter');
      await agent.page.getByRole('list', { name: 'Comments' }).getByText('Unfinished').waitFor();
      await office.comment(ticket, office.people.agent, { content: 'For all eyes' });
      await requester.page.getByText('For all eyes').waitFor();
      expect(await requester.page.getByText('Unfinished').count()).toBe(0);
    });

    it('does not send an answer that overlooks a newer one, and keeps the draft below it', async () => {
      const ticket = await create('Overtaken');
      const tab = await open(`/tickets/${ticket.id}`, { as: office.people.agent, mayHoldPushes: true });
      const { page } = tab;
      await page.getByText('No answer yet.').waitFor();
      const answer = page.getByRole('textbox', { name: 'Answer' });
      await answer.fill('My answer');
      await tab.withoutPushes(async () => {
        await office.comment(ticket, office.people.requester, { content: 'I have put it out' });
        await answer.press('Control+Enter');
        await page.getByRole('alert').getByText('I have put it out').waitFor();
      });
      expect(await answer.inputValue()).toBe('My answer');
      tab.forgive();
      await answer.press('Control+Enter');
      await page.getByRole('list', { name: 'Comments' }).getByText('My answer').waitFor();
    });

    it('overwrites nothing when somebody else was faster', async () => {
      const ticket = await create('Changed by two');
      const tab = await open(`/tickets/${ticket.id}`, { as: office.people.agent, mayHoldPushes: true });
      const { page } = tab;
      await page.getByRole('combobox', { name: 'Priority' }).waitFor();
      await tab.withoutPushes(async () => {
        await office.call(`PATCH /api/tickets/${ticket.id}`, office.people.admin, { priority: 'urgent' });
        await page.getByRole('combobox', { name: 'Priority' }).click();
        await page.getByRole('option', { name: 'Low' }).click();
        await page.getByText('now “Urgent”, yours “Low”').waitFor();
      });
      tab.forgive();
      await page.getByRole('button', { name: 'Save mine' }).click();
      await page.getByText(`Ticket #${ticket.number} was changed.`).waitFor();
      const saved = await office.call(`GET /api/tickets/${ticket.id}`, office.people.agent);
      expect(saved.priority).toBe('low');
    });

    it('resolves by keyboard, opens the next, and takes it back', async () => {
      const { agent } = office.people;
      const [below, above] = [await create('Next in line'), await create('Done with this')];
      const { page } = await open('/tickets?status=open', { as: agent });
      await page.getByRole('article', { name: 'Done with this' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Done with this' }).waitFor();
      await page.keyboard.press('r');
      await page.keyboard.type('It is out.');
      await page.keyboard.press('Control+Alt+Enter');
      await page.getByRole('heading', { name: `#${below.number} Next in line` }).waitFor();
      expect((await office.call(`GET /api/tickets/${above.id}`, agent)).status).toBe('resolved');
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.waitForFunction(`!document.body.innerText.includes('was changed')`);
      expect((await office.call(`GET /api/tickets/${above.id}`, agent)).status).toBe('open');
    });

    it('uploads files with their progress, and says why one was refused', async () => {
      const ticket = await create('With files');
      const tab = await open(`/tickets/${ticket.id}`, { as: office.people.requester });
      const { page } = tab;
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Add files' }).click();
      await (
        await chooser
      ).setFiles([
        { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('water, then sand') },
        { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') },
      ]);
      await page.getByRole('button', { name: 'plan.txt' }).waitFor();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'plan.txt' }).click();
      expect((await download).suggestedFilename()).toBe('plan.txt');
      tab.forgive();
    });

    it('says so when it is deleted under the eyes', async () => {
      const ticket = await create('Soon gone');
      const { page } = await open(`/tickets/${ticket.id}`, { as: office.people.requester });
      await page.getByRole('heading', { name: 'Soon gone' }).waitFor();
      await office.call(`DELETE /api/tickets/${ticket.id}`, office.people.admin);
      await page.getByText('This ticket was deleted').waitFor();
    });
  });

  it('is accessible and fits a narrow screen, with the longest of everything', async () => {
    const ticket = await create(LONG_TITLE, { description: `${'x'.repeat(500)}\nمرحبا 你好 🎉` });
    await office.comment(ticket, office.people.requester, { content: `${'y'.repeat(300)} 🔥` });
    await office.comment(ticket, office.people.agent, { content: 'Among us', internal: true });
    const list = await open('/tickets', { as: office.people.agent });
    await list.page.getByRole('article').first().waitFor();
    await list.picture('tickets');
    expect(await list.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await list.overflow()).toBe(0);
    const tab = await open(`/tickets/${ticket.id}`, { as: office.people.agent });
    await tab.page.getByText('Among us').waitFor();
    await tab.picture('ticket');
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
  });
});
