/** Of one person. */
export const MAX_BINS = 10;
/** Of one request; larger ones are answered 413. */
export const MAX_REQUEST_BYTES = 262_144;
/** The newest of one bin; older ones are removed. */
export const MAX_KEPT_REQUESTS = 100;
export const MAX_DELAY_MS = 30_000;
export const MAX_ANSWER_BYTES = 65_536;
/** That one bin takes in one process. */
export const MAX_REQUESTS_A_MINUTE = 600;
/** Requests to one bin that wait for their answer, in one process. */
export const MAX_REQUESTS_AT_ONCE = 50;
/** Both for a request and, after its last use, for the bin. */
export const KEPT_HOURS = 24;
