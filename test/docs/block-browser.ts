import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser/chromium.js';
import { until } from '../support/until.js';
import { ROOT, type Block } from './blocks.js';

const run = promisify(execFile);
const PATH = '/block.html';
const HTML = 'text/html; charset=utf-8';
const SHOWN_WITHIN_MS = 15_000;

export function isForBrowser(language: string): boolean {
  return language === 'html' || language === 'tsx';
}

/** Opens blocks as a reader's browser would. What a page left running goes on until `close`. */
export class BlockBrowser {
  private browser: Promise<Browser> | undefined;
  private server: Server | undefined;
  private html = '';

  /** @param print takes what the page logs, as long as it is open */
  constructor(private readonly print: (page: string, text: string) => void) {}

  /** @param origin of the page: ours, or where it is put into the place of one. @throws Error when the page reports an error */
  async open(block: Block, html: string, origin: string): Promise<void> {
    this.browser ??= openBrowser();
    const tab = await (await this.browser).newPage();
    const shown = this.watch(tab, block.page);
    if (block.language === 'html') await this.serve(html, Number(new URL(origin).port));
    else await tab.route(`${origin}${PATH}`, (route) => route.fulfill({ contentType: HTML, body: html }));
    await tab.goto(`${origin}${PATH}`);
    const { until: text } = block.marks;
    const isThere = async () => shown.faults.length > 0 || text === undefined || (await all(tab, shown)).includes(text);
    await until(isThere, { timeoutMs: SHOWN_WITHIN_MS }).catch(async () => {
      shown.faults.push(`"${text}" is not shown, but:\n${await all(tab, shown)}`);
    });
    if (shown.faults.length > 0) throw new Error(`${block.page}:${block.line}: ${shown.faults.join('\n')}`);
  }

  async close(): Promise<void> {
    await (await this.browser)?.close();
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private watch(tab: Page, page: string): Shown {
    const shown: Shown = { faults: [], logged: '' };
    tab.on('pageerror', (error) => shown.faults.push(String(error)));
    tab.on('console', (message) => {
      if (message.type() === 'error') shown.faults.push(message.text());
      shown.logged += `${message.text()}\n`;
      this.print(page, `${message.text()}\n`);
    });
    return shown;
  }

  /** As a folder that a reader serves. The browser lets only pages that come from this machine ask this machine. */
  private async serve(html: string, port: number): Promise<void> {
    this.html = html;
    if (this.server !== undefined) return;
    this.server = createServer((_request, response) => {
      response.setHeader('content-type', HTML).end(this.html);
    }).listen(port, 'localhost');
    await once(this.server, 'listening');
  }
}

interface Shown {
  readonly faults: string[];
  logged: string;
}

async function all(tab: Page, { logged }: Shown): Promise<string> {
  return `${logged}\n${await tab.evaluate<string>('document.body.innerText')}`;
}

/** An icon of its own, since a browser asks for one that the origin may not have. */
export async function pageOf(language: string, program: string, folder: string): Promise<string> {
  const icon = '<link rel="icon" href="data:,">';
  if (language === 'html') return program.replace(/(<head>|<meta charset[^>]*>|<!doctype html>)/i, `$1${icon}`);
  const entry = join(folder, 'block.tsx');
  await writeFile(entry, program);
  // Else React would be compiled for its development build.
  const env = { ...process.env, NODE_ENV: 'production' };
  await run(process.execPath, [join(ROOT, 'test/docs/bundle.mjs'), entry, folder], { env });
  const script = await readFile(join(folder, 'page.js'), 'utf8');
  return `<!doctype html>${icon}<body><script type="module">${script.replaceAll('</script', '<\\/script')}</script>`;
}
