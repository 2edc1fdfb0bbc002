import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, of, switchMap, type Observable } from 'rxjs';
import { AppConfig } from '../config.js';
import type { AuthenticatedRequest } from '../http/current-actor.decorator.js';
import { LimitExceeded } from './limit-exceeded.js';
import { Turns } from './turns.js';

const LARGE = Symbol('LARGE');
const MAX_WAITING_READS = 50;
/** Per person. A page may have megabytes, and pages that are read at the same time are in memory at the same time. */
const MAX_READS = 2;

/** A route with possibly large answers: two per person are in progress, further ones wait for their turn. */
export const LargeRead = () => SetMetadata(LARGE, true);

@Injectable()
export class LargeReadInterceptor implements NestInterceptor {
  private readonly turns = new Turns(MAX_READS, MAX_WAITING_READS);

  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
  ) {}

  /** @throws LimitExceeded `read_concurrency` */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isLarge = context.getType() === 'http' && this.reflector.get<boolean>(LARGE, context.getHandler());
    const { user } = isLarge ? context.switchToHttp().getRequest<AuthenticatedRequest>() : {};
    if (user === undefined || this.config.limits.searchConcurrency === 0) return next.handle();
    const turn = this.turns.take(user.id);
    if (turn === undefined) {
      const detail = `A person may have ${MAX_WAITING_READS} reads of this kind waiting. Wait for some of them to finish.`;
      throw new LimitExceeded('read_concurrency', detail, 1);
    }
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    return from(turn).pipe(
      switchMap((leave) => {
        // The turn lasts until the answer is sent, so a caller that does not read it gets no other.
        if (!raw.destroyed && !raw.closed) raw.once('close', leave);
        else leave();
        return raw.destroyed ? of(undefined) : next.handle();
      }),
    );
  }
}
