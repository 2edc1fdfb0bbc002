import { describe, expect, it, jest } from '@jest/globals';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';

// A browser beside other tests takes its time.
jest.setTimeout(90_000);

const inBrowser = hasChromium() ? describe : describe.skip;

/** What a page must not do: run HTML, follow scripts, load pictures from others. */
const ARTICLE = `# Before you begin

Read [the manual](https://example.com/), not [this](javascript:alert(1)).

<img src="x" onerror="document.title = 1">

![a plan](https://example.com/plan.png)

- [x] Unplug it
- [ ] ${'W'.repeat(200)}

| step | who |
| ---- | --- |
| 1    | you |

\`\`\`sh
${'curl '.repeat(60)}
\`\`\`
`;

inBrowser('people who work on the same records', () => {
  const stage = dashboardStage();
  const { open } = stage;

  it('see on a ticket which staff view it and write', async () => {
    const { admin, agent, requester } = stage.office.people;
    const ticket = await stage.office.newTicket();
    const path = `/tickets/${ticket.id}`;
    const mine = await open(path, { as: agent });
    await mine.page.getByRole('textbox', { name: 'Answer' }).waitFor();
    const own = await open(path, { as: requester });
    await mine.page.getByText('Some user is also viewing this.').waitFor();
    const theirs = await open(path, { as: admin });
    await theirs.page.getByText('are also viewing this.').waitFor();
    await theirs.page.getByRole('textbox', { name: 'Answer' }).fill('I have seen this before.');
    await mine.page.getByText('Some admin is writing an answer. Some user is also viewing this.').waitFor();
    expect(await mine.accessibilityFaults()).toEqual([]);
    expect(await mine.overflow()).toBe(0);
    await mine.picture('ticket-presence');
    await theirs.page.keyboard.press('Control+Enter');
    await mine.page.getByText(/^.+, .+ are also viewing this\.$/).waitFor();
    await theirs.page.goto(`${stage.office.url}/tickets`);
    await mine.page.getByText('Some user is also viewing this.', { exact: true }).waitFor();
    expect(await own.page.getByText(/viewing this|writing an answer/).count()).toBe(0);
  });

  it('write an article with its preview, keep the draft, and publish it to readers', async () => {
    const { agent, requester } = stage.office.people;
    const reader = await open('/kb', { as: requester });
    await reader.page.getByText('There are no articles yet.').waitFor();
    expect(await reader.page.getByRole('button', { name: /Write/ }).count()).toBe(0);
    const writer = await open('/kb', { as: agent });
    const { page } = writer;
    await page.getByRole('button', { name: 'Write the first article' }).waitFor();
    await writer.picture('kb-empty');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('input[aria-invalid=true]').waitFor();
    writer.forgive();
    await page.getByLabel('Title').fill('Put out a printer');
    await page.getByLabel('Category').fill('Printers');
    await page.getByLabel('Text').fill(ARTICLE);
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByRole('heading', { name: 'Before you begin' }).waitFor();
    await page.reload();
    await preview.getByRole('heading', { name: 'Before you begin' }).waitFor();
    expect(await writer.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await writer.overflow()).toBe(0);
    await writer.picture('kb-editor');
    await page.getByRole('button', { name: 'Save and publish' }).click();
    await page.waitForURL('**/kb/put-out-a-printer');
    await reader.page.getByRole('link', { name: 'Put out a printer' }).click();
    const text = reader.page.getByRole('article', { name: 'Put out a printer' });
    await text.getByRole('heading', { name: 'Before you begin' }).waitFor();
    await text.getByText('<img src="x" onerror="document.title = 1">').waitFor();
    await text.getByRole('link', { name: 'Picture: a plan' }).waitFor();
    const links = await text
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => (one as unknown as { href: string }).href));
    expect(links).toEqual(['https://example.com/', 'https://example.com/plan.png']);
    expect(await text.locator('img, script').count()).toBe(0);
    expect(await reader.page.getByRole('button', { name: /Edit|Publish/ }).count()).toBe(0);
    expect(await reader.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await reader.overflow()).toBe(0);
    await reader.picture('kb-article');
    // Taken back while it is being read, and never found again.
    await page.getByRole('button', { name: 'More for this article' }).click();
    await page.getByRole('menuitem', { name: 'Back to draft' }).click();
    await reader.page.getByText('There is no such article, or you may not read it.').waitFor();
    await reader.page.getByRole('link', { name: 'All articles' }).click();
    await reader.page.getByText('There are no articles yet.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await reader.page.getByRole('link', { name: 'Put out a printer' }).waitFor();
  });

  it('do not overwrite a newer version, search, and delete after confirmation', async () => {
    const { admin, agent } = stage.office.people;
    const made = await agent.call('POST /api/kb/articles', {
      title: 'Overtaken',
      body: 'Pull the plug.',
    });
    const path = `PATCH /api/kb/articles/${made.id}`;
    const tab = await open(`/kb/${made.slug}`, { as: agent, mayHoldPushes: true });
    const { page } = tab;
    await page.getByText('Pull the plug.').waitFor();
    await page.keyboard.press('e');
    const field = page.getByLabel('Text');
    await field.fill('Pull the plug. Then call us.');
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await tab.withoutPushes(async () => {
      await admin.call(path, { body: 'Do not touch it.' });
      await save.click();
      await page.getByRole('alert').getByText('Do not touch it.').waitFor();
    });
    expect(await field.inputValue()).toBe('Pull the plug. Then call us.');
    expect(await save.isDisabled()).toBe(true);
    tab.forgive();
    expect(await tab.accessibilityFaults()).toEqual([]);
    await tab.picture('kb-conflict');
    await page.getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByRole('article', { name: 'Overtaken' }).getByText('Then call us.').waitFor();
    // Another status is no other text.
    await page.keyboard.press('e');
    await field.fill('Pull the plug. Then call us. Then run.');
    await tab.withoutPushes(async () => {
      await admin.call(path, { status: 'internal' });
      await page.keyboard.press('Control+Enter');
      await page.getByRole('article', { name: 'Overtaken' }).getByText('Then run.').waitFor();
    });
    tab.forgive();
    await page.getByText('Internal', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'All articles' }).click();
    await page.getByRole('searchbox', { name: 'Search articles' }).fill('plug call');
    await page.waitForURL('**/kb?q=plug*call');
    await page.getByRole('link', { name: 'Put out a printer' }).waitFor({ state: 'detached' });
    await tab.picture('kb-list');
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
    await page.getByRole('link', { name: 'Overtaken' }).click();
    await page.getByRole('button', { name: 'More for this article' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/kb');
    await page.getByRole('link', { name: 'Put out a printer' }).waitFor();
    expect(await page.getByRole('link', { name: 'Overtaken' }).count()).toBe(0);
  });
});
