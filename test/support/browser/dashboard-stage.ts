import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './chromium.js';
import { DashboardTab, type TabOptions } from './dashboard.js';
import { Office } from '../people/office.js';
import { builtWeb } from '../servers/web-build.js';

/** What the browser tests of one `describe` share. */
export interface DashboardStage {
  /** From `beforeAll` on. */
  readonly office: Office;
  /** Returns when the page is live. After the test it is left; a next test of the same person goes on in the same tab. */
  readonly open: (path: string, options: TabOptions) => Promise<DashboardTab>;
  /** Accessible in both themes, and nothing sticks out at 360 px. @param picture its name, where pictures are asked for */
  readonly expectWellMade: (tab: DashboardTab, picture?: string) => Promise<void>;
}

/** Called in a `describe`. After each test no page may have an error, a refused style or a failed request to tell. */
export function dashboardStage(environment: Record<string, string> = {}): DashboardStage {
  let office: Office | undefined;
  let browser: Browser | undefined;
  const tabs: { key: string; tab: DashboardTab }[] = [];
  /** Left by their tests; of one person with the same options each. */
  const idle = new Map<string, DashboardTab[]>();

  beforeAll(async () => {
    [office, browser] = await Promise.all([Office.open(environment), openBrowser(), builtWeb()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  afterEach(async () => {
    const complaints = tabs.flatMap(({ tab }) => tab.complaints());
    for (const { key, tab } of tabs.splice(0)) {
      if (await tab.leave()) idle.set(key, [...(idle.get(key) ?? []), tab]);
      else await tab.close();
    }
    expect(complaints).toEqual([]);
  });

  const stage = {
    get office(): Office {
      return begun(office);
    },
    async open(path: string, options: TabOptions): Promise<DashboardTab> {
      const key = JSON.stringify({ ...options, as: options.as?.id });
      const left = idle.get(key)?.pop();
      const tab = left ?? (await DashboardTab.open(begun(browser), stage.office, path, options));
      tabs.push({ key, tab });
      await left?.goTo(path);
      await tab.page.locator('[data-connection=live]').waitFor();
      return tab;
    },
    async expectWellMade(tab: DashboardTab, picture?: string): Promise<void> {
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      expect(await tab.overflow()).toBe(0);
      if (picture !== undefined) await tab.picture(picture);
    },
  };
  return stage;
}

function begun<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The stage is there from `beforeAll` on.');
  return value;
}
