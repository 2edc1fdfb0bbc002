export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * An error that a caller is told about. `code` is stable and part of the contract; `detail` is a sentence that says what
 * to do. The problem filter turns it into RFC 9457 `application/problem+json`.
 */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
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

/** 400 with every offending field. */
export class InvalidInput extends AppError {
  constructor(errors: readonly FieldError[], detail?: string) {
    super(400, 'invalid_input', detail ?? describe(errors), { errors });
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
  constructor(code: string, detail: string, body?: Record<string, unknown>) {
    super(409, code, detail, { body });
  }
}

/** 412: `If-Match` named a version that is not the current one. */
export class StaleVersion extends AppError {
  constructor(current: number) {
    super(412, 'stale_version', `The version is ${current} by now. Load it again and repeat the change.`, {
      headers: { etag: `"${current}"` },
    });
  }
}

function describe(errors: readonly FieldError[]): string {
  return errors.map((error) => `${error.field}: ${error.message}`).join('; ');
}
