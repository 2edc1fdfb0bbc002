import type { PostResponse, PostTimings } from './post-outcome.js';
import { responseText } from './response-text.js';

/** More would be useless: a UTF-16 unit takes at most three bytes of UTF-8. */
export const MAX_KEPT_BYTES = 30_000;

/** Its headers are parsed only on request: most deliveries never look at them. */
export class ReceivedResponse implements PostResponse {
  readonly ok = true;
  readonly status: number;
  readonly body: string;
  readonly timings: PostTimings;
  private readonly rawHeaders: readonly Buffer[];

  constructor(raw: RawResponse) {
    this.status = raw.status;
    this.body = bodyOf(raw);
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

export interface RawResponse {
  readonly status: number;
  /** Names and values in turn. */
  readonly rawHeaders: readonly Buffer[];
  /** The beginning of its body. */
  readonly chunks: readonly Buffer[];
  /** Bytes of its body, as far as it was read. */
  readonly totalBytes: number;
  readonly timings: PostTimings;
}

function bodyOf({ rawHeaders, chunks, totalBytes }: RawResponse): string {
  const [first] = chunks;
  if (first === undefined) return '';
  return responseText({
    bytes: chunks.length === 1 ? first : Buffer.concat(chunks),
    totalBytes,
    contentType: headerOf(rawHeaders, 'content-type'),
    contentEncoding: headerOf(rawHeaders, 'content-encoding'),
  });
}

/** The first of this name; empty: there is none. */
export function headerOf(rawHeaders: readonly Buffer[], name: string): string {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const field = rawHeaders[index];
    if (field?.length === name.length && field.toString('latin1').toLowerCase() === name) {
      return rawHeaders[index + 1]?.toString('latin1') ?? '';
    }
  }
  return '';
}
