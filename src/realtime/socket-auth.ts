import { Injectable } from '@nestjs/common';
import { AccessRefused, ScopeMissing } from '../auth/auth-errors.js';
import { requireScope, type VerifiedAccess } from '../auth/bearer-access.js';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { InFlight } from '../common/rate-limit/in-flight.js';
import { LimitExceeded } from '../common/rate-limit/limit-exceeded.js';
import { AccountWatch } from './account-watch.js';
import type { ClientSocket } from './connection.js';
import { LoopBudget } from '../common/loop-budget.js';
import type { HandshakeCode } from './protocol.js';
import { SocketTokens } from './socket-tokens.js';

/** Milliseconds per turn of the event loop: hundreds of handshakes come at once after a restart, or from one person. */
const HANDSHAKE_BUDGET_MS = 5;

/** A `connect_error`: Socket.IO sends `message` and `data`. */
class HandshakeRefused extends Error {
  readonly data: { code: string; message: string };

  constructor(code: HandshakeCode, message: string) {
    super(message);
    this.name = 'HandshakeRefused';
    this.data = { code, message };
  }
}

/** Every socket needs a valid token. */
@Injectable()
export class SocketAuth {
  private readonly sockets = new InFlight();
  private readonly budget = new LoopBudget(HANDSHAKE_BUDGET_MS);

  constructor(
    private readonly tokens: SocketTokens,
    private readonly accounts: AccountWatch,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  /** Middleware of the namespace: a socket's events are not handled before it has passed. */
  readonly middleware = (socket: ClientSocket, next: (error?: Error) => void): void => {
    void this.admit(socket, next);
  };

  private async admit(socket: ClientSocket, next: (error?: Error) => void): Promise<void> {
    let refusal: Error | null | undefined;
    await this.budget.spend();
    try {
      await this.authenticate(socket).catch((error: unknown) => this.tokens.refuse(socket, error));
      this.countSocket(socket);
    } catch (error) {
      refusal = this.refusal(error);
    }
    if (refusal !== null) next(refusal);
    // Socket.IO gives up on a refusal, but comes back by itself when the connection breaks.
    else socket.conn.close();
  }

  /** @throws HandshakeRefused `too_many_connections` */
  private countSocket(socket: ClientSocket): void {
    const { sockets: max } = this.config.limits;
    if (max === 0) return;
    const leave = this.sockets.enter(socket.data.access.actor.id, max);
    if (leave === undefined) {
      throw new HandshakeRefused(
        'too_many_connections',
        `A person may have ${max} connections to this server. Close one of them first.`,
      );
    }
    // A socket that is refused later, or never reaches its namespace, still closes its connection.
    let isOver = false;
    const end = () => {
      if (!isOver) leave();
      isOver = true;
    };
    socket.once('disconnect', end);
    socket.conn.once('close', end);
    if (socket.conn.readyState !== 'open') end();
  }

  /** Checks again, when rights changed since the handshake began. @throws AccessRefused */
  async recheck(socket: ClientSocket): Promise<VerifiedAccess> {
    while (socket.data.rightsVersion !== this.accounts.version) await this.authenticate(socket);
    return socket.data.access;
  }

  private async authenticate(socket: ClientSocket): Promise<void> {
    const rightsVersion = this.accounts.version;
    const access = await this.tokens.verify(socket);
    requireScope(access.actor, 'read');
    socket.data.rightsVersion = rightsVersion;
    socket.data.access = access;
  }

  /** @returns null when the fault is the server's and may pass */
  private refusal(error: unknown): HandshakeRefused | null {
    if (error instanceof HandshakeRefused) return error;
    if (error instanceof LimitExceeded) return new HandshakeRefused('rate_limited', error.detail);
    if (error instanceof AccessRefused) return new HandshakeRefused(error.reason, error.detail);
    if (error instanceof ScopeMissing) return new HandshakeRefused('unauthorized', error.detail);
    this.logger.error('A handshake failed; the client reconnects by itself.', error);
    return null;
  }
}
