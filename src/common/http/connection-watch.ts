import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '../ids.js';

/** Above this age, a transfer must have kept this rate on average. */
const MIN_RATE_AFTER_MS = 60_000;
const MIN_BYTES_PER_SECOND = 512;
const SWEEP_MS = 5_000;
const FAREWELL_MS = 1_000;
const SECOND_LOOK_MS = 1_000;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly startedAt: number;
  readonly bytesRead: number;
  /** Set when a sweep first sees that the response has begun. */
  answering: { readonly since: number; readonly bytesOut: number } | undefined;
}

/**
 * Ends connections on which the other side does nothing: a body that stops arriving, a response that is not read, a
 * connection without a request. A request that the server works on is left alone, however long it takes, and so is a
 * slow transfer that continues: the total time has no limit.
 */
export class ConnectionWatch {
  private readonly exchanges = new Map<Socket, Exchange>();
  private readonly seenIdleAt = new WeakMap<Socket, number>();

  constructor(private readonly idleMs: number) {}

  /** Call this after everything that listens to requests is registered. */
  watch(server: Server): void {
    server.setTimeout(this.idleMs, (socket: Socket) => this.onIdle(socket));
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      this.begin(request, response);
    });
    const sweeping = setInterval(() => this.sweep(performance.now()), SWEEP_MS).unref();
    server.on('close', () => clearInterval(sweeping));
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const exchange: Exchange = {
      request,
      response,
      startedAt: performance.now(),
      bytesRead: socket.bytesRead,
      answering: undefined,
    };
    this.exchanges.set(socket, exchange);
    response.once('close', () => {
      if (this.exchanges.get(socket) === exchange) this.exchanges.delete(socket);
    });
  }

  private onIdle(socket: Socket): void {
    const exchange = this.exchanges.get(socket);
    if (exchange === undefined) socket.destroy();
    else if (isWorking(exchange)) socket.setTimeout(this.idleMs);
    else if (this.hasMoved(socket)) socket.setTimeout(Math.min(this.idleMs, SECOND_LOOK_MS));
    else this.end(socket, exchange);
  }

  /**
   * A timer also fires late when this process was busy, before the data that arrived meanwhile is read. So it checks
   * twice.
   */
  private hasMoved(socket: Socket): boolean {
    const bytes = socket.bytesRead + socket.bytesWritten - socket.writableLength;
    const isNew = this.seenIdleAt.get(socket) !== bytes;
    this.seenIdleAt.set(socket, bytes);
    return isNew;
  }

  private sweep(now: number): void {
    for (const [socket, exchange] of this.exchanges) {
      if (isTooSlow(socket, exchange, now)) this.end(socket, exchange);
    }
  }

  private end(socket: Socket, { response }: Exchange): void {
    if (response.headersSent || socket.writableEnded) {
      socket.destroy();
      return;
    }
    // Nor may the answer wait for a reader.
    socket.setTimeout(FAREWELL_MS);
    socket.end(timedOut(), () => socket.destroy());
  }
}

/** Written below the framework, which still waits for the body. */
function timedOut(): string {
  const detail = 'The body of the request stopped coming. Send the request again.';
  const status = { type: 'about:blank', title: 'Request Timeout', status: 408 };
  const body = JSON.stringify({ ...status, detail, code: 'request_timeout', message: detail, request_id: newId() });
  return [
    'HTTP/1.1 408 Request Timeout',
    'connection: close',
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** It is the server's turn: the request is complete, and no part of the response waits to be read. */
function isWorking({ request, response }: Exchange): boolean {
  return request.complete && !response.headersSent;
}

function isTooSlow(socket: Socket, exchange: Exchange, now: number): boolean {
  if (isWorking(exchange)) return false;
  if (!exchange.response.headersSent) {
    return isBelowRate(socket.bytesRead - exchange.bytesRead, now - exchange.startedAt);
  }
  // Bytes that Node still holds were not taken; bytes in the kernel count as taken.
  const bytesOut = socket.bytesWritten - socket.writableLength;
  exchange.answering ??= { since: now, bytesOut };
  const waits = socket.writableLength > 0;
  return waits && isBelowRate(bytesOut - exchange.answering.bytesOut, now - exchange.answering.since);
}

function isBelowRate(bytes: number, ms: number): boolean {
  return ms > MIN_RATE_AFTER_MS && bytes < (MIN_BYTES_PER_SECOND * ms) / 1_000;
}
