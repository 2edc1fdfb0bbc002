import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { Receiver } from '../support/receivers/receiver.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;
const MACHINE = { hostname: 'desk-17.acme.local', ip_address: '10.0.4.17', operating_system: 'Debian 13' };

inBrowser('records and administration in the dashboard', () => {
  const stage = dashboardStage();
  const { open, expectWellMade } = stage;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
  });

  afterAll(() => receiver?.stop());

  describe('records', () => {
    it('show a machine that another person registers at once, and its approval to both', async () => {
      const { agent, admin } = stage.office.people;
      const [mine, theirs] = [
        await open('/records/machines', { as: agent }),
        await open('/records/machines?status=pending', { as: admin }),
      ];
      await mine.page.getByText('curl -X POST').waitFor();
      await expectWellMade(mine, 'machines-empty');
      await theirs.page.getByText('No machine matches these filters.').waitFor();
      await mine.page.getByRole('button', { name: 'Register a machine' }).click();
      const form = mine.page.getByRole('dialog', { name: 'Register a machine' });
      await form.getByLabel('Host name').fill(MACHINE.hostname);
      await form.getByLabel('IP address').fill('nowhere');
      await form.getByRole('button', { name: 'Add' }).click();
      await form.getByText('must be an IPv4 or IPv6 address').waitFor();
      await form.getByText('must', { exact: false }).nth(1).waitFor();
      mine.forgive();
      await form.getByLabel('IP address').fill(MACHINE.ip_address);
      await form.getByLabel('Operating system').fill(MACHINE.operating_system);
      await form.getByRole('button', { name: 'Add' }).click();
      await theirs.page.getByRole('button', { name: `Approve ${MACHINE.hostname}` }).click();
      const row = mine.page.getByRole('listitem').filter({ hasText: MACHINE.hostname });
      await row.getByText('Approved').waitFor();
      await theirs.page.getByRole('listitem').filter({ hasText: 'Approved' }).waitFor();
      await row.getByRole('button').first().click();
      await mine.page.getByRole('dialog', { name: 'Machine' }).getByText('approved by Some admin').waitFor();
      await expectWellMade(mine, 'machine');
    });

    it('deny a machine only after confirmation, and report that another person was faster', async () => {
      const { agent, admin } = stage.office.people;
      const [first, second] = [
        await admin.call('POST /api/machines/register', { ...MACHINE, hostname: 'first' }),
        await admin.call('POST /api/machines/register', { ...MACHINE, hostname: 'second' }),
      ];
      const tab = await open('/records/machines', { as: agent, mayHoldPushes: true });
      await tab.page.getByRole('button', { name: 'Deny first' }).click();
      await tab.picture('machine-deny');
      await tab.page.getByRole('dialog', { name: 'Deny first?' }).getByRole('button', { name: 'Deny' }).click();
      await tab.page.getByRole('listitem').filter({ hasText: 'first' }).getByText('Denied').waitFor();
      await tab.withoutPushes(async () => {
        await admin.call(`POST /api/machines/${second.id}/deny`);
        await tab.page.getByRole('button', { name: 'Approve second' }).click();
        await tab.page.getByRole('alert').filter({ hasText: 'That was not saved.' }).waitFor();
        await tab.page.getByRole('listitem').filter({ hasText: 'second' }).getByText('Denied').waitFor();
      });
      tab.forgive();
      const { status } = await admin.call(`GET /api/machines/${first.id}`);
      expect(status).toBe('denied');
    });

    it('show the newer asset beside the kept draft, and merge the two', async () => {
      const { agent, admin } = stage.office.people;
      const { id } = await admin.call('POST /api/assets', { name: 'db-1', asset_type: 'server' });
      const tab = await open(`/records/assets?open=${id}`, { as: agent });
      const form = tab.page.getByRole('dialog', { name: 'Edit db-1' });
      await form.getByLabel('Name').fill('db-mine');
      await admin.call(`PATCH /api/assets/${id}`, { name: 'db-theirs', status: 'retired' });
      await form.getByRole('button', { name: 'Save' }).click();
      const card = form.getByRole('alert');
      await card.getByText('Name: now “db-theirs”, yours “db-mine”').waitFor();
      tab.forgive();
      await expectWellMade(tab, 'asset-changed-meanwhile');
      expect(await form.getByLabel('Status').inputValue()).toBe('retired');
      expect(await form.getByLabel('Name').inputValue()).toBe('db-mine');
      await card.getByRole('button', { name: 'Save mine' }).click();
      await form.waitFor({ state: 'hidden' });
      await tab.page.getByRole('listitem').filter({ hasText: 'db-mine' }).waitFor();
      const saved = await admin.call(`GET /api/assets/${id}`);
      expect([saved.name, saved.status]).toEqual(['db-mine', 'retired']);
    });

    it('keep the input when the form is closed, and search from the address', async () => {
      const { agent } = stage.office.people;
      await agent.call('POST /api/companies', { name: 'Acme' });
      const { page } = await open('/records/companies', { as: agent });
      await page.getByRole('button', { name: 'New company' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill('شركة الأجراس');
      await page.keyboard.press('Escape');
      await page.reload();
      await page.getByRole('button', { name: 'New company' }).click();
      expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe('شركة الأجراس');
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
      await page.getByRole('listitem').filter({ hasText: 'شركة الأجراس' }).waitFor();
      await page.getByRole('textbox', { name: 'Search' }).fill('acm');
      await page.waitForURL('**/records/companies?q=acm');
      await page.getByRole('listitem').filter({ hasText: 'شركة الأجراس' }).waitFor({ state: 'hidden' });
      await page.getByRole('listitem').filter({ hasText: 'Acme' }).waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByRole('listitem').filter({ hasText: 'شركة الأجراس' }).waitFor();
    });

    it('show an alert with its details as it arrives, and resolve it', async () => {
      const { agent, admin } = stage.office.people;
      const tab = await open('/records/alerts?severity=high', { as: agent });
      await tab.page.getByText('No alert matches these filters.').waitFor();
      const message = `Disk full on ${'W'.repeat(180)}`;
      const alert = { message, alert_type: 'disk', severity: 'high', source: 'backup-3', details: { mount: '/var' } };
      await admin.call('POST /api/alerts', alert);
      await admin.call('POST /api/alerts', { ...alert, message: 'Not shown', severity: 'low' });
      const row = tab.page.getByRole('listitem');
      await row.getByRole('button', { name: 'Resolve' }).waitFor();
      expect(await row.count()).toBe(1);
      await row.getByRole('button').first().click();
      const drawer = tab.page.getByRole('dialog', { name: 'Alert' });
      await drawer.getByText('/var').waitFor();
      await drawer.getByRole('button', { name: 'Resolve' }).click();
      await drawer.getByText('Resolved by').waitFor();
      await expectWellMade(tab, 'alert');
      await tab.page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'hidden' });
      await row.getByText('Resolved').waitFor();
      await expectWellMade(tab, 'alerts');
    });

    it('do not exist for people who are not staff', async () => {
      const tab = await open('/records/machines', { as: stage.office.people.requester });
      await tab.page.getByRole('heading', { name: 'Page not found' }).waitFor();
      expect(await tab.page.getByRole('link', { name: 'Machines' }).count()).toBe(0);
      const { accounts, people } = stage.office;
      expect((await accounts.call('GET /api/machines', { as: people.requester })).status).toBe(403);
      const unknown = await open('/records/chairs', { as: people.agent });
      await unknown.page.getByRole('heading', { name: 'Page not found' }).waitFor();
    });
  });

  describe('administration', () => {
    it('creates, edits, deactivates and reactivates an account, and shows its password once', async () => {
      const tab = await open('/admin', { as: stage.office.people.admin });
      const { page } = tab;
      await page.waitForURL('**/admin/users');
      await page.getByRole('button', { name: 'New user' }).click();
      const form = page.getByRole('dialog', { name: 'New user' });
      await form.getByLabel('Name').fill('Ada Lovelace');
      await form.getByLabel('Email').fill('nobody');
      await form.getByRole('button', { name: 'Add' }).click();
      await form.locator('input[type=email][aria-invalid=true]').waitFor();
      tab.forgive();
      await form.getByLabel('Email').fill('ada@example.com');
      await expectWellMade(tab, 'user-new');
      await form.getByRole('button', { name: 'Add' }).click();
      const secret = page.getByRole('dialog', { name: 'Temporary password of Ada Lovelace' });
      const password = await secret.locator('pre').innerText();
      await stage.office.accounts.login('ada@example.com', password);
      await tab.picture('user-password');
      await page.keyboard.press('Escape');
      await page.getByRole('searchbox', { name: 'Search users' }).fill('ada');
      await page.waitForURL('**/admin/users?q=ada');
      const row = page.getByRole('listitem').filter({ hasText: 'ada@example.com' });
      await row.getByRole('button', { name: 'Edit Ada Lovelace' }).click();
      const edit = page.getByRole('dialog', { name: 'Edit Ada Lovelace' });
      await edit.getByRole('combobox', { name: 'Role' }).click();
      await page.getByRole('option', { name: 'Agent' }).click();
      await edit.getByRole('button', { name: 'Save' }).click();
      await row.getByText('Agent').waitFor();
      const act = async (item: string, button: string) => {
        await row.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
        await page.getByRole('menuitem', { name: item, exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
      };
      await act('Deactivate', 'Deactivate');
      await row.getByText('Deactivated').waitFor();
      await act('Reactivate', 'Reactivate');
      await row.getByText('Deactivated').waitFor({ state: 'hidden' });
      await act('Reset password', 'Reset password');
      await secret.waitFor();
      await page.keyboard.press('Escape');
      await secret.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByRole('listitem').filter({ hasText: 'Some agent' }).waitFor();
      await expectWellMade(tab, 'users');
    });

    it('erases a person only after the address is typed, and shows the receipt', async () => {
      const { page, ...tab } = await openErasable('Grace Hopper', 'grace@example.com');
      await page.getByRole('button', { name: 'Actions for Grace Hopper' }).click();
      await page.getByRole('menuitem', { name: 'Erase personal data' }).click();
      const question = page.getByRole('dialog', { name: 'Erase the data of Grace Hopper?' });
      const button = question.getByRole('button', { name: 'Erase for good' });
      expect(await button.isDisabled()).toBe(true);
      await question.getByLabel('Type grace@example.com to confirm').fill('grace@example.com');
      await button.click();
      const receipt = page.getByRole('dialog', { name: 'Receipt: the data of Grace Hopper' });
      await receipt.getByRole('row', { name: 'Tickets 1' }).waitFor();
      await expectWellMade(tab.whole, 'user-erased');
      await receipt.getByRole('button', { name: 'Close' }).last().click();
      await page.getByText('Grace Hopper').waitFor({ state: 'hidden' });
    });

    async function openErasable(name: string, email: string) {
      const { admin } = stage.office.people;
      const user = await admin.call('POST /api/users', { name, email, role: 'user' });
      const account = await stage.office.accounts.login(email, user.temporary_password);
      await account.call('POST /api/tickets', { title: 'Private' });
      const whole = await open('/admin/users', { as: admin });
      return { page: whole.page, whole };
    }

    it('changes settings, and shows who changed what', async () => {
      const tab = await open('/admin/settings', { as: stage.office.people.admin });
      const { page } = tab;
      await page.getByLabel('Support email').fill('nowhere');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('input[type=email][aria-invalid=true]').waitFor();
      tab.forgive();
      await page.getByLabel('Support email').fill('help@example.com');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Last changed by Some admin').waitFor();
      await page.getByRole('list', { name: 'History' }).getByText('– → “help@example.com”').waitFor();
      await expectWellMade(tab, 'settings');
    });

    it('creates an API key that is shown once and works until it is revoked', async () => {
      const tab = await open('/admin/api-keys', { as: stage.office.people.admin });
      const { page } = tab;
      await page.getByText('You have no API keys.').waitFor();
      await page.getByRole('button', { name: 'New API key' }).click();
      const form = page.getByRole('dialog', { name: 'New API key' });
      await form.getByLabel('Name').fill('Billing service');
      await form.getByRole('checkbox', { name: 'events:write' }).check();
      await tab.picture('api-key-new');
      await form.getByRole('button', { name: 'Create API key' }).click();
      const secret = page.getByRole('dialog', { name: 'The key of Billing service' });
      const key = { access_token: await secret.locator('pre').innerText() };
      expect(key.access_token).toMatch(/^ck_/);
      await page.keyboard.press('Escape');
      const { accounts } = stage.office;
      expect((await accounts.call('GET /api/tickets', { as: key })).status).toBe(200);
      const refused = await accounts.call('POST /api/tickets', { as: key, body: { title: 'Not in scope' } });
      expect(refused.status).toBe(403);
      const card = page.getByRole('listitem', { name: 'Billing service' });
      await card.getByText('events:write').waitFor();
      await secret.waitFor({ state: 'hidden' });
      await expectWellMade(tab, 'api-keys');
      await card.getByRole('button', { name: 'Revoke Billing service' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
      await page.getByText('You have no API keys.').waitFor();
      expect((await accounts.call('GET /api/tickets', { as: key })).status).toBe(401);
    });

    it('creates a Discord webhook for categories, shows their colours, and tests each', async () => {
      const tab = await open('/admin/webhooks', { as: stage.office.people.admin });
      const { page } = tab;
      await page.getByText('There are no system webhooks yet.').waitFor();
      await tab.picture('system-webhooks-empty');
      await page.getByRole('button', { name: 'New Discord webhook' }).click();
      const form = page.getByRole('dialog', { name: 'New Discord webhook' });
      await form.getByRole('checkbox', { name: 'VPS' }).check();
      await form.getByRole('checkbox', { name: 'BILLING' }).check();
      const message = form.getByRole('figure').filter({ hasText: 'A message of BILLING' });
      await message.locator('[style*="rgb(46, 204, 113)"]').waitFor();
      await form.getByLabel('URL').fill(`${receiver.url}/discord`);
      await form.getByLabel('Name').fill('Operations');
      await expectWellMade(tab, 'discord-new');
      await form.getByRole('button', { name: 'Create and test' }).click();
      await page.getByText('BILLING: Operations answered 200').waitFor();
      const card = page.getByRole('listitem', { name: 'Operations' });
      await card.getByRole('button', { name: 'Test Operations' }).click();
      await page.getByRole('menuitem', { name: 'VPS' }).click();
      await page.getByText('VPS: Operations answered 200').waitFor();
      const colors = receiver.accepted('/discord').map(({ body }) => body.embeds[0].color);
      expect(colors).toEqual([3_066_993, 3_447_003]);
      receiver.reply = 404;
      await card.getByRole('button', { name: 'Test Operations' }).click();
      await page.getByRole('menuitem', { name: 'VPS' }).click();
      await page.getByRole('alert').filter({ hasText: 'The test of Operations failed.' }).waitFor();
      receiver.reply = 200;
      await expectWellMade(tab, 'system-webhooks');
    });

    it('does not exist for agents, and the server refuses their requests', async () => {
      const tab = await open('/admin/webhooks', { as: stage.office.people.agent });
      await tab.page.getByRole('heading', { name: 'Page not found' }).waitFor();
      expect(await tab.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
      const { agent } = stage.office.people;
      const routes = ['GET /api/admin/settings', `DELETE /api/subjects/${agent.id}`, 'POST /api/users'];
      const user = { email: 'x@example.com', name: 'X', role: 'admin' };
      for (const route of routes) {
        const body = route.startsWith('POST') ? user : undefined;
        const { status } = await stage.office.accounts.call(route, { as: agent, body });
        expect([route, status]).toEqual([route, 403]);
      }
    });
  });
});
