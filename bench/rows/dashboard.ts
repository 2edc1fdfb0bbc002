import type { Browser } from 'playwright-core';
import { openBrowser } from '../../test/support/browser/chromium.js';
import { percentile, type Finding, type Row, type RowOptions, type RowResult } from '../harness.js';
import { BrowserPage, type Scrolling } from '../support/browser-page.js';
import { FullDesk, type Session } from '../support/full-desk.js';

const FULL_SIZE = { tickets: 10_000, people: 400, comments: 200, endpoints: 300, deliveries: 100_000 };
const QUICK_SIZE = { tickets: 1_000, people: 60, comments: 50, endpoints: 50, deliveries: 5_000 };
/** Five a second for an hour. */
const PUSHES = 18_000;
const PUSHES_QUICK = 1_000;
const WRITERS = 20;
/** The screen shows one every 16.7 ms; this one comes a whole turn late. */
const LATE_MS = 25;
const LONG_MS = 50;
const LOADS = 5;

export const dashboard: Row = {
  name: 'dashboard',
  title: 'The dashboard of a full desk: first paint, scrolling, memory',
  run: async (options) => {
    const isQuick = options.pairs < LOADS;
    const desk = await FullDesk.open(isQuick ? QUICK_SIZE : FULL_SIZE);
    const browser = await openBrowser();
    try {
      return await run({ desk, browser, isQuick }, options);
    } finally {
      await browser.close();
      await desk.close();
    }
  },
};

interface Scene {
  readonly desk: FullDesk;
  readonly browser: Browser;
  readonly isQuick: boolean;
}

async function run(scene: Scene, { samples }: RowOptions): Promise<RowResult> {
  const { desk, isQuick } = scene;
  const session = await desk.signIn();
  const login = await firstPaints(scene, '/login');
  const tickets = await firstPaints(scene, '/tickets', session);
  const rows = isQuick ? QUICK_SIZE.tickets : FULL_SIZE.tickets;
  const scrolledTickets = await scroll(scene, '/tickets', { session, rows });
  const scrolledDeliveries = await scroll(scene, '/deliveries', { session, rows });
  const hour = await pushes(scene, session, isQuick ? PUSHES_QUICK : PUSHES);
  return {
    findings: [
      { what: '/login, first paint', value: percentile(login.paints, 0.5), unit: 'ms' },
      { what: '/tickets, first paint', value: percentile(tickets.paints, 0.5), unit: 'ms' },
      { what: '/tickets, first row', value: percentile(tickets.rows, 0.5), unit: 'ms' },
      ...frameFindings('/tickets', scrolledTickets),
      ...frameFindings('/deliveries', scrolledDeliveries),
      { what: 'heap of /tickets, before the pushes', value: hour.beforeMb, unit: 'MB' },
      { what: 'heap, growth by the pushes', value: hour.afterMb - hour.beforeMb, unit: 'MB', atMost: 20 },
      { what: 'requests made by the page meanwhile', value: hour.requests.length, unit: '', atMost: 0 },
    ],
    notes: [
      `${hour.pushes} pushes, sent in ${Math.round(hour.seconds)} s instead of an hour; ${samples > 0 ? LOADS : 0} loads each.`,
      ...(hour.requests.length > 0 ? [`Requested: ${hour.requests.slice(0, 5).join(', ')}`] : []),
    ],
  };
}

async function firstPaints({ browser, desk }: Scene, path: string, session?: Session) {
  const [paints, rows]: [number[], number[]] = [[], []];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await BrowserPage.open(browser, `${desk.url}${path}`, session);
    paints.push(await page.firstPaintMs());
    if (session !== undefined) rows.push(await page.firstRowMs());
    await page.close();
  }
  return { paints, rows };
}

async function scroll(
  { browser, desk }: Scene,
  path: string,
  { session, rows }: { session: Session; rows: number },
): Promise<Scrolling> {
  const page = await BrowserPage.open(browser, `${desk.url}${path}`, session);
  try {
    await page.firstRowMs();
    return await page.scrollDown(rows);
  } finally {
    await page.close();
  }
}

function frameFindings(path: string, { intervals, rows }: Scrolling): Finding[] {
  const share = (limitMs: number) => (intervals.filter((ms) => ms > limitMs).length / intervals.length) * 100;
  return [
    { what: `${path}, rows scrolled past`, value: rows, unit: '' },
    { what: `${path}, frames above ${LATE_MS} ms`, value: share(LATE_MS), unit: '%' },
    { what: `${path}, frames above ${LONG_MS} ms`, value: share(LONG_MS), unit: '%' },
    { what: `${path}, 99th percentile of a frame`, value: percentile(intervals, 0.99), unit: 'ms' },
  ];
}

/** Changes of tickets that the page lists, as fast as the server takes them, until the last one is on the page. */
async function pushes({ browser, desk }: Scene, session: Session, count: number) {
  const page = await BrowserPage.open(browser, `${desk.url}/tickets`, session);
  try {
    await page.firstRowMs();
    const { items } = await desk.call<{ items: { id: string }[] }>('GET /api/tickets?limit=50', undefined, session);
    const writer = await desk.signIn('person1@example.com');
    await change({ desk, writer, ids: items.map(({ id }) => id) }, { count: items.length, mark: 'Before' });
    // The last one of its ticket: an earlier one is replaced, and may never be seen.
    await page.page.waitForSelector(`text=Before ${items.length - 1}`);
    const beforeMb = await page.heapMb();
    page.requests.length = 0;
    const startedAt = performance.now();
    await change({ desk, writer, ids: items.map(({ id }) => id) }, { count, mark: 'Push' });
    await desk.call(`PATCH /api/tickets/${items[0]?.id ?? ''}`, { title: 'The last push' }, writer);
    await page.page.waitForSelector('text=The last push');
    const seconds = (performance.now() - startedAt) / 1_000;
    const requests = [...page.requests];
    return { beforeMb, afterMb: await page.heapMb(), requests, seconds, pushes: count + 1 };
  } finally {
    await page.close();
  }
}

async function change(
  { desk, writer, ids }: { desk: FullDesk; writer: Session; ids: readonly string[] },
  { count, mark }: { count: number; mark: string },
): Promise<void> {
  // A ticket has one writer: two at once would refuse each other.
  const work = async (first: number) => {
    for (let turn = first; turn < count; turn += WRITERS) {
      const id = ids[turn % WRITERS] ?? '';
      await desk.call(`PATCH /api/tickets/${id}`, { title: `${mark} ${turn}` }, writer);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, first) => work(first)));
}
