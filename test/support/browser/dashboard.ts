import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Person } from '../people/person.js';
import type { Stage } from '../servers/stage.js';

/** Where pictures of every page go, to be looked at; none unless it is set. */
const PICTURES = process.env['DASHBOARD_PICTURES'];
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Those whose outcome depends on colours, and so on the theme. */
const AXE_COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

export interface TabOptions {
  /** Signed in as this person; left out: signed out. */
  readonly as?: Person;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  /** Lets the test use `withoutPushes`. */
  readonly mayHoldPushes?: boolean;
  /** Another tab of the same browser profile. */
  readonly context?: BrowserContext;
}

/** A page of the dashboard in a real browser. What goes wrong in it is kept until `complaints()` asks. */
export class DashboardTab {
  readonly #complaints: string[] = [];
  /** Hand on what came meanwhile; undefined: nothing is held back. */
  #held: (() => void)[] | undefined;
  readonly #size: { width: number; height: number };
  readonly #colorScheme: 'light' | 'dark';

  private constructor(
    readonly page: Page,
    readonly running: Stage,
    size: { width: number; height: number },
    colorScheme: 'light' | 'dark',
  ) {
    this.#size = size;
    this.#colorScheme = colorScheme;
  }

  /** @param path of the dashboard, such as `/inbox` */
  static async open(browser: Browser, running: Stage, path: string, options: TabOptions = {}): Promise<DashboardTab> {
    const { as, colorScheme = 'light', width = 1280, height = 800, locale = 'en-GB' } = options;
    const context =
      options.context ??
      (await browser.newContext({ colorScheme, viewport: { width, height }, locale, reducedMotion: 'reduce' }));
    const page = await context.newPage();
    const tab = new DashboardTab(page, running, { width, height }, colorScheme);
    tab.#watch();
    if (options.mayHoldPushes === true) await tab.#standBetween();
    if (as === undefined) await tab.goTo(path);
    else await tab.signIn(as, path);
    return tab;
  }

  /** What the server pushes meanwhile arrives afterwards, as over a bad line. Requests get through. */
  async withoutPushes(work: () => Promise<void>): Promise<void> {
    const held: (() => void)[] = [];
    this.#held = held;
    try {
      await work();
    } finally {
      this.#held = undefined;
      for (const handOn of held) handOn();
    }
  }

