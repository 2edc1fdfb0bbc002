/** What a span says of an event. */
export interface TracedEvent {
  readonly id: string;
  readonly type: string;
}

export interface TracedAttempt {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly event: TracedEvent;
  /** 1 for the first request. */
  readonly number: number;
}

/** How an attempt ended. */
export interface AttemptEnd {
  /** As in the log line `delivery.attempted`, such as `success` or `retry`. */
  readonly action: string;
  /** Of HTTP; left out when there was no answer. */
  readonly status?: number | undefined;
  /** A code, left out after a success. */
  readonly error?: string | undefined;
}

export interface AttemptSpan {
  /** The request's `traceparent` header (W3C Trace Context). */
  readonly traceparent: string;
  /** Runs `send` so that its request gets no further span. */
  around(send: () => void): void;
  end(end: AttemptEnd): void;
}

/**
 * Tells a collector what happened to an event, in whatever process. All times are those of `performance.now()`, in
 * milliseconds; every span ends when its method is called.
 */
export interface Tracer {
  recorded(events: readonly TracedEvent[], startedAtMs: number): void;
  dispatched(events: readonly (TracedEvent & { readonly position: number })[], startedAtMs: number): void;
  /** @param packets how many sockets of this process it went to */
  pushed(event: TracedEvent, push: { readonly startedAtMs: number; readonly packets: number }): void;
  attempt(attempt: TracedAttempt): AttemptSpan;
  /** Names the span of the current request after its route, such as `GET /api/tickets/:id`. */
  nameRequest(method: string, route: string): void;
  /** Undefined: nothing is traced here. */
  currentTraceId(): string | undefined;
  /** Sends what is still to be sent. Never throws. */
  stop(): Promise<void>;
}

let active: Tracer | undefined;

/** Undefined, the default: no traces are made, and no code for them is loaded. */
export function tracer(): Tracer | undefined {
  return active;
}

export function traceWith(one: Tracer | undefined): void {
  active = one;
}
