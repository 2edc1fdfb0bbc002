import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { AuthenticatedRequest } from '../http/current-actor.decorator.js';
import { IS_SIGN_IN_LIMITED } from './sign-in-limited.decorator.js';

/** Stands behind the authentication guard: who is signed in is counted as himself, wherever he calls from, and each key alone. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** Sockets have a limit of their own. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override async getTracker(request: AuthenticatedRequest, context?: ExecutionContext): Promise<string> {
    if (context !== undefined && isSignInLimited(context)) return `sign-in:${await super.getTracker(request)}`;
    if (request.user === undefined) return `address:${await super.getTracker(request)}`;
    return request.user.apiKey === undefined ? `user:${request.user.id}` : `key:${request.user.apiKey.id}`;
  }

  /** One count over all routes: the tracker alone is the key. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }
}

export function isSignInLimited(context: ExecutionContext): boolean {
  return Reflect.getMetadata(IS_SIGN_IN_LIMITED, context.getHandler()) === true;
}

/** By the time of the limits the caller is known: the authentication guard stands first. */
export function isByApiKey(context: ExecutionContext): boolean {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().user?.apiKey !== undefined;
}
