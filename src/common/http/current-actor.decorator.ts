import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.js';
import type { Actor } from '../request-context.js';

export interface AuthenticatedRequest extends FastifyRequest {
  /** Set by the authentication guard. */
  user?: Actor;
}

/**
 * The signed-in caller. Lives below `auth`, because every controller needs it, and companies and users stand below
 * auth.
 */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<AuthenticatedRequest>().user;
  if (actor === undefined) throw new AppError(401, 'unauthorized', 'Sign in first.');
  return actor;
});
