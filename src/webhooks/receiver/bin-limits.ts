/** Per person. */
export const MAX_BINS = 10;
/** Per request; larger ones are answered 413. */
export const MAX_REQUEST_BYTES = 262_144;
/** The newest of each bin; older ones are removed. */
export const MAX_KEPT_REQUESTS = 100;
export const MAX_DELAY_MS = 30_000;
export const MAX_ANSWER_BYTES = 65_536;
/** Per bin and process. */
export const MAX_REQUESTS_A_MINUTE = 600;
/** Requests to one bin that wait for their answer, per process. */
export const MAX_REQUESTS_AT_ONCE = 50;
/** For a request and, after its last use, for the bin. */
export const KEPT_HOURS = 24;
