import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { German } from './german/index.js';

/** An English text, which is its own key. A text without a German translation does not compile. */
export type MessageId = keyof German;

export type Language = 'en' | 'de';
export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const KEY = 'carillon.language';

// Messages are short and few on a page, so they are compiled in the browser, without a build step.
i18n.setMessagesCompiler(compileMessage);

/** For texts outside components; `t()` translates them where they are shown. */
export function msg(id: MessageId): MessageId {
  return id;
}

/** The person's choice, otherwise the browser's first available language. */
export async function startLanguage(): Promise<void> {
  const wanted = [read(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  await switchLanguage(wanted.find((tag): tag is Language => tag !== null && tag in LANGUAGES) ?? 'en');
}

export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Forgotten at the next visit.
  }
  await switchLanguage(language);
}

async function switchLanguage(language: Language): Promise<void> {
  const messages = language === 'de' ? (await import('./german/index.js')).german : {};
  i18n.loadAndActivate({ locale: language, locales: locales(language), messages });
  document.documentElement.lang = language;
}

/** Numbers and dates in the person's regional form, if the region uses this language. */
function locales(language: Language): string[] {
  return [...navigator.languages.filter((tag) => tag.startsWith(language)), language];
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export { i18n };
