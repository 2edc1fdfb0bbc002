import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { AuthenticatedRequest } from '../http/current-actor.decorator.js';
import { addressKey } from './address-key.js';
import { LimitExceeded } from './limit-exceeded.js';
import { IS_SIGN_IN_LIMITED } from './sign-in-limited.decorator.js';

/**
 * Runs behind the authentication guard: a signed-in caller counts as one person from any address, and each API key by
 * itself.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** Sockets have their own limit. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override getTracker(request: AuthenticatedRequest, context?: ExecutionContext): Promise<string> {
    if (context !== undefined && isSignInLimited(context)) return Promise.resolve(`sign-in:${addressKey(request.ip)}`);
    if (request.user === undefined) return Promise.resolve(`address:${addressKey(request.ip)}`);
    const { id, apiKey } = request.user;
    return Promise.resolve(apiKey === undefined ? `user:${id}` : `key:${apiKey.id}`);
  }

  /** @throws LimitExceeded */
  protected override throwThrottlingException(
    context: ExecutionContext,
    { timeToBlockExpire, limit }: ThrottlerLimitDetail,
  ): Promise<void> {
    const detail = `More than ${limit} requests in a minute. Wait as long as Retry-After says.`;
    throw new LimitExceeded(limitName(context), detail, timeToBlockExpire);
  }

  /** One count over all routes: only the tracker is the key. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }
}

export function isSignInLimited(context: ExecutionContext): boolean {
  return Reflect.getMetadata(IS_SIGN_IN_LIMITED, context.getHandler()) === true;
}

/** The authentication guard runs first, so the caller is known here. */
export function isByApiKey(context: ExecutionContext): boolean {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().user?.apiKey !== undefined;
}

function limitName(context: ExecutionContext): string {
  if (isSignInLimited(context)) return 'sign_ins_per_minute';
  return isByApiKey(context) ? 'api_key_requests_per_minute' : 'requests_per_minute';
}
