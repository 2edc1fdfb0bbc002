import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Session } from './full-desk.js';

const FRAME = '.list-frame';
const PIXELS_A_FRAME = 400;

/** Milliseconds between the frames that were shown. */
export interface Scrolling {
  readonly intervals: readonly number[];
  readonly rows: number;
}

/** One page of the dashboard in a browser profile of its own. */
export class BrowserPage {
  /** Paths that the page asked the server for. */
  readonly requests: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  static async open(browser: Browser, url: string, session?: Session): Promise<BrowserPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    if (session !== undefined) {
      const kept = { ...session, expires_in: 43_200, saved_at: Date.now() };
      await context.addInitScript(`localStorage.setItem('carillon.session', ${JSON.stringify(JSON.stringify(kept))})`);
    }
    const page = await context.newPage();
    const opened = new BrowserPage(page, await context.newCDPSession(page));
    page.on('request', (request) => opened.requests.push(new URL(request.url()).pathname));
    await page.goto(url);
    return opened;
  }

  /** From the navigation until something is painted. */
  async firstPaintMs(): Promise<number> {
    const paint = `new Promise((resolve) => new PerformanceObserver((list) => {
      const found = list.getEntriesByName('first-contentful-paint')[0];
      if (found) resolve(found.startTime);
    }).observe({ type: 'paint', buffered: true }))`;
    return this.page.evaluate<number>(paint);
  }

  /** From the navigation until the first row of the list is there. */
  async firstRowMs(): Promise<number> {
    await this.page.waitForSelector(`${FRAME} a, ${FRAME} button`);
    return this.page.evaluate<number>('performance.now()');
  }

  /** Downwards at every frame, until there are so many rows or the list ends. */
  async scrollDown(rows: number): Promise<Scrolling> {
    return this.page.evaluate<Scrolling>(scrollScript(rows));
  }

  /** After a garbage collection. */
  async heapMb(): Promise<number> {
    await this.devtools.send('HeapProfiler.enable');
    await this.devtools.send('HeapProfiler.collectGarbage');
    await this.devtools.send('Performance.enable');
    const { metrics } = await this.devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_048_576;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** Runs in the browser; text, since nothing here has the types of the DOM. */
function scrollScript(rows: number): string {
  return `new Promise((resolve) => {
    const frame = document.querySelector('${FRAME}');
    const rowHeight = document.querySelector('${FRAME} article, ${FRAME} li').offsetHeight;
    const intervals = [];
    let last;
    let stillSince = performance.now();
    const step = (now) => {
      if (last !== undefined) intervals.push(now - last);
      last = now;
      const before = frame.scrollTop;
      frame.scrollTop = before + ${PIXELS_A_FRAME};
      if (frame.scrollTop !== before) stillSince = now;
      const seen = Math.round((frame.scrollTop + frame.clientHeight) / rowHeight);
      if (seen >= ${rows} || now - stillSince > 5000) resolve({ intervals, rows: seen });
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`;
}
