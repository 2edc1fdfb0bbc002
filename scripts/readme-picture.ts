import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser/chromium.js';
import { ADMIN, ServerProcess, stopServers } from '../test/support/servers/server-process.js';
import { DemoPerson } from './demo/demo-person.js';
import { furnish, type Desk, type Member } from './readme-picture/desk.js';

const FILE = fileURLToPath(new URL('../docs/pictures/ringing.webp', import.meta.url));
const BUILD = fileURLToPath(new URL('../web/scripts/build.mjs', import.meta.url));
const MAX_BYTES = 200 * 1_024;
const QUALITIES = [92, 85, 78, 70] as const;

/** Makes the picture at the top of the README: one person comments in a browser, and the other's page rings. */
async function run(): Promise<void> {
  await promisify(execFile)(process.execPath, [BUILD]);
  const server = await ServerProcess.start();
  const browser = await openBrowser();
  try {
    const admin = await DemoPerson.signIn(server.url, ADMIN.email, ADMIN.password);
    if (admin === null) throw new Error('The admin cannot sign in.');
    const desk = await furnish(server.url, admin);
    const agent = await ringing(browser, server.url, desk);
    const picture = await small(agent);
    await writeFile(FILE, picture);
    console.log(`${FILE}: ${Math.ceil(picture.length / 1_024)} KiB`);
  } finally {
    await browser.close();
    await stopServers();
  }
}

/** @returns the agent's page, a moment after the requester sent a comment */
async function ringing(browser: Browser, url: string, { agent, requester, ticketId }: Desk): Promise<Page> {
  const requesterPage = await signedIn(browser, `${url}/tickets/${ticketId}`, requester);
  const page = await signedIn(browser, `${url}/tickets`, agent);
  await page.getByRole('button', { name: /^Inbox, \d+ unread/ }).waitFor();
  await requesterPage.getByRole('textbox', { name: 'Answer' }).fill('It forwards again. Thank you, that was quick!');
  await requesterPage.keyboard.press('Control+Enter');
  await page.locator('.mantine-Notification-root').waitFor();
  await page.getByRole('button', { name: /^Inbox, \d+ unread/ }).click();
  await page.getByRole('dialog', { name: 'Latest notifications' }).getByText('Priya Nair').first().waitFor();
  await page.waitForFunction('document.getAnimations().every((one) => one.playState !== "running")');
  return page;
}

async function signedIn(browser: Browser, url: string, { email, password }: Member): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: 'light',
    viewport: { width: 1_280, height: 720 },
    deviceScaleFactor: 2,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[data-connection=live]').waitFor();
  return page;
}

/** WebP of the best quality that is small enough. @throws Error when none is */
async function small(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality });
    const picture = Buffer.from(data, 'base64');
    if (picture.length <= MAX_BYTES) return picture;
  }
  throw new Error(`The picture has more than ${MAX_BYTES} bytes: show less on it.`);
}

await run();
