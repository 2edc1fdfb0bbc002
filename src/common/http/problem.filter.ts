import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { databaseProblem } from '../database-errors.js';
import { AppError, type FieldError } from '../errors.js';
import { AppLogger } from '../logger.js';

interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: readonly FieldError[];
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** Shapes every error as RFC 9457 `application/problem+json`; what is unknown becomes a 500 without internals. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: AppLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') return;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.status >= 500) {
      this.logger.error(error instanceof Error ? error : new Error(String(error)), { request_id: request.id });
    }
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .status(problem.status)
      .headers({ ...problem.headers, 'content-type': 'application/problem+json; charset=utf-8' })
      .send(JSON.stringify(problemBody(problem, request.id)));
  }
}

function problemBody(problem: Problem, requestId: string) {
  return {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    message: problem.detail,
    request_id: requestId,
    ...(problem.errors && { errors: problem.errors }),
    ...problem.body,
  };
}

function toProblem(thrown: unknown): Problem {
  const error = databaseProblem(thrown) ?? thrown;
  if (error instanceof AppError) {
    return { status: error.status, code: error.code, detail: error.detail, ...error.extra };
  }
  if (error instanceof HttpException) return fromHttpException(error);
  return fromFastify(error) ?? { status: 500, code: 'internal_error', detail: INTERNAL };
}

const INTERNAL = 'Something went wrong on our side. Tell the operator the request_id.';

const CODES: Record<number, string> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

function fromHttpException(error: HttpException): Problem {
  const status = error.getStatus();
  if (status >= 500) return { status, code: 'internal_error', detail: INTERNAL };
  return { status, code: CODES[status] ?? 'bad_request', detail: error.message };
}

/** Fastify's own refusals (a body that is no JSON, one that is too large) carry `statusCode`. */
function fromFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined;
  const status = error.statusCode;
  if (status < 400 || status >= 500) return undefined;
  return { status, code: CODES[status] ?? 'bad_request', detail: error.message };
}
