import { TLSSocket } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Dial } from './guarded-connector.js';
import { failureCause, type FailureCause } from './post-failures.js';
import type { PostOutcome, PostResponse, PostTimings } from './post-outcome.js';
import { MAX_KEPT_BYTES, ReceivedResponse } from './received-response.js';

const MAX_BODY_BYTES = 65_536;

export interface PostRegistry {
  /** The connection that is just being handed over, if it is a new one. */
  readonly opened: Dial | undefined;
  settled(post: InFlightPost): void;
}

/**
 * One request and undici's handler for it: a single object without closures, timer or AbortController, because this is
 * what a delivery costs. It settles exactly once, whatever undici calls afterwards. It speaks undici's older handler
 * protocol, which hands over raw headers: the newer one allocates a controller and parses every header.
 */
export class InFlightPost implements Dispatcher.DispatchHandler {
  readonly startedMs = performance.now();
  readonly deadlineMs: number;
  /** The connection that was begun for this very request, if any. */
  dial: Dial | undefined;
  /** False while `dispatch` runs: an outcome known by then is told later, so that `done` is never called inside `post`. */
  isDispatched = false;

  private isSettled = false;
  private abort: ((reason?: Error) => void) | undefined;
  private fresh: Dial | undefined;
  private firstByteMs: number | undefined;
  private status = 0;
  private rawHeaders: Buffer[] = [];
  private bytes = 0;
  private chunks: Buffer[] = [];

  constructor(
    private readonly registry: PostRegistry,
    timeoutMs: number,
    private readonly done: (outcome: PostOutcome) => void,
  ) {
    this.deadlineMs = this.startedMs + timeoutMs;
  }

  onConnect(abort: (reason?: Error) => void): void {
    if (this.isSettled) {
      abort();
      return;
    }
    this.abort = abort;
    this.fresh = this.registry.opened;
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    // Informational responses come through here too, before the real one.
    if (status < 200) return true;
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
    this.fail(failureCause(error));
  }

  /** Called when the total time is over. */
  expire(): void {
    this.fail({ kind: 'timeout', code: 'timeout', reason: 'The receiver did not answer completely in time.' });
    this.stop();
  }

  /** Settles with the error of a client that is going away. */
  cancel(error: Error): void {
    this.fail(failureCause(error));
    this.stop();
  }

  private stop(): void {
    if (this.abort) this.abort();
    else this.dial?.socket?.destroy(Object.assign(new Error('The request is over.'), { code: 'abandoned' }));
  }

  private fail(cause: FailureCause): void {
    // What is not a 2xx has failed by its status already, and the status says more than the end of its body.
    if (this.status >= 300) this.settle(this.response());
    else this.settle({ ok: false, ...cause, timings: this.timings() });
  }

  private settle(outcome: PostOutcome): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.registry.settled(this);
    if (this.isDispatched) this.tell(outcome);
    else queueMicrotask(() => this.tell(outcome));
  }

  private tell(outcome: PostOutcome): void {
    try {
      this.done(outcome);
    } catch (error) {
      // undici would swallow it, and the delivery would be lost without a word.
      process.nextTick(() => {
        throw error;
      });
    }
  }

  private response(): PostResponse {
    const { status, rawHeaders, chunks } = this;
    return new ReceivedResponse({ status, rawHeaders, chunks, timings: this.timings() });
  }

  private timings(): PostTimings {
    const { startedMs, fresh, firstByteMs } = this;
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

function since(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  return fromMs === undefined || toMs === undefined ? undefined : toMs - fromMs;
}
