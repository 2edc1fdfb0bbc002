import { TLSSocket } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Dial } from './guarded-connector.js';
import { failureCause, NotOurs, type FailureCause } from './post-failures.js';
import type { PostOutcome, PostResponse, PostTimings } from './post-outcome.js';
import { headerOf, MAX_KEPT_BYTES, ReceivedResponse } from './received-response.js';

const MAX_BODY_BYTES = 65_536;

export interface PostRequest {
  /** Absolute; or, when trusted, also a path of this application. */
  readonly url: string;
  /** By name, or names and values in turn. */
  readonly headers: Record<string, string> | string[];
  readonly body: string | Buffer;
  /** For everything: DNS, connect, TLS, headers and body. */
  readonly timeoutMs: number;
  /** Asked when the connection is ready, just before the first byte: false sends nothing. Left out: always true. */
  readonly mayStart?: () => boolean;
  /** Skips the guard; used only for `internalOrigin`. */
  readonly trusted?: boolean;
}

export interface Target {
  readonly origin: string;
  readonly path: string;
  /** Set when it must not be called. */
  readonly fault: Error | undefined;
}

export interface PostOrder {
  readonly request: PostRequest;
  readonly target: Target;
  readonly done: (outcome: PostOutcome) => void;
  /** When it was requested: the total time counts from here. */
  readonly startedMs: number;
  /** Sent a second time, on a connection of its own. */
  readonly isRepeat: boolean;
}

export interface PostRegistry {
  /** The connection that is being handed over, if it is a new one. */
  readonly opened: Dial | undefined;
  post(order: PostOrder): void;
  settled(post: InFlightPost): void;
}

/** Error codes of sockets and undici for a connection that ended or was unusable. */
const LOST_CODES = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * One request and undici's handler for it: a single object without closures, timer or AbortController, because this is
 * the cost of a delivery. It settles exactly once, whatever undici calls afterwards. It uses undici's older handler
 * protocol, which passes raw headers: the newer one allocates a controller and parses every header.
 */
export class InFlightPost implements Dispatcher.DispatchHandler {
  readonly deadlineMs: number;
  /** The connection that was opened for this request, if any. */
  dial: Dial | undefined;
  /**
   * False while `dispatch` runs: an outcome known by then is reported later, so that `done` is never called inside
   * `post`.
   */
  isDispatched = false;

  private isSettled = false;
  private abort: ((reason?: Error) => void) | undefined;
  private fresh: Dial | undefined;
  private isAnswered = false;
  private firstByteMs: number | undefined;
  private status = 0;
  private rawHeaders: Buffer[] = [];
  private bytes = 0;
  private chunks: Buffer[] = [];

  constructor(
    private readonly registry: PostRegistry,
    private readonly order: PostOrder,
  ) {
    this.deadlineMs = order.startedMs + order.request.timeoutMs;
  }

  onConnect(abort: (reason?: Error) => void): void {
    if (this.isSettled) {
      abort();
      return;
    }
    if (this.order.request.mayStart?.() === false) {
      this.fail(failureCause(new NotOurs()));
      abort();
      return;
    }
    this.abort = abort;
    this.fresh = this.registry.opened;
  }

  onResponseStarted(): void {
    this.isAnswered = true;
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200) return true;
    // A server that closes an idle connection may announce it by a 408 just as a request starts on it.
    if (status === 408 && this.mayRepeat && closes(headers)) {
      this.repeat();
      this.abort?.();
      return true;
    }
    this.firstByteMs = performance.now();
    this.status = status;
    this.rawHeaders = headers;
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.isSettled) return true;
    if (this.bytes < MAX_KEPT_BYTES) this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes > MAX_BODY_BYTES) {
      this.settle(this.response());
      this.abort?.();
    }
    return true;
  }

  onComplete(): void {
    this.settle(this.response());
  }

  onError(error: Error): void {
    const cause = failureCause(error);
    if (this.isOfConnection(cause.code)) this.repeat();
    // Such an answer has no body: whatever its content-length promised, it was complete.
    else if (this.status === 204 || this.status === 304) this.settle(this.response());
    else this.fail(cause);
  }

  /** Called when the total time is over. */
  expire(): void {
    this.fail({ kind: 'timeout', code: 'timeout', reason: 'The receiver did not answer completely in time.' });
    this.stop();
  }

  /** Settles with the error of a client that is closing. */
  cancel(error: Error): void {
    this.fail(failureCause(error));
    this.stop();
  }

  /** On a reused connection, and not already a repeat. */
  private get mayRepeat(): boolean {
    return !this.isSettled && !this.order.isRepeat && this.abort !== undefined && this.fresh === undefined;
  }

  /**
   * The kept connection is at fault: it ended before a byte of the response came, or the bytes belong to an earlier
   * response. The receiver never saw the request, or knows the message by its id.
   */
  private isOfConnection(code: string): boolean {
    if (this.status !== 0 || !this.mayRepeat) return false;
    return code.startsWith('HPE_') || (LOST_CODES.has(code) && !this.isAnswered);
  }

  private repeat(): void {
    this.isSettled = true;
    this.registry.settled(this);
    this.registry.post({ ...this.order, isRepeat: true });
  }

  private stop(): void {
    if (this.abort) this.abort();
    else this.dial?.socket?.destroy(Object.assign(new Error('The request is over.'), { code: 'abandoned' }));
  }

  private fail(cause: FailureCause): void {
    // Anything but a 2xx has failed by its status already, and the status says more than the end of its body.
    if (this.status >= 300) this.settle(this.response());
    else this.settle({ ok: false, ...cause, timings: this.timings() });
  }

  private settle(outcome: PostOutcome): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.registry.settled(this);
    if (this.isDispatched) this.finish(outcome);
    else queueMicrotask(() => this.finish(outcome));
  }

  private finish(outcome: PostOutcome): void {
    try {
      this.order.done(outcome);
    } catch (error) {
      // undici would swallow the error, and the delivery would be lost silently.
      process.nextTick(() => {
        throw error;
      });
    }
  }

  private response(): PostResponse {
    const { status, rawHeaders, chunks, bytes } = this;
    return new ReceivedResponse({ status, rawHeaders, chunks, totalBytes: bytes, timings: this.timings() });
  }

  private timings(): PostTimings {
    const { fresh, firstByteMs } = this;
    const { startedMs } = this.order;
    const totalMs = performance.now() - startedMs;
    const answered = firstByteMs === undefined ? undefined : firstByteMs - startedMs;
    const dial = fresh ?? (this.abort ? undefined : this.dial);
    if (dial === undefined) return { firstByteMs: answered, totalMs };
    const { resolvedMs, connectedMs, openedMs } = dial;
    return {
      dnsMs: since(dial.startedMs, resolvedMs),
      connectMs: since(resolvedMs ?? dial.startedMs, connectedMs),
      tlsMs: dial.socket instanceof TLSSocket ? since(connectedMs, openedMs) : undefined,
      firstByteMs: answered,
      totalMs,
    };
  }
}

function closes(headers: readonly Buffer[]): boolean {
  return headerOf(headers, 'connection').trim().toLowerCase() === 'close';
}

function since(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  return fromMs === undefined || toMs === undefined ? undefined : toMs - fromMs;
}
