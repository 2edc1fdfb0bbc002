import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasChromium } from '../support/browser/chromium.js';
import { isForBrowser } from './block-browser.js';

const PROGRAMS: Readonly<Record<string, string>> = { python: 'python3', go: 'go', php: 'php', ruby: 'ruby' };

/** False: blocks of the language are only checked for their form, and this says so. */
export function isOnMachine(language: string): boolean {
  if (isForBrowser(language)) return hasChromium();
  const program = PROGRAMS[language];
  if (program === undefined) return true;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  if (folders.some((folder) => existsSync(join(folder, program)))) return true;
  console.warn(`SKIPPED: running the blocks in ${language}. There is no ${program} on this machine.`);
  return false;
}
