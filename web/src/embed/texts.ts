const ENGLISH = {
  bell: 'Notifications',
  bellWith: 'Notifications, {count} unread',
  none: 'nothing unread',
  unread: 'Unread',
  readAll: 'Mark all as read',
  close: 'Close',
  archive: 'Archive',
  archived: 'Archived.',
  undo: 'Undo',
  more: 'Show older ones',
  loading: 'Loading',
  quiet: 'All quiet. New notifications show here by themselves.',
  lost: 'Offline. Trying to connect.',
  signedOut: 'Sign in to see your notifications.',
  failed: 'This could not be loaded.',
  notDone: 'This could not be saved.',
  retry: 'Try again',
  arrived: 'New notification: {message}',
};

export type Texts = Readonly<typeof ENGLISH>;

const GERMAN: Texts = {
  bell: 'Benachrichtigungen',
  bellWith: 'Benachrichtigungen, {count} ungelesen',
  none: 'nichts ungelesen',
  unread: 'Ungelesen',
  readAll: 'Alle als gelesen markieren',
  close: 'Schließen',
  archive: 'Archivieren',
  archived: 'Archiviert.',
  undo: 'Rückgängig',
  more: 'Ältere anzeigen',
  loading: 'Wird geladen',
  quiet: 'Alles ruhig. Neue Benachrichtigungen erscheinen hier von selbst.',
  lost: 'Offline. Verbindung wird hergestellt.',
  signedOut: 'Melden Sie sich an, um Ihre Benachrichtigungen zu sehen.',
  failed: 'Das konnte nicht geladen werden.',
  notDone: 'Das konnte nicht gespeichert werden.',
  retry: 'Erneut versuchen',
  arrived: 'Neue Benachrichtigung: {message}',
};

const MINUTE_SECONDS = 60;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', MINUTE_SECONDS],
];

/** The inbox's texts in one language. */
export interface Speech {
  readonly texts: Texts;
  readonly number: (value: number) => string;
  /** 3 min. ago */
  readonly relative: (time: Date) => string;
  /** To the second, with the time zone. */
  readonly exact: (time: Date) => string;
}

/**
 * @param language a tag such as `de-AT`; an unsupported language gets English texts with its own date formats
 * @param own texts of the page, which replace these
 */
export function speechOf(language: string, own: Partial<Texts> = {}): Speech {
  const locales = Intl.DateTimeFormat.supportedLocalesOf([language, ...navigator.languages, 'en']);
  const known = language.toLowerCase().startsWith('de') ? GERMAN : ENGLISH;
  const number = new Intl.NumberFormat(locales);
  const relative = new Intl.RelativeTimeFormat(locales, { numeric: 'auto', style: 'short' });
  const exact = new Intl.DateTimeFormat(locales, { dateStyle: 'full', timeStyle: 'long' });
  return {
    texts: { ...known, ...own },
    number: (value) => number.format(value),
    relative: (time) => {
      // With a slow clock, no event may appear to be in the future.
      const passed = Math.min(0, (time.getTime() - Date.now()) / 1_000);
      const [unit, seconds] = UNITS.find(([, size]) => -passed >= size) ?? ['second', 0];
      return relative.format(seconds === 0 ? 0 : Math.trunc(passed / seconds), unit);
    },
    exact: (time) => exact.format(time),
  };
}

/** `fill('{count} unread', { count: '3' })` */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
