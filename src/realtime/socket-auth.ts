import { Injectable } from '@nestjs/common';
import { AccessRefused, ScopeMissing } from '../auth/auth-errors.js';
import { BearerAccess, requireScope, type VerifiedAccess } from '../auth/bearer-access.js';
import { AppLogger } from '../common/logger.js';
import { AccountWatch } from './account-watch.js';
import type { ClientSocket } from './connection.js';

const BEARER = /^Bearer +(\S+)$/i;

/** A `connect_error`: Socket.IO sends `message` and `data`. */
class HandshakeRefused extends Error {
  readonly data: { code: string; message: string };

  constructor(code: string, message: string) {
    super(message);
    this.name = 'HandshakeRefused';
    this.data = { code, message };
  }
}

/** Nobody gets a socket without a token: from `auth.token` or the `Authorization` header, never from the query string. */
@Injectable()
export class SocketAuth {
  constructor(
    private readonly bearer: BearerAccess,
    private readonly accounts: AccountWatch,
    private readonly logger: AppLogger,
  ) {}

  /** Middleware of the namespace: events of a socket are not heard before it has passed. */
  readonly middleware = (socket: ClientSocket, next: (error?: Error) => void): void => {
    void this.admit(socket, next);
  };

  private async admit(socket: ClientSocket, next: (error?: Error) => void): Promise<void> {
    let refusal: Error | undefined;
    try {
      await this.authenticate(socket);
    } catch (error) {
      refusal = this.refusal(error);
    }
    next(refusal);
  }

  /** Again, when somebody's rights changed since the handshake began. @throws AccessRefused */
  async recheck(socket: ClientSocket): Promise<VerifiedAccess> {
    while (socket.data.rightsVersion !== this.accounts.version) await this.authenticate(socket);
    return socket.data.access;
  }

  private async authenticate(socket: ClientSocket): Promise<void> {
    const rightsVersion = this.accounts.version;
    const token = tokenOf(socket);
    if (token === undefined) throw new AccessRefused('unauthorized');
    const access = await this.bearer.verify(token);
    requireScope(access.actor, 'read');
    socket.data.rightsVersion = rightsVersion;
    socket.data.access = access;
  }

  private refusal(error: unknown): HandshakeRefused {
    if (error instanceof AccessRefused) return new HandshakeRefused(error.reason, error.detail);
    if (error instanceof ScopeMissing) return new HandshakeRefused('unauthorized', error.detail);
    this.logger.error('A handshake failed.', error);
    return new HandshakeRefused('internal', 'The server could not check the token. Try again.');
  }
}

function tokenOf({ handshake }: ClientSocket): string | undefined {
  const { token } = handshake.auth as { token?: unknown };
  if (typeof token === 'string' && token !== '') return token;
  return BEARER.exec(handshake.headers.authorization ?? '')?.[1];
}
