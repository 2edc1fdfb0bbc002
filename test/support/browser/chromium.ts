import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** No requests of its own beside the page. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const found = PLACES.find((path) => existsSync(path)) ?? [chromium.executablePath()].find((path) => existsSync(path));

/**
 * False: browser tests are to be skipped, and this says so. Never false where CI=true.
 *
 * @throws Error then
 */
export function hasChromium(): boolean {
  if (found !== undefined) return true;
  const advice = 'No Chromium found. `scripts/install-chromium` installs one.';
  if (process.env['CI'] === 'true') throw new Error(advice);
  console.warn(`SKIPPED: the tests in a browser. ${advice}`);
  return false;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: found, args: FLAGS });
}
