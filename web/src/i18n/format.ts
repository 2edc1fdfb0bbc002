import { useLingui } from '@lingui/react';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

export interface Formats {
  number(value: number): string;
  /** 0.123 -> 12.3 % */
  percent(ratio: number): string;
  /** Rounded for reading: 12 ms, 1.4 s, 3 min. */
  duration(milliseconds: number): string;
  bytes(count: number): string;
  /** 3 minutes ago; within a minute: now. */
  relative(time: Date, now: number): string;
  /** To the second, with the time zone. */
  exact(time: Date): string;
  date(time: Date): string;
  /** 26 Nov, 14:00 */
  hour(time: Date): string;
  /** 14:00 */
  clock(time: Date): string;
}

/** In the person's language and region. */
export function useFormats(): Formats {
  const { i18n } = useLingui();
  return formatsOf(i18n.locales ?? i18n.locale);
}

const made = new Map<string, Formats>();

/** One set per language for the whole page: its fifteen formatters take longer to make than a row of a list to draw. */
function formatsOf(locales: string | string[]): Formats {
  const key = String(locales);
  const formats = made.get(key) ?? makeFormats(locales);
  made.set(key, formats);
  return formats;
}

export function makeFormats(locales: string | string[]): Formats {
  const number = new Intl.NumberFormat(locales, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locales, { style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locales, { numeric: 'auto', style: 'short' });
  const exact = new Intl.DateTimeFormat(locales, { dateStyle: 'full', timeStyle: 'long' });
  const date = new Intl.DateTimeFormat(locales, { dateStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(locales, { hour: '2-digit', minute: '2-digit' });
  const hour = new Intl.DateTimeFormat(locales, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const unit = (name: string) =>
    new Intl.NumberFormat(locales, { style: 'unit', unit: name, maximumFractionDigits: 1 });
  const [milliseconds, seconds, minutes, hours] = ['millisecond', 'second', 'minute', 'hour'].map(unit);
  const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map(unit);
  return {
    number: (value) => number.format(value),
    percent: (ratio) => percent.format(ratio),
    duration: (ms) => {
      if (ms < 1_000) return milliseconds?.format(ms) ?? '';
      if (ms < 60_000) return seconds?.format(ms / 1_000) ?? '';
      return (ms < 3_600_000 ? minutes?.format(ms / 60_000) : hours?.format(ms / 3_600_000)) ?? '';
    },
    bytes: (count) => {
      const power = count < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(count) / 3));
      return sizes[power]?.format(count / 1_000 ** power) ?? '';
    },
    relative: (time, now) => {
      const passed = (time.getTime() - now) / 1_000;
      const [name, size] = UNITS.find(([, length]) => Math.abs(passed) >= length) ?? ['second', 0];
      return relative.format(size === 0 ? 0 : Math.trunc(passed / size), name);
    },
    exact: (time) => exact.format(time),
    date: (time) => date.format(time),
    hour: (time) => hour.format(time),
    clock: (time) => clock.format(time),
  };
}
