import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { isNativeError } from 'node:util/types';
import { databaseProblem } from '../database-errors.js';
import type { ErrorCode, ProblemCode } from './problem-codes.js';
import { AppError, shortened, type FieldError } from '../errors.js';

export interface Problem {
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const INTERNAL: Problem = {
  status: 500,
  code: 'internal_error',
  detail: 'The server failed to handle this request. Give the operator the request_id.',
};

const MAX_DETAIL = 2_000;

/** The body of an RFC 9457 answer. */
export function problemBody(problem: Problem, requestId: string): string {
  const detail = shortened(problem.detail, MAX_DETAIL);
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail,
    code: problem.code,
    message: detail,
    request_id: requestId,
    ...(problem.errors && { errors: problem.errors }),
    ...problem.body,
  });
}

/** The answer to an error, whatever made it. An unknown error becomes a 500 without internals. */
export function toProblem(thrown: unknown): Problem {
  // First: a lost connection to the database has the same code as a lost connection to a caller.
  const aborted = ofConnection(thrown);
  if (aborted !== undefined) return aborted;
  const error = databaseProblem(thrown) ?? thrown;
  if (error instanceof AppError) {
    return { status: error.status, code: error.code, detail: error.detail, ...error.extra };
  }
  if (error instanceof HttpException) return ofStatus(error.getStatus(), sentence(error.message));
  return ofFastify(error) ?? INTERNAL;
}

/** Nest's message would repeat the URL, whatever its length. */
function sentence(message: string): string {
  return message.startsWith('Cannot ') ? 'There is no such route. GET /api/openapi.json lists them all.' : message;
}

const CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  417: 'expectation_failed',
  429: 'rate_limited',
  431: 'headers_too_large',
};

/** The code for a status when nothing more is known. */
export function ofStatus(status: number, detail: string): Problem {
  if (status >= 500) return { ...INTERNAL, status };
  return { status, code: CODES[status] ?? 'bad_request', detail };
}

/** The caller left while its body was being read: not a server fault, and the answer will not be read. */
function ofConnection(error: unknown): Problem | undefined {
  if (!isNativeError(error) || !('code' in error)) return undefined;
  if (error.code !== 'ECONNRESET' || error.message !== 'aborted') return undefined;
  return { status: 400, code: 'request_aborted', detail: 'The connection closed before the whole request arrived.' };
}

/** Fastify's errors, in sentences that say what to do. */
const FASTIFY_SENTENCES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than this route takes.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_EMPTY_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_BAD_URL: 'The path is not percent-encoded UTF-8.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the path is longer than any id.',
};

/** Fastify's own errors carry `statusCode`. */
function ofFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined;
  const status = error.statusCode;
  if (status < 400 || status >= 500) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return ofStatus(status, FASTIFY_SENTENCES[code] ?? error.message);
}
