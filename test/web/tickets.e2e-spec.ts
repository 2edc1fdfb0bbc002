import { describe, expect, it } from '@jest/globals';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { until } from '../support/until.js';

const inBrowser = hasChromium() ? describe : describe.skip;

const LIVE = '[data-connection=live]';
const LONG_TITLE = 'W'.repeat(200);

inBrowser('tickets in the dashboard', () => {
  const stage = dashboardStage();
  const { open } = stage;

  const create = (title: string, fields: object = {}) =>
    stage.office.people.requester.call('POST /api/tickets', { title, ...fields });

  describe('the list of tickets', () => {
    it('creates the first ticket by keyboard alone, and shows it to another agent without a reload', async () => {
      const { admin, agent } = stage.office.people;
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

    it('shows the server’s errors at their fields', async () => {
      const tab = await open('/tickets', { as: stage.office.people.agent });
      await tab.page.getByRole('button', { name: 'New ticket' }).click();
      await tab.page.getByRole('button', { name: 'Create ticket' }).click();
      await tab.page.getByRole('dialog').getByText('must', { exact: false }).first().waitFor();
      expect(await tab.page.getByLabel('Title').getAttribute('aria-invalid')).toBe('true');
      tab.forgive();
    });

    it('keeps the filters in the address, and a row that no longer matches in place', async () => {
      const ticket = await create('Kept in its place', { tags: ['steady'] });
      const { page } = await open('/tickets?tag=steady&status=open', { as: stage.office.people.agent });
      const row = page.getByRole('article', { name: 'Kept in its place' });
      await row.waitFor();
      await stage.office.people.agent.call(`PATCH /api/tickets/${ticket.id}`, { status: 'closed' });
      await row.getByText('Closed').waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.waitForURL((url) => url.search === '');
      await row.waitFor();
    });

    it('keeps a ticket that is pushed while an older answer is on its way', async () => {
      const { page } = await open('/tickets?tag=nothing', { as: stage.office.people.admin });
      await page.getByText('No ticket matches these filters.').waitFor();
      const unread = Number(await page.locator('[data-unread]').getAttribute('data-unread'));
      let isHeld = false;
      let release = () => undefined as void;
      const released = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/api/tickets?*', async (route) => {
        const response = await route.fetch();
        isHeld = true;
        await released;
        await route.fulfill({ response });
      });
      await page.getByRole('search').getByRole('button', { name: 'Clear filters' }).click();
      await until(() => isHeld);
      await create('Pushed before the answer');
      await page.locator(`[data-unread="${unread + 1}"]`).waitFor();
      release();
      await page.getByRole('article', { name: 'Pushed before the answer' }).waitFor();
      await page.unrouteAll({ behavior: 'wait' });
    });

    it('does not move what is being read when new tickets arrive', async () => {
      for (let n = 0; n < 30; n += 1) await create(`Filler ${n}`);
      const { page } = await open('/tickets', { as: stage.office.people.agent });
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

    it('hides tickets of other people', async () => {
      const { page } = await open('/tickets', { as: stage.office.people.other });
      await page.getByText('There are no tickets yet.').waitFor();
      const ticket = await create('Not for others');
      const own = await stage.office.people.other.call('POST /api/tickets', { title: 'My own' });
      await page.getByRole('article', { name: `#${own.number} My own` }).waitFor();
      expect(await page.getByRole('article').count()).toBe(1);
      const tab = await open(`/tickets/${ticket.id}`, { as: stage.office.people.other });
      await tab.page.getByRole('alert').waitFor();
      expect(await tab.page.getByText('Not for others').count()).toBe(0);
      tab.forgive();
    });
  });

  describe('the page of a ticket', () => {
    it("shows a requester's answer on the agent's screen, and who is typing", async () => {
      const ticket = await create('Two at once');
      const path = `/tickets/${ticket.id}`;
      const agent = await open(path, { as: stage.office.people.agent });
      const requester = await open(path, { as: stage.office.people.requester });
      const answer = requester.page.getByRole('textbox', { name: 'Answer' });
      await answer.pressSequentially('It burns');
      await agent.page.getByText('is typing').waitFor();
      await answer.press('Control+Enter');
      await agent.page.getByRole('list', { name: 'Comments' }).getByText('It burns').waitFor();
      await requester.page.getByRole('list', { name: 'Comments' }).getByText('It burns').waitFor();
      expect(await answer.inputValue()).toBe('');
    });

    it('keeps a draft over a reload, and hides an internal note from the requester', async () => {
      const ticket = await create('Draft');
      const path = `/tickets/${ticket.id}`;
      const agent = await open(path, { as: stage.office.people.agent });
      const requester = await open(path, { as: stage.office.people.requester });
      await agent.page.getByRole('textbox', { name: 'Answer' }).fill('Unfinished');
      await agent.page.reload();
      await agent.page.locator(LIVE).waitFor();
      await agent.page.getByText('Internal note', { exact: true }).click();
      const note = agent.page.getByRole('textbox', { name: 'Internal note' });
      expect(await note.inputValue()).toBe('Unfinished');
      await note.press('Control+Enter');
      await agent.page.getByRole('list', { name: 'Comments' }).getByText('Unfinished').waitFor();
      await stage.office.comment(ticket, stage.office.people.agent, { content: 'For all eyes' });
      await requester.page.getByText('For all eyes').waitFor();
      expect(await requester.page.getByText('Unfinished').count()).toBe(0);
    });

    it('does not send an answer written before a newer one, and keeps the draft below it', async () => {
      const ticket = await create('Overtaken');
      const tab = await open(`/tickets/${ticket.id}`, { as: stage.office.people.agent, mayHoldPushes: true });
      const { page } = tab;
      await page.getByText('No answer yet.').waitFor();
      const answer = page.getByRole('textbox', { name: 'Answer' });
      await answer.fill('My answer');
      await tab.withoutPushes(async () => {
        await stage.office.comment(ticket, stage.office.people.requester, { content: 'I have put it out' });
        await answer.press('Control+Enter');
        await page.getByRole('alert').getByText('I have put it out').waitFor();
      });
      expect(await answer.inputValue()).toBe('My answer');
      tab.forgive();
      await answer.press('Control+Enter');
      await page.getByRole('list', { name: 'Comments' }).getByText('My answer').waitFor();
    });

    it('overwrites nothing when another person was faster', async () => {
      const ticket = await create('Changed by two');
      const tab = await open(`/tickets/${ticket.id}`, { as: stage.office.people.agent, mayHoldPushes: true });
      const { page } = tab;
      await page.getByRole('combobox', { name: 'Priority' }).waitFor();
      await tab.withoutPushes(async () => {
        await stage.office.people.admin.call(`PATCH /api/tickets/${ticket.id}`, { priority: 'urgent' });
        await page.getByRole('combobox', { name: 'Priority' }).click();
        await page.getByRole('option', { name: 'Low' }).click();
        await page.getByText('now “Urgent”, yours “Low”').waitFor();
      });
      tab.forgive();
      await page.getByRole('button', { name: 'Save mine' }).click();
      await page.getByText(`Ticket #${ticket.number} was changed.`).waitFor();
      const saved = await stage.office.people.agent.call(`GET /api/tickets/${ticket.id}`);
      expect(saved.priority).toBe('low');
    });

    it('resolves by keyboard, opens the next ticket, and undoes', async () => {
      const { agent } = stage.office.people;
      const [below, above] = [await create('Next in line'), await create('Done with this')];
      const { page } = await open('/tickets?status=open', { as: agent });
      await page.getByRole('article', { name: 'Done with this' }).waitFor();
      // No frame comes between: each key is for the row that the last one reached, however fast they are.
      const reached = await page.evaluate(`['j', 'j', 'k'].map((key) => {
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        return document.activeElement.dataset.row;
      })`);
      expect(reached).toEqual(['0', '1', '0']);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Done with this' }).waitFor();
      await page.keyboard.press('r');
      await page.keyboard.type('It is out.');
      await page.keyboard.press('Control+Alt+Enter');
      await page.getByRole('heading', { name: `#${below.number} Next in line` }).waitFor();
      const status = async () => (await agent.call(`GET /api/tickets/${above.id}`)).status;
      expect(await status()).toBe('resolved');
      await page.getByRole('button', { name: 'Undo' }).click();
      await until(async () => (await status()) === 'open');
    });

    it('uploads files with progress, and explains why one was refused', async () => {
      const ticket = await create('With files');
      const tab = await open(`/tickets/${ticket.id}`, { as: stage.office.people.requester });
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

    it('reports that the ticket was deleted while it is open', async () => {
      const ticket = await create('Soon gone');
      const { page } = await open(`/tickets/${ticket.id}`, { as: stage.office.people.requester });
      await page.getByRole('heading', { name: 'Soon gone' }).waitFor();
      await stage.office.people.admin.call(`DELETE /api/tickets/${ticket.id}`);
      await page.getByText('This ticket was deleted').waitFor();
    });
  });

  it('is accessible and fits a narrow screen, with the longest texts', async () => {
    const ticket = await create(LONG_TITLE, { description: `${'x'.repeat(500)}\nمرحبا 你好 🎉` });
    await stage.office.comment(ticket, stage.office.people.requester, { content: `${'y'.repeat(300)} 🔥` });
    await stage.office.comment(ticket, stage.office.people.agent, { content: 'Among us', internal: true });
    const list = await open('/tickets', { as: stage.office.people.agent });
    await list.page.getByRole('article').first().waitFor();
    await list.picture('tickets');
    expect(await list.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await list.overflow()).toBe(0);
    const tab = await open(`/tickets/${ticket.id}`, { as: stage.office.people.agent });
    await tab.page.getByText('Among us').waitFor();
    await tab.picture('ticket');
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
  });
});
