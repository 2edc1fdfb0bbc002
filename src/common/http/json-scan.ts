import { MAX_FIELD_ERRORS, type FieldError } from '../errors.js';
import { numberFault } from './json-number.js';

export interface JsonLimits {
  /** Maximum nesting of objects and lists; the outermost is level 1. */
  readonly maxDepth: number;
  /** Maximum keys of all objects together. */
  readonly maxKeys: number;
}

export const DEFAULT_JSON_LIMITS: JsonLimits = { maxDepth: 64, maxKeys: 10_000 };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const POINT = 0x2e;
const SMALL_E = 0x65;
const LARGE_E = 0x45;
const ZERO = 0x30;
const NINE = 0x39;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const MAX_KEY_IN_PATH = 100;
/** Whole numbers of this many digits are always exact. */
const SHORT_DIGITS = 15;

/** Thrown when the text is not JSON, or exceeds a limit that makes further reading pointless. */
export type JsonRefusal =
  | { readonly kind: 'malformed'; readonly position: number }
  /** `more`: how many are not listed. */
  | { readonly kind: 'faults'; readonly faults: FieldError[]; readonly more: number };

/**
 * Reads JSON text once, without recursion and without building values, and finds what must not be parsed: nesting or
 * keys beyond the limits, numbers that a double cannot hold, duplicate keys, U+0000 and lone surrogates. Linear in the
 * length of the text.
 *
 * @returns undefined when `JSON.parse` gives exactly what the text says
 */
export function scanJson(text: string, limits: JsonLimits = DEFAULT_JSON_LIMITS): JsonRefusal | undefined {
  return new JsonScan(text, limits).run();
}

/** One open object or list. */
interface Level {
  readonly isList: boolean;
  /** In a list: the index of the current item. */
  index: number;
  /** In an object: the current key, and all keys so far. */
  key: string;
  readonly keys: Set<string>;
}

class JsonScan {
  private at = 0;
  private keyCount = 0;
  private readonly levels: Level[] = [];
  private readonly faults: FieldError[] = [];
  private more = 0;
  private isMalformed = false;
  private isOverLimit = false;

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {}

  run(): JsonRefusal | undefined {
    this.skipSpace();
    this.readValue();
    while (this.levels.length > 0 && !this.isMalformed && !this.isOverLimit) this.readOn();
    const { faults, more } = this;
    if (this.isOverLimit) return { kind: 'faults', faults, more };
    this.skipSpace();
    if (this.isMalformed || this.at < this.text.length) return { kind: 'malformed', position: this.at };
    return faults.length > 0 ? { kind: 'faults', faults, more } : undefined;
  }

  /** Called at a value's first character. Lists and objects are only opened; `readOn` reads their content. */
  private readValue(): void {
    const code = this.text.charCodeAt(this.at);
    if (code === OPEN_OBJECT || code === OPEN_LIST) return this.open(code === OPEN_LIST);
    if (code === QUOTE) return this.readString();
    if (this.passShortInteger(code)) return;
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number !== undefined) {
      this.at += number.length;
      const fault = numberFault(number);
      if (fault !== undefined) this.report(fault);
      return;
    }
    this.match(LITERAL);
  }

  /**
   * Most numbers are whole and short: a list of 400,000 is read in half the time. @returns false: needs the full check
   */
  private passShortInteger(first: number): boolean {
    if (!isDigit(first)) return false;
    let end = this.at + 1;
    if (first !== ZERO) while (end - this.at < SHORT_DIGITS && isDigit(this.text.charCodeAt(end))) end += 1;
    const next = this.text.charCodeAt(end);
    if (isDigit(next) || next === POINT || next === SMALL_E || next === LARGE_E) return false;
    this.at = end;
    return true;
  }

  private open(isList: boolean): void {
    if (this.levels.length >= this.limits.maxDepth) {
      this.report(`is nested deeper than ${this.limits.maxDepth} levels`);
      this.isOverLimit = true;
      return;
    }
    this.at += 1;
    this.skipSpace();
    this.levels.push({ isList, index: 0, key: '', keys: new Set() });
    if (this.text.charCodeAt(this.at) === (isList ? CLOSE_LIST : CLOSE_OBJECT)) this.close();
    else if (isList) this.readValue();
    else this.readMember();
  }

  private close(): void {
    this.at += 1;
    this.levels.pop();
  }

  /** After a value inside an object or list. */
  private readOn(): void {
    this.skipSpace();
    const level = this.levels.at(-1);
    const code = this.text.charCodeAt(this.at);
    if (level === undefined) return;
    if (code === (level.isList ? CLOSE_LIST : CLOSE_OBJECT)) return this.close();
    if (code !== COMMA) {
      this.isMalformed = true;
      return;
    }
    this.at += 1;
    this.skipSpace();
    level.index += 1;
    if (level.isList) this.readValue();
    else this.readMember();
  }

  private readMember(): void {
    if (this.text.charCodeAt(this.at) !== QUOTE) {
      this.isMalformed = true;
      return;
    }
    const key = this.takeString();
    if (key === undefined) return;
    this.enterKey(key);
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== COLON) this.isMalformed = true;
    if (this.isMalformed || this.isOverLimit) return;
    this.at += 1;
    this.skipSpace();
    this.readValue();
  }

  private enterKey(key: string): void {
    const level = this.levels.at(-1);
    if (level === undefined) return;
    this.keyCount += 1;
    if (this.keyCount > this.limits.maxKeys) {
      this.faults.unshift({ field: 'body', message: `has more than ${this.limits.maxKeys} keys` });
      this.isOverLimit = true;
      return;
    }
    level.key = '';
    if (!isStorable(key)) this.report('has a key with U+0000 or half a surrogate pair', 1);
    level.key = key.slice(0, MAX_KEY_IN_PATH);
    if (level.keys.has(key)) this.report('occurs twice');
    level.keys.add(key);
  }

  private readString(): void {
    const text = this.takeString();
    if (text !== undefined && !isStorable(text)) this.report('must not contain U+0000 or half a surrogate pair');
  }

  /**
   * Finds the end of the string; `JSON.parse` refuses other faults later.
   *
   * @returns the string's value
   */
  private takeString(): string | undefined {
    const start = this.at;
    let isEscaped = false;
    for (let end = start + 1; end < this.text.length; end += 1) {
      const code = this.text.charCodeAt(end);
      if (code === BACKSLASH) {
        isEscaped = true;
        end += 1;
      } else if (code === QUOTE) {
        this.at = end + 1;
        return isEscaped ? this.unescaped(start) : this.text.slice(start + 1, end);
      }
    }
    this.isMalformed = true;
    return undefined;
  }

  private unescaped(start: number): string | undefined {
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      this.isMalformed = true;
      return undefined;
    }
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    this.isMalformed = !pattern.test(this.text);
    if (!this.isMalformed) this.at = pattern.lastIndex;
    return !this.isMalformed;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  /** @param levelsUp how many of the innermost levels the path leaves out */
  private report(message: string, levelsUp = 0): void {
    if (this.faults.length >= MAX_FIELD_ERRORS) {
      this.more += 1;
      return;
    }
    const levels = levelsUp === 0 ? this.levels : this.levels.slice(0, -levelsUp);
    const path = levels.map(({ isList, index, key }) => (isList ? String(index) : key)).join('.');
    this.faults.push({ field: path === '' ? 'body' : path, message });
  }
}

/** PostgreSQL cannot store U+0000, and lone surrogates have no UTF-8 form. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