  #standBetween(): Promise<void> {
    return this.page.routeWebSocket(/\/socket\.io\//, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => server.send(message));
      server.onMessage((message) => {
        const handOn = () => socket.send(message);
        if (this.#held === undefined) handOn();
        else this.#held.push(handOn);
      });
    });
  }

  /** By the session that the account has. @param path where to go then */
  async signIn(as: Person, path: string): Promise<void> {
    await this.page.addInitScript(keepSession, sessionOf(as));
    await this.goTo(path);
  }

  /** Everything that went wrong since the last call: errors, refused styles and scripts, failed requests. */
  complaints(): string[] {
    return this.#complaints.splice(0);
  }

  /** Failures that a test causes on purpose. */
  forgive(): void {
    this.#complaints.length = 0;
  }

  /** What axe finds, as `rule: element`; empty when all is well. */
  accessibilityFaults(): Promise<string[]> {
    return this.#faultsOf({ type: 'tag', values: AXE_TAGS });
  }

  /** All rules in the light theme, and those that depend on the theme in the dark one, too. */
  async accessibilityFaultsInBothThemes(): Promise<string[]> {
    await this.#showTheme('light');
    const light = await this.accessibilityFaults();
    await this.#showTheme('dark');
    const dark = await this.#faultsOf({ type: 'rule', values: AXE_COLOUR_RULES });
    return [...light.map((fault) => `light ${fault}`), ...dark.map((fault) => `dark ${fault}`)];
  }

  async #showTheme(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.waitForSelector(`html[data-mantine-color-scheme=${colorScheme}]`);
  }

  async #faultsOf(runOnly: AxeSelection): Promise<string[]> {
    if (!(await this.page.evaluate('"axe" in globalThis'))) await this.page.evaluate(await readFile(AXE, 'utf8'));
    return this.page.evaluate(runAxe, runOnly);
  }

  /** Wide and narrow, light and dark, into the folder that DASHBOARD_PICTURES names. */
  async picture(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    await mkdir(PICTURES, { recursive: true });
    const before = this.page.viewportSize();
    for (const colorScheme of ['dark', 'light'] as const) {
      await this.page.emulateMedia({ colorScheme });
      for (const width of [360, 1280]) {
        await this.page.setViewportSize({ width, height: 800 });
        await this.page.waitForFunction('document.getAnimations().every((one) => one.playState !== "running")');
        await this.page.screenshot({ path: join(PICTURES, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    if (before !== null) await this.page.setViewportSize(before);
  }

  /** Nothing may stick out to the right of a narrow screen. */
  async overflow(width = 360): Promise<number> {
    const before = this.page.viewportSize();
    await this.page.setViewportSize({ width, height: 800 });
    const surplus = await this.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (before !== null) await this.page.setViewportSize(before);
    return surplus;
  }

  /**
   * Leaves the page and forgets all that it kept but the session. A first page of a browser profile costs three times as
   * much as a next one.
   *
   * @returns whether another test may go on with this tab, by `goTo`
   */
  async leave(): Promise<boolean> {
    const { length: tabs } = this.page.context().pages();
    const isAtHome = this.page.url().startsWith(`${this.running.url}/`);
    if (tabs > 1 || !isAtHome || !(await this.page.evaluate(forgetAllButSession))) return false;
    await this.page.goto('about:blank');
    await this.page.setViewportSize(this.#size);
    await this.page.emulateMedia({ colorScheme: this.#colorScheme });
    this.forgive();
    return true;
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.running.url}${path}`);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  #watch(): void {
    const note = (text: string) => void this.#complaints.push(text);
    this.page.on('pageerror', (error) => note(`error: ${String(error)}`));
    this.page.on('console', (message) => {
      // The console reports refusals of a policy, too.
      if (message.type() === 'error') note(`console: ${message.text()}`);
    });
    this.page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // Given up by the page itself: it went elsewhere.
      if (reason !== 'net::ERR_ABORTED') note(`failed: ${request.method()} ${request.url()} ${reason}`);
    });
    this.page.on('response', (response) => {
      if (response.status() >= 400) note(`${response.status()}: ${response.request().method()} ${response.url()}`);
    });
  }
}

interface KeptSession {
  readonly key: string;
  readonly text: string;
}

/** As the client keeps it in the browser. */
function sessionOf({ access_token, refresh_token, id }: Person): KeptSession {
  const session = { access_token, refresh_token, expires_in: 900, user_id: id, saved_at: Date.now() };
  return { key: 'carillon.session', text: JSON.stringify(session) };
}

/** Runs in the browser, before the page. */
function keepSession({ key, text }: KeptSession): void {
  const { localStorage, sessionStorage } = globalThis as unknown as Record<string, Storage>;
  // At the first load alone: later ones have a newer session, or none.
  if (sessionStorage?.getItem('carillon.test') !== null) return;
  sessionStorage?.setItem('carillon.test', '1');
  localStorage?.setItem(key, text);
}

/** Runs in the browser. @returns whether there is a session */
function forgetAllButSession(): boolean {
  const { localStorage, sessionStorage } = globalThis as unknown as Record<string, Storage>;
  const session = localStorage?.getItem('carillon.session') ?? null;
  localStorage?.clear();
  sessionStorage?.clear();
  if (session === null) return false;
  localStorage?.setItem('carillon.session', session);
  sessionStorage?.setItem('carillon.test', '1');
  return true;
}

interface Storage {
  clear(): void;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

interface AxeSelection {
  readonly type: 'tag' | 'rule';
  readonly values: readonly string[];
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
}

/** Runs in the browser. */
async function runAxe(runOnly: AxeSelection): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: Axe };
  const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
