/**
 * Milliseconds. `dnsMs`, `connectMs` and `tlsMs` exist only when a new connection was made for the request;
 * `firstByteMs` is missing without a response.
 */
export interface PostTimings {
  readonly dnsMs?: number;
  readonly connectMs?: number;
  readonly tlsMs?: number;
  readonly firstByteMs?: number;
  readonly totalMs: number;
}

/** A response of any status: the caller decides what counts as success. `headers` have lower-case names. */
export interface PostResponse {
  readonly ok: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 10,000 characters, fit for a PostgreSQL `text`. */
  readonly body: string;
  readonly timings: PostTimings;
}

/**
 * `refused`: the address may not be dialled; nothing was sent. `timeout`: the total time ran out. `network`: no
 * (complete) response came for another reason. `code` is stable, `reason` a sentence; neither names an internal
 * address.
 */
export interface PostFailure {
  readonly ok: false;
  readonly kind: 'timeout' | 'refused' | 'network';
  readonly code: string;
  readonly reason: string;
  readonly timings: PostTimings;
}

export type PostOutcome = PostResponse | PostFailure;
