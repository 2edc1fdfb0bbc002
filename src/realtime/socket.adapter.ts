import { createServer, type IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import type { AppConfig } from '../common/config.js';
import { writeProblem } from '../common/http/client-errors.js';
import { OriginGuard, OriginNotAllowed } from '../common/http/origin-guard.js';
import { toProblem } from '../common/http/problem.js';
import type { AppLogger } from '../common/logger.js';
import { boundedParser } from './bounded-parser.js';

/**
 * A larger frame ends the connection: it is refused before it is a message that could be answered. A message up to this
 * size but above `MAX_MESSAGE_BYTES` is answered `too_large`.
 */
const MAX_FRAME_BYTES = 1_048_576;
/** Time for a connection to complete the Socket.IO handshake. */
const HANDSHAKE_MS = 10_000;

const POLITE_MS = 1_000;

type EngineSocket = Socket['conn'];
type OriginAnswer = (error: string | null | undefined, isAllowed: boolean) => void;

/** Socket.IO beside Fastify on one port. */
export class SocketAdapter extends IoAdapter {
  private readonly origins: OriginGuard;

  constructor(
    app: INestApplicationContext,
    private readonly config: AppConfig,
    logger: AppLogger,
  ) {
    super(app);
    this.origins = new OriginGuard(config, logger);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const { corsOrigins } = this.config;
    const settings: Partial<ServerOptions> = {
      ...options,
      path: '/socket.io',
      transports: ['polling', 'websocket'],
      serveClient: false,
      connectTimeout: HANDSHAKE_MS,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      parser: boundedParser,
      cors:
        corsOrigins.length === 0
          ? undefined
          : { origin: corsOrigins.includes('*') || [...corsOrigins], credentials: true },
      allowRequest: (request: IncomingMessage, answer: OriginAnswer) => this.checkOrigin(request, answer),
    };
    // Bound to a server that does not listen: `ForeignRoles` answers requests for sockets.
    if (!this.config.roles.has('sockets')) return new Server(createServer(), settings);
    // Nest declares every option as required.
    const server = super.createIOServer(port, settings as ServerOptions);
    endUnsigned(server);
    return server;
  }

  /** `MessageRouter` reads messages: Nest's own way loses acks. */
  override bindMessageHandlers(): void {}

  private checkOrigin(request: IncomingMessage, answer: OriginAnswer): void {
    const { headers, method, url, socket } = request;
    if (this.origins.allows(headers, { method, path: url?.split('?', 1)[0] })) return answer(null, true);
    const refusal = new OriginNotAllowed(headers.origin ?? '');
    // Engine.IO refuses an upgrade with 400 whatever the reason.
    if (headers.upgrade !== undefined) writeProblem(socket, toProblem(refusal));
    else answer(refusal.detail, false);
  }
}

/**
 * Socket.IO closes a connection without a handshake politely: it waits for the other side, half a minute for a silent
 * WebSocket. So a WebSocket is cut a little later. A polling connection is not: behind a proxy, its TCP connection
 * carries requests of other people too.
 */
function endUnsigned(server: Server): void {
  const signedIn = new WeakSet<object>();
  server.on('connection', ({ conn }: Socket) => signedIn.add(conn));
  server.engine.on('connection', (conn: EngineSocket) => {
    let cut: (() => unknown) | undefined =
      conn.transport.name === 'websocket' ? () => conn.request.socket.destroy() : undefined;
    conn.once('upgrade', ({ socket }: { socket: { terminate(): void } }) => (cut = () => socket.terminate()));
    const timer = setTimeout(() => {
      if (!signedIn.has(conn)) cut?.();
    }, HANDSHAKE_MS + POLITE_MS).unref();
    conn.once('close', () => {
      if (cut === undefined || signedIn.has(conn)) clearTimeout(timer);
    });
  });
}
