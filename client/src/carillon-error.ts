export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly request_id?: string;
}

/** The server refused: an RFC 9457 problem. `status` 0 means that there was no answer. */
export class CarillonError extends Error {
  override readonly name = 'CarillonError';
  readonly status: number;
  /** Stable, for programs: `not_found`, `forbidden`, `invalid_input` … */
  readonly code: string;
  /** The wrong fields of a 400. */
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;
  /** Seconds to wait, when a 429 or 503 names them. */
  readonly retryAfterSeconds: number | undefined;
  /** The whole body as received. */
  readonly body: unknown;

  constructor(problem: Problem, more: { body?: unknown; retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(problem.detail, { cause: more.cause });
    this.status = problem.status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.body = more.body;
  }
}

/** @param body a problem, or whatever a proxy in between answered */
export function errorOf(response: Response, body: unknown): CarillonError {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Partial<Record<keyof Problem, unknown>>;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new CarillonError(
    {
      status: response.status,
      code: typeof fields.code === 'string' ? fields.code : 'http_error',
      detail: typeof fields.detail === 'string' ? fields.detail : `The server answered ${response.status}.`,
      errors: Array.isArray(fields.errors) ? (fields.errors as FieldError[]) : [],
      ...(typeof fields.request_id === 'string' && { request_id: fields.request_id }),
    },
    { body, ...(Number.isFinite(retryAfter) && { retryAfterSeconds: retryAfter }) },
  );
}
