import type { ErrorCode, ProblemCode } from './http/problem-codes.js';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Maximum fields that one answer names. */
export const MAX_FIELD_ERRORS = 100;
/** Maximum characters of a field's path, and of its message. Both may hold what the caller sent. */
const MAX_ERROR_TEXT = 200;
/** Maximum bytes of all field errors of one answer, as JSON. */
const MAX_ERRORS_BYTES = 48 * 1_024;
/** Maximum characters of the sentence that sums them up. */
const MAX_SUMMARY = 1_000;

/**
 * An error for the caller. `code` is stable and part of the contract; `detail` is a sentence that says what to do. The
 * problem filter turns it into RFC 9457 `application/problem+json`.
 */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail: string,
    readonly extra: {
      errors?: readonly FieldError[];
      headers?: Record<string, string>;
      body?: Record<string, unknown>;
    } = {},
  ) {
    super(detail);
    this.name = new.target.name;
  }
}

/**
 * 400 that names every offending field: at most 100 and 48 KiB, since a body can hold any number. `more_errors` counts
 * the rest.
 */
export class InvalidInput extends AppError {
  /** @param uncounted how many more faults there are than `errors` holds */
  constructor(errors: readonly FieldError[], detail?: string, uncounted = 0) {
    const all = distinct(errors);
    const shown = bounded(all);
    const more = all.length - shown.length + uncounted;
    super(400, 'invalid_input', detail ?? describe(shown, more), {
      errors: shown,
      ...(more > 0 && { body: { more_errors: more } }),
    });
  }
}

/** 404: it does not exist, or this caller may not know that it does. */
export class NotFound extends AppError {
  constructor(what: string) {
    super(404, 'not_found', `There is no such ${what}, or you may not see it.`);
  }
}

/** 403: it may be seen, but not done. */
export class Forbidden extends AppError {
  constructor(detail: string) {
    super(403, 'forbidden', detail);
  }
}

/** 409: the request is well formed, but the state of the thing does not allow it. */
export class Conflict extends AppError {
  constructor(code: ProblemCode, detail: string, body?: Record<string, unknown>) {
    super(409, code, detail, { body });
  }
}

/** 412: `If-Match` named a version that is not the current one. */
export class StaleVersion extends AppError {
  constructor(current: number) {
    super(412, 'stale_version', `The current version is ${current}. Fetch it, then repeat the change.`, {
      headers: { etag: `"${current}"` },
    });
  }
}

function distinct(errors: readonly FieldError[]): FieldError[] {
  const byText = new Map(errors.map((error) => [`${error.field}\n${error.message}`, error]));
  return [...byText.values()];
}

function bounded(errors: readonly FieldError[]): FieldError[] {
  const shown: FieldError[] = [];
  let bytes = 0;
  for (const { field, message } of errors.slice(0, MAX_FIELD_ERRORS)) {
    const error = { field: shortened(field, MAX_ERROR_TEXT), message: shortened(message, MAX_ERROR_TEXT) };
    bytes += Buffer.byteLength(JSON.stringify(error)) + 1;
    if (bytes > MAX_ERRORS_BYTES) break;
    shown.push(error);
  }
  return shown;
}

function describe(errors: readonly FieldError[], more: number): string {
  const all = shortened(errors.map((error) => `${error.field}: ${error.message}`).join('; '), MAX_SUMMARY);
  return more > 0 ? `${all}; and ${more} more` : all;
}

/** Cuts the text to this many characters, whole ones; the last is `…` when something was cut off. */
export function shortened(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).toWellFormed()}…`;
}
