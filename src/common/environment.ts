import { parseDuration } from './durations.js';
import { nearName } from './near-name.js';

/** Longer durations lead to dates that JavaScript and PostgreSQL cannot hold. */
const MAX_DURATION_MS = 3_650 * 86_400_000;
const MAX_DURATIONS = 100;
/** Shorter names are too close to variables of other programs, such as HOST and PGHOST. */
const MIN_GUESSED_LENGTH = 6;

/** How the code reads a variable: the configuration page takes type, default and range from here. */
export interface VariableRead {
  readonly kind: 'text' | 'integer' | 'flag' | 'duration' | 'durations' | 'choice' | 'list';
  /** As a person would write it; undefined: unset. */
  readonly fallback?: string | undefined;
  /** Milliseconds for durations. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly choices?: readonly string[];
}

/** A variable that nothing reads, and the one that was probably meant. */
export interface Misspelling {
  readonly name: string;
  readonly meant: string;
}

/** Reads variables by kind and collects every problem, so that a wrong configuration is reported in one go. */
export class Environment {
  readonly problems: string[] = [];
  /** Every variable that was read, by name. */
  readonly reads = new Map<string, VariableRead>();

  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  /**
   * Variables that nothing read, but whose names resemble an unset one that was. Call it after all others have been
   * read.
   */
  misspelt(): Misspelling[] {
    const unset = [...this.reads.keys()].filter(
      (name) => name.length >= MIN_GUESSED_LENGTH && this.variables[name] === undefined,
    );
    return Object.keys(this.variables).flatMap((name) => {
      if (this.reads.has(name) || this.variables[name] === undefined) return [];
      const meant = nearName(name, unset);
      return meant === undefined ? [] : [{ name, meant }];
    });
  }

  /** A variable set to the empty string is set (to "none"), not defaulted. */
  text(name: string, fallback: string): string {
    this.reads.set(name, { kind: 'text', fallback });
    return this.variables[name] ?? fallback;
  }

  optional(name: string): string | undefined {
    this.reads.set(name, { kind: 'text' });
    const value = this.variables[name];
    return value === undefined || value === '' ? undefined : value;
  }

  /** A string that must not be empty. */
  required(name: string, fallback: string): string {
    const text = this.text(name, fallback);
    if (text.trim() === '') this.problems.push(`${name} must not be empty.`);
    return text;
  }

  isSet(name: string): boolean {
    return this.variables[name] !== undefined;
  }

  int(name: string, fallback: number, range: { min: number; max: number }): number {
    this.reads.set(name, { kind: 'integer', fallback: `${fallback}`, range });
    const text = this.variables[name];
    if (text === undefined) return fallback;
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (value >= range.min && value <= range.max) return value;
    this.problems.push(`${name} must be a whole number from ${range.min} to ${range.max}, not "${text}".`);
    return fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    this.reads.set(name, { kind: 'flag', fallback: `${fallback}` });
    const text = this.variables[name]?.toLowerCase();
    if (text === undefined) return fallback;
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off', ''].includes(text)) return false;
    this.problems.push(`${name} must be true or false, not "${text}".`);
    return fallback;
  }

  /** @param range in milliseconds */
  durationMs(name: string, fallback: string, range = { min: 0, max: MAX_DURATION_MS }): number {
    this.reads.set(name, { kind: 'duration', fallback, range });
    const text = this.variables[name] ?? fallback;
    const value = parseDuration(text);
    if (value === undefined) {
      this.problems.push(`${name} must be a duration such as 30s, 5m, 2h or 7d, not "${text}".`);
    } else if (value < range.min || value > range.max) {
      this.problems.push(`${name} must be from ${describe(range.min)} to ${describe(range.max)}, not "${text}".`);
    } else {
      return value;
    }
    return parseDuration(fallback) ?? 0;
  }

  durationsMs(name: string, fallback: string): number[] {
    this.reads.set(name, { kind: 'durations', fallback, range: { min: 0, max: MAX_DURATION_MS } });
    const text = this.variables[name] ?? fallback;
    const values = splitList(text).map(parseDuration);
    if (values.every(isUsable) && values.length <= MAX_DURATIONS) return values;
    this.problems.push(
      `${name} must be a comma list of up to ${MAX_DURATIONS} durations such as 5s,5m,2h, none over 10 years, not "${text}".`,
    );
    return splitList(fallback).map((item) => parseDuration(item) ?? 0);
  }

  choice<T extends string>(name: string, fallback: T, choices: readonly T[]): T {
    this.reads.set(name, { kind: 'choice', fallback, choices });
    const text = this.variables[name];
    if (text === undefined) return fallback;
    const choice = choices.find((candidate) => candidate === text);
    if (choice !== undefined) return choice;
    this.problems.push(`${name} must be one of ${choices.join(', ')}, not "${text}".`);
    return fallback;
  }

  list(name: string, fallback: readonly string[]): string[] {
    this.reads.set(name, { kind: 'list', fallback: fallback.join(',') });
    const text = this.variables[name];
    return text === undefined ? [...fallback] : splitList(text);
  }
}

function isUsable(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && milliseconds <= MAX_DURATION_MS;
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function describe(milliseconds: number): string {
  return milliseconds % 86_400_000 === 0 && milliseconds > 0 ? `${milliseconds / 86_400_000}d` : `${milliseconds}ms`;
}
