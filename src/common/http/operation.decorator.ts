import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { ProblemCode } from './problem-codes.js';

export const OPERATION = Symbol('OPERATION');

export interface OperationDetails {
  /** The body that the docs page fills in. It succeeds as it stands; a test sends it. */
  readonly example?: object;
  /** Codes beside those that follow from the route's guards, parameters and body; see `ops/api-docs/problems.ts`. */
  readonly problems?: readonly ProblemCode[];
}

/** What the API documentation says of a route. Every route has one; a test insists. */
export const Operation = (summary: string, description: string, details: OperationDetails = {}) =>
  applyDecorators(ApiOperation({ summary, description }), SetMetadata(OPERATION, details));
