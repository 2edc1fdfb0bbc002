import type { PostResponse, PostTimings } from './post-outcome.js';

const MAX_BODY_CHARACTERS = 10_000;
/** More is of no use: a UTF-16 unit takes three bytes of UTF-8 at most. */
export const MAX_KEPT_BYTES = MAX_BODY_CHARACTERS * 3;

/** Its headers are read only when asked for: most deliveries never look at them. */
export class ReceivedResponse implements PostResponse {
  readonly ok = true;
  readonly status: number;
  readonly body: string;
  readonly timings: PostTimings;
  private readonly rawHeaders: readonly Buffer[];

  constructor(raw: { status: number; rawHeaders: readonly Buffer[]; chunks: readonly Buffer[]; timings: PostTimings }) {
    this.status = raw.status;
    this.body = bodyText(raw.chunks);
    this.timings = raw.timings;
    this.rawHeaders = raw.rawHeaders;
  }

  get headers(): Record<string, string> {
    const headers = new Map<string, string>();
    for (let index = 0; index + 1 < this.rawHeaders.length; index += 2) {
      const name = this.rawHeaders[index]?.toString('latin1').toLowerCase() ?? '';
      const value = this.rawHeaders[index + 1]?.toString('latin1') ?? '';
      const earlier = headers.get(name);
      headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
    }
    return Object.fromEntries(headers);
  }
}

function bodyText(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  if (first === undefined) return '';
  const bytes = chunks.length === 1 ? first : Buffer.concat(chunks);
  const text = bytes.toString('utf8', 0, Math.min(bytes.length, MAX_KEPT_BYTES));
  // PostgreSQL takes no U+0000, and the cut may fall inside a surrogate pair.
  return text.slice(0, MAX_BODY_CHARACTERS).replaceAll('\0', '\uFFFD').toWellFormed();
}
