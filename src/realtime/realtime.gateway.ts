import { setTimeout as delay } from 'node:timers/promises';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import { AccessRefused, type RefusalReason } from '../auth/auth-errors.js';
import { AppLogger } from '../common/logger.js';
import { ConnectedUsers } from './connected-users.js';
import { Connection, type ClientSocket } from './connection.js';
import { Greeting } from './greeting.js';
import { LocalSockets } from './local-sockets.js';
import { MessageRouter } from './message-router.js';
import { Presence } from './presence.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { SocketAuth } from './socket-auth.js';
import { isDrained } from './socket-queue.js';

/** Spreads the clients' reconnections to the next process. */
const RETRY_AFTER_MS = { least: 500, perSocket: 2, most: 10_000 };
const FAREWELL_MS = 1_000;
const FAREWELL_CHECK_MS = 10;

/** Connects and disconnects sockets. */
@WebSocketGateway()
export class RealtimeGateway
  implements OnGatewayInit<Server>, OnGatewayConnection<ClientSocket>, BeforeApplicationShutdown
{
  constructor(
    private readonly sockets: LocalSockets,
    private readonly auth: SocketAuth,
    private readonly users: ConnectedUsers,
    private readonly greeting: Greeting,
    private readonly router: MessageRouter,
    private readonly presence: Presence,
    private readonly metrics: RealtimeMetrics,
    private readonly logger: AppLogger,
  ) {}

  afterInit(server: Server): void {
    this.sockets.attach(server);
    server.use(this.auth.middleware);
  }

  /** Nest does not await this, and an error would end the process, so none may escape. */
  handleConnection(socket: ClientSocket): void {
    const connection = new Connection(socket, socket.data.access, this.metrics);
    this.users.add(connection);
    socket.once('disconnect', (reason) => this.forget(connection, reason));
    socket.onAny((message: unknown, ...parameters: unknown[]) => {
      this.router.receive(connection, String(message), parameters);
    });
    this.logger.event('socket.connected', { user_id: connection.actor.id, socket_id: socket.id });
    void this.accept(connection);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const connections = [...this.users.all()];
    const spreadMs = Math.min(RETRY_AFTER_MS.most, connections.length * RETRY_AFTER_MS.perSocket);
    for (const connection of connections) {
      const retryAfterMs = RETRY_AFTER_MS.least + Math.round(Math.random() * spreadMs);
      connection.emit('bye', { retry_after_ms: retryAfterMs });
    }
    const until = performance.now() + FAREWELL_MS;
    while (performance.now() < until && connections.some(({ isOpen, socket }) => isOpen && !isDrained(socket))) {
      await delay(FAREWELL_CHECK_MS);
    }
    for (const connection of connections) connection.drop();
  }

  private async accept(connection: Connection): Promise<void> {
    try {
      await this.greeting.accept(connection);
      this.presence.greet(connection, connection.rooms);
      connection.onLive = () => this.presence.greetAgain(connection);
    } catch (error) {
      if (error instanceof AccessRefused) return end(connection, error.reason);
      this.logger.error('A socket could not catch up with the log; it is disconnected.', error);
      connection.drop();
    }
  }

  private forget(connection: Connection, reason: string): void {
    connection.isLive = false;
    this.users.remove(connection);
    const { id } = connection.socket;
    this.logger.event('socket.disconnected', { user_id: connection.actor.id, socket_id: id, reason });
  }
}

function end(connection: Connection, reason: RefusalReason): void {
  if (reason === 'expired') connection.expire();
  else connection.close(reason === 'unauthorized' ? 'revoked' : reason);
}
