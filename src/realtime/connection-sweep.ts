import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppLogger } from '../common/logger.js';
import { CatchUp } from './catch-up.js';
import { ConnectedUsers } from './connected-users.js';
import type { Connection } from './connection.js';
import { isBacklogged, isDrained } from './socket-queue.js';

const SWEEP_MS = 1_000;

/** Checks all connections with one timer, so that thousands of idle sockets need no timer each. */
@Injectable()
export class ConnectionSweep {
  constructor(
    private readonly users: ConnectedUsers,
    private readonly catchUp: CatchUp,
    private readonly logger: AppLogger,
  ) {}

  @Interval(SWEEP_MS)
  sweep(): void {
    this.suspendSlowReaders();
    const nowMs = Date.now();
    for (const connection of this.users.all()) {
      checkExpiry(connection, nowMs);
      if (connection.resumeFrom !== null && isDrained(connection.socket)) this.resume(connection);
    }
  }

  /** A queue grows only through emits, so this is also called while much is emitted. */
  suspendSlowReaders(): void {
    for (const connection of this.users.all()) {
      if (!connection.isLive || !isBacklogged(connection.socket)) continue;
      this.catchUp.suspend(connection);
      this.logger.event('socket.slow', { user_id: connection.actor.id, socket_id: connection.socket.id });
    }
  }

  /** A socket that cannot catch up would stay silent, so it is dropped: the client reconnects with its cursor. */
  private resume(connection: Connection): void {
    this.catchUp.resume(connection).catch((error: unknown) => {
      this.logger.error('A slow socket could not catch up.', error);
      connection.drop();
    });
  }
}

/** Warns ahead of expiry, one sweep early rather than late, and at once when less than the lead is left. */
export function checkExpiry(connection: Connection, nowMs: number): void {
  if (connection.expiresAt === null) return;
  const leftMs = connection.expiresAt.getTime() - nowMs;
  if (leftMs <= 0) return connection.expire();
  if (leftMs > connection.warningLeadMs + SWEEP_MS || connection.isWarned) return;
  connection.isWarned = true;
  connection.emit('token.expiring', { expires_at: connection.expiresAt.toISOString() });
}
