import { describe, expect, it, jest } from '@jest/globals';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { countEffort } from '../support/browser/effort.js';
import { until } from '../support/until.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('a test bin in the dashboard', () => {
  const stage = dashboardStage();
  const { open } = stage;

  it('becomes a verified webhook in three clicks, and answers as configured', async () => {
    const tab = await open('/tickets', { as: stage.office.people.requester });
    const { page } = tab;
    const effort = await countEffort(page);
    const click = (role: 'link' | 'button', name: string) => page.getByRole(role, { name, exact: true }).click();
    await click('link', 'Webhooks');
    await click('button', 'Use a test bin');
    await page.getByText('No requests yet.').waitFor();
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    await tab.picture('bin-empty');
    await click('button', 'Send a test');
    const list = page.getByRole('list', { name: 'Requests' });
    await list.getByText('Signature valid').waitFor();
    expect(await effort.spent()).toEqual({ clicks: 3, keys: 0 });
    const detail = page.getByRole('region', { name: 'Request' });
    await detail.getByText('"type": "webhook.test"').waitFor();
    await detail.getByText('webhook-signature', { exact: true }).waitFor();

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const send = (init: RequestInit) => fetch(`${stage.office.url}/bin/${id}`, init);
    for (const [button, status] of [
      ['410 Gone', 410],
      ['500 Error', 500],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('button', { name: button, pressed: true }).waitFor();
      await until(async () => (await stage.office.people.requester.call(`GET /api/bins/${id}`)).status === status);
      expect((await send({ method: 'PUT', body: '<b>not JSON</b>' })).status).toBe(status);
    }
    await list.getByRole('listitem').filter({ hasText: '→ 500' }).waitFor();
    await list.getByRole('listitem').filter({ hasText: '→ 410' }).getByRole('button').click();
    await detail.getByText('<b>not JSON</b>').waitFor();
    await detail.getByText('The request carries no signature.').waitFor();
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
    await tab.picture('bin');
  });

  it('is hidden from other people', async () => {
    const { requester, other } = stage.office.people;
    const { items } = (await requester.call('GET /api/bins')) as { items: { id: string }[] };
    const tab = await open(`/bin/${items[0]?.id ?? ''}`, { as: other });
    await tab.page.getByText('There is no such bin, or you may not see it.').waitFor();
    tab.forgive();
  });
});
