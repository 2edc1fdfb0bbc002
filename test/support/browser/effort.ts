import type { Page } from 'playwright-core';

/** What a person has to do for something. */
export interface Effort {
  /** Presses of a mouse button. */
  readonly clicks: number;
  /** Presses of a key. Ctrl+K is one; a text that is filled in counts as many as it has characters. */
  readonly keys: number;
}

const KEY = 'carillon.test.effort';

/**
 * Counts in the page itself what really arrives there, so that no step of a journey can be left out by mistake. Storage of
 * the session keeps the counts over reloads.
 */
const COUNT = `
  (() => {
    if (globalThis.countsEffort) return;
    globalThis.countsEffort = true;
    const MODIFIERS = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta'];
    let isTyped = false;
    const add = (kind, count) => {
      const effort = JSON.parse(sessionStorage.getItem('${KEY}') ?? '{"clicks":0,"keys":0}');
      effort[kind] += count;
      sessionStorage.setItem('${KEY}', JSON.stringify(effort));
    };
    addEventListener('mousedown', (event) => { if (event.isTrusted) add('clicks', 1); }, true);
    addEventListener('keydown', (event) => {
      if (!event.isTrusted || MODIFIERS.includes(event.key)) return;
      isTyped = true;
      add('keys', 1);
    }, true);
    addEventListener('keyup', () => { isTyped = false; }, true);
    addEventListener('input', (event) => {
      // Playwright's fill() puts a text in without keys. Checkboxes have no InputEvent.
      if (event instanceof InputEvent && !isTyped) add('keys', [...(event.data ?? event.target.value ?? '')].length);
    }, true);
  })()`;

/** Everything that is done on the page from now on counts. @param page that shows the dashboard already */
export async function countEffort(page: Page): Promise<{ readonly spent: () => Promise<Effort> }> {
  await page.addInitScript(COUNT);
  await page.evaluate(`sessionStorage.removeItem('${KEY}')`);
  await page.evaluate(COUNT);
  return {
    spent: async () => {
      const text = await page.evaluate<string | null>(`sessionStorage.getItem('${KEY}')`);
      return text === null ? { clicks: 0, keys: 0 } : (JSON.parse(text) as Effort);
    },
  };
}
