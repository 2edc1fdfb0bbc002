import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { finalize, type Observable } from 'rxjs';
import { AppConfig } from '../config.js';
import type { AuthenticatedRequest } from '../http/current-actor.decorator.js';
import { InFlight } from './in-flight.js';
import { LimitExceeded } from './limit-exceeded.js';

const HEAVY = Symbol('HEAVY');

/** `with q`: only when the list is searched. */
type When = 'always' | 'with q';

/** A route with expensive statements: each person may have only a few requests in progress. */
export const HeavyRoute = (when: When = 'always') => SetMetadata(HEAVY, when);

@Injectable()
export class HeavyRouteInterceptor implements NestInterceptor {
  private readonly inFlight = new InFlight();

  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
  ) {}

  /** @throws LimitExceeded `search_concurrency` */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { searchConcurrency: max } = this.config.limits;
    if (max === 0 || context.getType() !== 'http') return next.handle();
    const when = this.reflector.get<When | undefined>(HEAVY, context.getHandler());
    if (when === undefined) return next.handle();
    const { user, query } = context.switchToHttp().getRequest<AuthenticatedRequest & { query: { q?: unknown } }>();
    if (user === undefined || (when === 'with q' && !query.q)) return next.handle();
    const leave = this.inFlight.enter(user.id, max);
    if (leave === undefined) {
      throw new LimitExceeded(
        'search_concurrency',
        `A person may have ${max} searches and reports under way. Wait for one of them to finish.`,
        1,
      );
    }
    return next.handle().pipe(finalize(leave));
  }
}
