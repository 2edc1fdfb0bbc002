import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ProblemCode } from './problem-codes.js';

export const OPERATION = Symbol('OPERATION');

export interface OperationDetails {
  /** The body that the docs page fills in. It must succeed as it stands: a test sends it. */
  readonly example?: object;
  /**
   * Error codes in addition to those that follow from the route's guards, parameters and body; see
   * `ops/api-docs/problems.ts`.
   */
  readonly problems?: readonly ProblemCode[];
}

/** A route's entry in the API documentation. Every route has one; a test insists. */
export const Operation = (summary: string, description: string, details: OperationDetails = {}) =>
  applyDecorators(ApiOperation({ summary, description }), SetMetadata(OPERATION, details));

export const AREA = Symbol('AREA');

/** The heading that a controller's routes stand under. One of its controllers describes it; the others have `@ApiTags()`. */
export const Area = (name: string, description: string) =>
  applyDecorators(ApiTags(name), SetMetadata(AREA, [name, description]));
