import { Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../http/current-actor.decorator.js';
import { PersonLimits } from './person-limits.js';

@Injectable()
export class WriteLimitGuard implements CanActivate {
  constructor(private readonly limits: PersonLimits) {}

  /** @throws LimitExceeded */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (user !== undefined) await this.limits.countWrite(user.id);
    return true;
  }
}

/** A route that creates something: counted per person, over all tokens and API keys. */
export const CountedWrite = () => UseGuards(WriteLimitGuard);
