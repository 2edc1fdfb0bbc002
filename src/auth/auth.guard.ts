import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AuthenticatedRequest } from '../common/http/current-actor.decorator.js';
import { NEEDED_SCOPE } from '../common/http/needs-scope.decorator.js';
import { IS_PUBLIC } from '../common/http/public.decorator.js';
import { requestContext, type Actor } from '../common/request-context.js';
import type { Scope } from '../common/scopes.js';
import { AccessTokens } from './access-tokens.js';
import { API_KEY_PREFIX, ApiKeyAccess } from './api-key-access.js';
import { AccessRefused, ScopeMissing } from './auth-errors.js';

const BEARER = /^Bearer +(\S+)$/i;

/** Everything but `@Public()` routes needs `Authorization: Bearer`; a query string is never looked at, for it gets logged. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessTokens: AccessTokens,
    private readonly apiKeys: ApiKeyAccess,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are authenticated once, at their handshake.
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const actor = await this.authenticate(BEARER.exec(request.headers.authorization ?? '')?.[1]);
    request.user = actor;
    if (actor.apiKey !== undefined) {
      const needed = this.neededScope(context, request.method);
      if (!actor.apiKey.scopes.includes(needed)) throw new ScopeMissing(needed);
    }
    const current = requestContext();
    if (current !== undefined) current.actor = actor;
    return true;
  }

  /** The place where a token's kind is told by its prefix: an API key begins with `ck_`, a JWT never does. */
  private async authenticate(token: string | undefined): Promise<Actor> {
    if (token === undefined) throw new AccessRefused('unauthorized');
    if (token.startsWith(API_KEY_PREFIX)) return this.apiKeys.verify(token);
    return (await this.accessTokens.verify(token)).actor;
  }

  private neededScope(context: ExecutionContext, method: string): Scope {
    if (method === 'GET' || method === 'HEAD') return 'read';
    const targets = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<Scope | undefined>(NEEDED_SCOPE, targets) ?? 'write';
  }
}
