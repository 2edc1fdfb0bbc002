import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { AuthenticatedRequest } from '../common/http/current-actor.decorator.js';
import { hasBody } from '../common/http/has-body.js';
import type { Actor } from '../common/request-context.js';
import { AccessRefused } from './auth-errors.js';
import { BearerAccess } from './bearer-access.js';
import { SignInLimits } from './sign-in-limits.js';

const BEARER = /^Bearer +(\S+)$/i;

/** Identifies the caller of a request once: before the body is read if there is one, otherwise in the guard. */
@Injectable()
export class RequestAuthentication {
  private readonly known = new WeakMap<object, Promise<Actor>>();

  constructor(
    private readonly access: BearerAccess,
    private readonly signIns: SignInLimits,
  ) {}

  /** @throws AccessRefused, LimitExceeded when too many invalid tokens came from the address */
  async authenticate(request: AuthenticatedRequest): Promise<Actor> {
    let actor = this.known.get(request);
    if (actor === undefined) {
      actor = this.verify(request);
      this.known.set(request, actor);
    }
    return actor;
  }

  private async verify({ headers, ip }: AuthenticatedRequest): Promise<Actor> {
    // The query string is never read, because it is logged.
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) throw new AccessRefused('unauthorized');
    try {
      return (await this.access.verify(token)).actor;
    } catch (error) {
      if (error instanceof AccessRefused && error.reason === 'unauthorized') await this.signIns.countBadToken(ip);
      throw error;
    }
  }
}

/**
 * Guards run after the body was read and parsed. So a request with a body is authenticated first: without a valid token
 * the server reads only its headers.
 */
export function authenticateBeforeBodies(app: NestFastifyApplication): void {
  const authentication = app.get(RequestAuthentication, { strict: false });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('preParsing', async (request) => {
    if (hasBody(request) && request.routeOptions.config.isPublic !== true) await authentication.authenticate(request);
  });
}
