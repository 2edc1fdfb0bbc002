import { AppError } from '../errors.js';

/** 429 that names the limit, in the field `limit` and in the sentence. */
export class LimitExceeded extends AppError {
  constructor(limit: string, detail: string, retryAfterSeconds: number) {
    super(429, 'rate_limited', detail, {
      headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) },
      body: { limit },
    });
  }
}
