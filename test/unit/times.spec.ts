import { describe, expect, it } from '@jest/globals';
import { parseMoment, parseTime } from '../../src/common/times.js';

describe('a time', () => {
  it.each([
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31T09:30Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31T09:30:00.123456+02:00', '2026-01-31T07:30:00.123Z'],
    ['2024-02-29T00:00:00-0500', '2024-02-29T05:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(parseTime(text)?.toISOString()).toBe(expected));

  it.each([
    '2026-W01-1',
    '2026-001',
    '2026-01-31',
    '2026-01-31T09:30:00',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+275760-09-13T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '1767225600',
    'now',
    '',
    ' 2026-01-31T09:30:00Z',
    1_767_225_600_000,
    null,
  ])('%s is not valid', (value) => expect(parseTime(value)).toBeUndefined());
});

describe('a moment', () => {
  const now = new Date('2026-01-31T12:00:00Z');

  it.each([
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['24h', '2026-01-30T12:00:00.000Z'],
    ['1.5d', '2026-01-30T00:00:00.000Z'],
    ['90m', '2026-01-31T10:30:00.000Z'],
    ['0s', '2026-01-31T12:00:00.000Z'],
    ['250ms', '2026-01-31T11:59:59.750Z'],
  ])('%s is %s', (text, expected) => expect(parseMoment(text, now)?.toISOString()).toBe(expected));

  it.each(['24', '24 hours', '-1h', 'h', '99999999d', '2026-01-31', 24, null, undefined])('%s is not valid', (value) =>
    expect(parseMoment(value, now)).toBeUndefined(),
  );
});
