import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppLogger } from './common/logger.js';
import { tracer } from './common/tracing/tracer.js';
import type { EmbeddedPostgres } from './database/embedded-postgres.js';

/** Time for requests in progress; then all their connections are closed. */
const GRACE_MS = 4_000;
/** Time for the application to close: a database that does not answer must not keep the process alive. */
const CLOSE_MS = 6_500;
/** Supervisors wait 10 s before they kill. */
const EXIT_MS = 9_500;
const MIN_STOP_MS = 800;

export interface Running {
  readonly app: NestFastifyApplication;
  readonly postgres: EmbeddedPostgres | undefined;
}

/**
 * Ends the process: stops accepting, sends `bye` to sockets, lets requests finish, and exits with 0 within 10 s.
 * Unfinished work is in the database or was never answered, so nothing is lost by not waiting for it.
 */
export class Shutdown {
  private readonly connections = new Set<Socket>();
  private began: number | undefined;

  constructor(private readonly running: Running) {
    const server: Server = running.app.getHttpServer();
    server.on('connection', (socket: Socket) => {
      // The port stays open until the sockets have their `bye`.
      if (this.began !== undefined) socket.destroy();
      else this.track(socket);
    });
  }

  private track(socket: Socket): void {
    this.connections.add(socket);
    socket.once('close', () => this.connections.delete(socket));
  }

  /** @param signal that asked for it */
  async stop(signal: string): Promise<void> {
    if (this.began !== undefined) return;
    this.began = performance.now();
    const { app, postgres } = this.running;
    const logger = app.get(AppLogger);
    logger.event('server.stopping', { signal, pid: process.pid });
    setTimeout(() => this.exit(logger, 'late'), EXIT_MS);
    const cutting = setTimeout(() => this.cutConnections(), GRACE_MS);
    await Promise.race([app.close().catch(report), delay(CLOSE_MS)]);
    clearTimeout(cutting);
    await Promise.race([tracer()?.stop(), delay(MIN_STOP_MS)]);
    const spentMs = performance.now() - this.began;
    const fastMs = Math.max(MIN_STOP_MS, EXIT_MS - spentMs - 3 * MIN_STOP_MS);
    await postgres?.stop({ fastMs, immediateMs: MIN_STOP_MS }).catch(report);
    this.exit(logger, 'done');
  }

  /** @param how `late`: something did not end in time; its unfinished work is in the database */
  private exit(logger: AppLogger, how: 'done' | 'late'): never {
    const durationMs = Math.round(performance.now() - (this.began ?? 0));
    logger.event('server.stopped', { how, duration_ms: durationMs });
    process.exit(0);
  }

  /** Closes upgraded connections too, and those that never sent a byte: the server itself does not track either. */
  private cutConnections(): void {
    for (const socket of this.connections) socket.destroy();
  }
}

function report(error: unknown): void {
  process.stderr.write(`While stopping: ${error instanceof Error ? error.message : String(error)}\n`);
}
