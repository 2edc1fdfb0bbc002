import { Injectable } from '@nestjs/common';
import { AccessRefused } from '../auth/auth-errors.js';
import { BearerAccess, requireScope } from '../auth/bearer-access.js';
import { AppError, Forbidden } from '../common/errors.js';
import type { Connection } from './connection.js';
import type { MessagePayload } from './message-handlers.js';
import { InvalidMessage } from './realtime-errors.js';

/** `auth {token}`: replaces the token in place, without a gap. */
@Injectable()
export class SessionMessages {
  constructor(private readonly bearer: BearerAccess) {}

  async refresh(connection: Connection, { token }: MessagePayload): Promise<object> {
    if (typeof token !== 'string') throw new InvalidMessage('token: must be an access token');
    const access = await this.bearer.verify(token).catch((error: unknown) => {
      // Sockets use several codes where REST answers one.
      throw error instanceof AccessRefused ? new AppError(401, error.reason, error.detail) : error;
    });
    if (access.actor.id !== connection.actor.id)
      throw new Forbidden('This token belongs to another person. Open a new connection for it.');
    requireScope(access.actor, 'read');
    connection.refresh(access);
    return { expires_at: access.expiresAt?.toISOString() ?? null };
  }
}
