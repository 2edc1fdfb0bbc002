import { parseDuration } from './durations.js';

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/**
 * A moment in ISO 8601: date, time and zone. Without a zone, a time would mean something else on every server; weeks
 * and a 30 February mean nothing to a database.
 *
 * @returns undefined when it is not such a moment, or before 1970 or after 9999 in UTC
 */
export function parseTime(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const [, year, month, day] = TIME.exec(value) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // `Date` reads 30 February as 2 March.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const time = new Date(value);
  const isInRange = time.getTime() >= 0 && time.getUTCFullYear() <= 9_999;
  return isInRange ? time : undefined;
}

export const MOMENT_FAULT =
  'must be a time with its zone, from 1970 to 9999, such as 2026-01-31T09:30:00Z, or how long ago, such as 24h';

/**
 * A moment as `parseTime` reads it, or a duration such as `24h`, counted back from `now`.
 *
 * @returns undefined when it is neither, or before 1970
 */
export function parseMoment(value: unknown, now: Date): Date | undefined {
  const time = parseTime(value);
  if (time !== undefined || typeof value !== 'string') return time;
  const agoMs = parseDuration(value);
  return agoMs === undefined || agoMs > now.getTime() ? undefined : new Date(now.getTime() - agoMs);
}
