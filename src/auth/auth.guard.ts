import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AuthenticatedRequest } from '../common/http/current-actor.decorator.js';
import { IS_PUBLIC } from '../common/http/public.decorator.js';
import { requestContext, type Actor } from '../common/request-context.js';
import { AccessTokens } from './access-tokens.js';
import { AccessRefused } from './auth-errors.js';

const BEARER = /^Bearer +(\S+)$/i;

/** Everything but `@Public()` routes needs `Authorization: Bearer`; a query string is never looked at, for it gets logged. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessTokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are authenticated once, at their handshake.
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const actor = await this.authenticate(BEARER.exec(request.headers.authorization ?? '')?.[1]);
    request.user = actor;
    const current = requestContext();
    if (current !== undefined) current.actor = actor;
    return true;
  }

  /** The place where a token's kind is told by its prefix: an API key begins with `ck_`, a JWT never does. */
  private async authenticate(token: string | undefined): Promise<Actor> {
    if (token === undefined) throw new AccessRefused('unauthorized');
    return (await this.accessTokens.verify(token)).actor;
  }
}
