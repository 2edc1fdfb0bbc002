import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AuthenticatedRequest } from '../common/http/current-actor.decorator.js';
import { NEEDED_SCOPE } from '../common/http/needs-scope.decorator.js';
import { IS_PUBLIC } from '../common/http/public.decorator.js';
import { requestContext } from '../common/request-context.js';
import type { Scope } from '../common/scopes.js';
import { requireScope } from './bearer-access.js';
import { RequestAuthentication } from './request-authentication.js';

/**
 * Every route without `@Public()` needs `Authorization: Bearer`. The query string is never read, because it is logged.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: RequestAuthentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are authenticated once, at the handshake.
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const actor = await this.authentication.authenticate(request);
    request.user = actor;
    requireScope(actor, this.neededScope(context, request.method));
    const current = requestContext();
    if (current !== undefined) current.actor = actor;
    return true;
  }

  private neededScope(context: ExecutionContext, method: string): Scope {
    if (method === 'GET' || method === 'HEAD') return 'read';
    const targets = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<Scope | undefined>(NEEDED_SCOPE, targets) ?? 'write';
  }
}
