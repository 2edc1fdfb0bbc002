import { errors } from 'undici';
import type { PostFailure } from './post-outcome.js';

/** Refused by the guard before any connection was opened. */
export class AddressRefused extends Error {
  readonly code = 'address_refused';

  constructor(readonly reason: string) {
    super(reason);
    this.name = 'AddressRefused';
  }
}

/** This process shut its client down while the request was in flight. */
export class ClientClosed extends Error {
  readonly code = 'closed';

  constructor() {
    super('The delivery client was closed.');
    this.name = 'ClientClosed';
  }
}

/** A relative URL was called before this application listens. */
export class NotListening extends Error {
  readonly code = 'not_listening';

  constructor() {
    super('This server does not listen yet.');
    this.name = 'NotListening';
  }
}

/** While the connection was opened, the right to send passed to another process. */
export class NotOurs extends Error {
  readonly code = 'not_ours';

  constructor() {
    super('Another process sends this by now.');
    this.name = 'NotOurs';
  }
}

const REASONS: Readonly<Record<string, string>> = {
  closed: 'This server was shutting down. The delivery is tried again.',
  not_listening: 'This server was starting. The delivery is tried again.',
  not_ours: 'Another process took the delivery over before it was sent.',
  dns_busy: 'This server was looking up too many host names at once. The delivery is tried again.',
  invalid_url: 'The URL cannot be called. Correct it.',
  ECONNREFUSED: 'The receiver refused the connection.',
  ECONNRESET: 'The receiver closed the connection before its answer was complete.',
  EPIPE: 'The receiver closed the connection before its answer was complete.',
  UND_ERR_SOCKET: 'The receiver closed the connection before its answer was complete.',
  ENOTFOUND: 'The host name does not exist.',
  EAI_AGAIN: 'The host name could not be resolved for the moment.',
  ETIMEDOUT: 'The receiver could not be reached in time.',
  EHOSTUNREACH: 'The receiver cannot be reached from this server.',
  ENETUNREACH: 'The receiver cannot be reached from this server.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the response are too large.',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The response is not as long as its content-length says.',
  UND_ERR_INVALID_ARG: 'The request cannot be sent: a header has a name or value that HTTP does not allow.',
};

export type FailureCause = Pick<PostFailure, 'kind' | 'code' | 'reason'>;

/** The meaning of a socket, TLS or HTTP error for the endpoint's owner. */
export function failureCause(error: unknown): FailureCause {
  if (error instanceof AddressRefused) return { kind: 'refused', code: error.code, reason: error.reason };
  const code = codeOf(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return { kind: 'timeout', code: 'timeout', reason: 'The receiver could not be reached in time.' };
  }
  if (error instanceof errors.HTTPParserError) return { kind: 'network', code, reason: parserReason(error) };
  return { kind: 'network', code, reason: REASONS[code] ?? familyReason(code) };
}

/** The parser's description of the fault, which repeats nothing of what the receiver sent. */
function parserReason({ message }: Error): string {
  const detail = /\(([A-Za-z][A-Za-z0-9 ,.'/-]{2,80})\)$/.exec(message)?.[1];
  return detail === undefined ? 'The response is not valid HTTP.' : `The response is not valid HTTP: ${detail}.`;
}

// Never the error's own message: it may name an internal address or repeat what the receiver sent.
function familyReason(code: string): string {
  if (/CERT|SSL|TLS|UNABLE_TO|SIGNATURE/.test(code)) return `No trusted TLS connection could be made (${code}).`;
  return `The request failed (${code}).`;
}

function codeOf(error: unknown): string {
  if (error instanceof ClientClosed) return error.code;
  // undici leaves the code out for some of the parser's errors.
  if (error instanceof errors.HTTPParserError) return error.code ?? 'HPE_INVALID';
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown';
  // OpenSSL puts alert names of any length into its codes.
  return typeof error.code === 'string' ? error.code.slice(0, 100) : 'unknown';
}
