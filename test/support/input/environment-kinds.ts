import type { AppConfig } from '../../../src/common/config.js';

export type Variables = Readonly<Record<string, string>>;

/** What a test says of a variable. */
export interface Entry {
  /** A valid value, and what of the configuration it sets. */
  readonly valid: string;
  readonly sets: (config: AppConfig) => unknown;
  readonly to: unknown;
  readonly invalid: readonly string[];
  /** Other variables without which this one means nothing. */
  readonly beside?: Variables;
  /** Shown in no problem. */
  readonly isSecret?: boolean;
}

export const NUMBERS = [
  '0x10',
  '1e3',
  '1.5',
  '-1',
  'NaN',
  'Infinity',
  '',
  ' ',
  'ten',
  '99999999999999999999',
  '1,000',
  '１０',
];
export const DURATIONS = ['10', '1w', '-5s', '5 s', '', 's', 'NaN', '1e3s', '99999999999999999999d', '0x10s', '٣s'];
const TIMES = [...DURATIONS, '0s'];
export const URLS = [
  'example.com',
  'ftp://example.com',
  'https://',
  'http://a b.example',
  '//example.com',
  'javascript:alert(1)',
];
export const LONG = 'x'.repeat(32);

export const count = (sets: Entry['sets']): Entry => ({ valid: '7', sets, to: 7, invalid: NUMBERS });
export const time = (sets: Entry['sets']): Entry => ({ valid: '2h', sets, to: 7_200_000, invalid: TIMES });
export const choice = (valid: string, sets: Entry['sets'], to: unknown = valid): Entry => ({
  valid,
  sets,
  to,
  invalid: ['maybe', '', valid.toUpperCase(), ` ${valid}`],
});
export const flag = (sets: Entry['sets']): Entry => ({ valid: 'yes', sets, to: true, invalid: ['maybe', '2', 'ja'] });
