import { Injectable } from '@nestjs/common';
import { AccessRefused } from '../auth/auth-errors.js';
import { BearerAccess, type VerifiedAccess } from '../auth/bearer-access.js';
import { SignInLimits } from '../auth/sign-in-limits.js';
import { AppConfig } from '../common/config.js';
import { clientAddress } from '../common/http/trusted-proxies.js';
import type { ClientSocket } from './connection.js';

const BEARER = /^Bearer +(\S+)$/i;

/** The token of a handshake: from `auth.token` or the `Authorization` header, never from the query string. */
@Injectable()
export class SocketTokens {
  constructor(
    private readonly bearer: BearerAccess,
    private readonly signIns: SignInLimits,
    private readonly config: AppConfig,
  ) {}

  /** @throws AccessRefused */
  async verify(socket: ClientSocket): Promise<VerifiedAccess> {
    const token = tokenOf(socket);
    if (token === undefined) throw new AccessRefused('unauthorized');
    return this.bearer.verify(token);
  }

  /**
   * Counts the invalid token of a handshake together with those of requests from the same address.
   *
   * @throws LimitExceeded `bad_tokens`, else the error itself
   */
  async refuse(socket: ClientSocket, error: unknown): Promise<never> {
    const isBad = error instanceof AccessRefused && error.reason === 'unauthorized' && tokenOf(socket) !== undefined;
    if (isBad) await this.signIns.countBadToken(clientAddress(socket.request, this.config.trustProxy));
    throw error;
  }
}

function tokenOf({ handshake }: ClientSocket): string | undefined {
  const { token } = handshake.auth as { token?: unknown };
  if (typeof token === 'string' && token !== '') return token;
  return BEARER.exec(handshake.headers.authorization ?? '')?.[1];
}
