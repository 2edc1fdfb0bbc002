import { PROBLEM_CODES, type ProblemCode } from '../../common/http/problem-codes.js';
import type { RouteFacts } from './route-facts.js';

const PROBLEM = 'application/problem+json';

/** The body of every error: RFC 9457 with `code`, `message` (the same as `detail`) and, for wrong input, `errors`. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'message', 'request_id'],
  properties: {
    type: { type: 'string', example: 'about:blank' },
    title: { type: 'string', example: 'Bad Request' },
    status: { type: 'integer', example: 400 },
    detail: { type: 'string', example: 'title: must be given', description: 'What is wrong and what to do.' },
    code: { type: 'string', enum: Object.keys(PROBLEM_CODES), description: 'Stable: decide by this.' },
    message: { type: 'string', description: 'The same as `detail`.' },
    request_id: { type: 'string', format: 'uuid', description: 'Also in the log of the server.' },
    errors: {
      type: 'array',
      description: 'Of `invalid_input`: every offending field.',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string', example: 'title' }, message: { type: 'string' } },
      },
    },
  },
} as const;

export interface DescribedRoute {
  readonly hasBody: boolean;
  /** Below `/api` or `/v1`, where undeclared parameters are refused. */
  readonly isStrict: boolean;
}

/** The problems of a route: those that its guards, parameters and body imply, and those that its decorator adds. */
export function problemCodes(route: DescribedRoute, facts: RouteFacts): ProblemCode[] {
  const codes: ProblemCode[] = [];
  // The browser's preflight refuses the origin.
  if (route.isStrict) codes.push('bad_request', 'invalid_input', 'origin_not_allowed');
  if (!facts.isPublic) codes.push('unauthorized', 'forbidden', 'identity_provider_unavailable');
  if (Object.keys(facts.ids).length > 0) codes.push('not_found');
  if (facts.isVersioned) codes.push('stale_version');
  if (route.hasBody) codes.push('request_aborted', 'payload_too_large', 'unsupported_media_type');
  if (facts.isThrottled) codes.push('rate_limited');
  if (route.isStrict)
    codes.push('not_served_here', 'internal_error', 'database_busy', 'database_unavailable', 'query_timeout');
  return [...new Set([...codes, ...(facts.problems ?? [])])];
}

/** Responses by status. */
export function problemResponses(codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => PROBLEM_CODES[code][0]))].toSorted((one, other) => one - other);
  const ofStatus = (status: number) => codes.filter((code) => PROBLEM_CODES[code][0] === status);
  return Object.fromEntries(statuses.map((status) => [String(status), response(ofStatus(status))]));
}

function response(codes: readonly ProblemCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEM_CODES[code][1]}`).join('\n\n'),
    content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } },
    'x-codes': [...codes],
  };
}
