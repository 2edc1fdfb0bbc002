import type { Page } from 'playwright-core';

/** Tab keys after which a page counts as a trap. */
const MAX_TABS = 250;
/** Pressed between two looks at where the focus is. */
const TABS_AT_ONCE = 10;

/** Half of 1280 x 720, and a telephone. */
const SMALL_SIZES = [
  { width: 640, height: 360 },
  { width: 360, height: 800 },
];

/** What the walk needs in the page. Elements are named as a person would find them in the source. */
const TOOLS = `
  (() => {
    if (globalThis.walk) return;
    const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true], [tabindex]:not([tabindex="-1"])';
    const content = () => document.querySelector('#content');
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const nameOf = (element) => {
      const text = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
      return element.tagName.toLowerCase() + ' “' + text.trim().slice(0, 40) + '”';
    };
    // Of the buttons of one choice the Tab key reaches the chosen one.
    const isReachable = (element) =>
      isShown(element) && !element.matches(':disabled, [aria-disabled=true]') && element.tabIndex >= 0 &&
      !(element.type === 'radio' && !element.checked);
    const LOOKS = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderTopColor', 'backgroundColor', 'textDecorationLine'];
    const around = (element) => {
      const near = [element, element.nextElementSibling, element.firstElementChild, element.closest('label')];
      for (let at = element.parentElement; at !== null && near.length < 8; at = at.parentElement) near.push(at);
      return near.filter(Boolean);
    };
    const lookOf = (element) =>
      around(element).map((one) => LOOKS.map((name) => getComputedStyle(one)[name]).join()).join(' ');
    globalThis.walk = {
      begin() {
        walk.looks = new Map([...content().querySelectorAll(CONTROLS)].filter(isReachable).map((one) => [one, lookOf(one)]));
        walk.reached = new Set();
        walk.unseen = [];
        walk.isOut = false;
        walk.onFocus = ({ target }) => {
          if (!content().contains(target)) return void (walk.isOut = true);
          walk.reached.add(target);
          const before = walk.looks.get(target);
          if (before !== undefined && before === lookOf(target)) walk.unseen.push(nameOf(target));
        };
        walk.onBlur = ({ relatedTarget }) => { if (relatedTarget === null) walk.isOut = true; };
        content().focus();
        document.addEventListener('focusin', walk.onFocus);
        content().addEventListener('focusout', walk.onBlur);
      },
      end() {
        document.removeEventListener('focusin', walk.onFocus);
        content().removeEventListener('focusout', walk.onBlur);
        const missed = [...walk.looks.keys()].filter((one) => one.isConnected && isReachable(one) && !walk.reached.has(one));
        return [
          ...missed.map((one) => 'Tab does not reach ' + nameOf(one)),
          ...walk.unseen.map((name) => 'no sign of the focus on ' + name),
          ...(walk.isOut ? [] : ['Tab does not lead out of the page']),
        ];
      },
      cutOff() {
        const { clientWidth: width, scrollWidth } = document.documentElement;
        const scrolls = (element) => {
          for (let at = element; at !== null && at !== document.body; at = at.parentElement) {
            const { overflowX, textOverflow } = getComputedStyle(at);
            if (textOverflow === 'ellipsis' || ['auto', 'scroll'].includes(overflowX)) return true;
          }
          return false;
        };
        const isOutside = (element) => {
          const { left, right } = element.getBoundingClientRect();
          return right > left && (left < -1 || right > width + 1);
        };
        const holdsText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
        const outside = [...content().querySelectorAll('*')].filter(
          (one) => (one.matches(CONTROLS) || holdsText(one)) && isShown(one) && isOutside(one) && !scrolls(one),
        );
        return [
          ...(scrollWidth > width ? ['scrolls sideways by ' + (scrollWidth - width)] : []),
          ...outside.map((one) => 'is cut off: ' + nameOf(one)),
        ];
      },
      moving() {
        const seconds = (list) => Math.max(...list.split(',').map((one) => Number.parseFloat(one) * (one.trim().endsWith('ms') ? 0.001 : 1)));
        const styled = [...document.querySelectorAll('body *')].filter((one) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(one);
          return seconds(transitionDuration) > 0.001 || (animationName !== 'none' && seconds(animationDuration) > 0.001);
        });
        const running = document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getTiming().duration > 1);
        return [...styled.map((one) => 'moves: ' + nameOf(one)), ...running.map((one) => 'runs: ' + nameOf(one.effect.target))];
      },
    };
  })()`;

export interface PagePlace {
  readonly path: string;
  readonly heading: string;
  /** The one that is open, where the page has tabs. */
  readonly tab?: string;
}

/** Goes there as a link in the page does: nothing is reloaded. Returns when everything is shown. */
export async function goTo(page: Page, { path, heading, tab }: PagePlace): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
  const content = page.locator('#content');
  await content.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  if (tab !== undefined) await content.getByRole('tab', { name: tab, selected: true }).waitFor();
  await page.waitForSelector('#content:not(:has(.mantine-Skeleton-root))');
}

/**
 * From the beginning of the content by the Tab key to its end.
 *
 * @returns what cannot be reached, and where the focus cannot be seen
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  await page.evaluate(TOOLS);
  await page.evaluate('walk.begin()');
  for (let tabs = 0; tabs < MAX_TABS && !(await page.evaluate<boolean>('walk.isOut')); tabs += TABS_AT_ONCE) {
    for (let at = 0; at < TABS_AT_ONCE; at += 1) await page.keyboard.press('Tab');
  }
  return page.evaluate<string[]>('walk.end()');
}

/** What a person with a zoom of 200 %, or with a telephone, does not get to see. */
export async function cutOff(page: Page): Promise<string[]> {
  await page.evaluate(TOOLS);
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const size of SMALL_SIZES) {
    await page.setViewportSize(size);
    const found = await page.evaluate<string[]>('walk.cutOff()');
    faults.push(...found.map((fault) => `at ${size.width} x ${size.height}, ${fault}`));
  }
  if (before !== null) await page.setViewportSize(before);
  return faults;
}

/** What moves although the person asked for less of it. */
export async function motionFaults(page: Page): Promise<string[]> {
  await page.evaluate(TOOLS);
  return page.evaluate<string[]>('walk.moving()');
}
