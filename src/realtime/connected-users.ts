import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/request-context.js';
import type { Connection } from './connection.js';

/** People with sockets in this process, including those who still catch up. */
@Injectable()
export class ConnectedUsers {
  private readonly byUser = new Map<string, Set<Connection>>();
  private readonly bySocket = new Map<string, Connection>();

  has(userId: string): boolean {
    return this.byUser.has(userId);
  }

  add(connection: Connection): void {
    const userId = connection.actor.id;
    this.bySocket.set(connection.socket.id, connection);
    const own = this.byUser.get(userId) ?? new Set();
    this.byUser.set(userId, own.add(connection));
  }

  remove(connection: Connection): void {
    const userId = connection.actor.id;
    this.bySocket.delete(connection.socket.id);
    const own = this.byUser.get(userId);
    own?.delete(connection);
    if (own?.size === 0) this.byUser.delete(userId);
  }

  of(userId: string): readonly Connection[] {
    return [...(this.byUser.get(userId) ?? [])];
  }

  /** Everyone with sockets here, once each, with current rights. */
  actors(): Actor[] {
    return [...this.byUser.values()].flatMap((own) => [...own].slice(0, 1).map(({ actor }) => actor));
  }

  bySocketId(id: string): Connection | undefined {
    return this.bySocket.get(id);
  }

  all(): IterableIterator<Connection> {
    return this.bySocket.values();
  }
}
