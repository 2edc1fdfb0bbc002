import type { Socket } from 'node:net';

const STATUS_LINE_START = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r\n]/;
const STATUS_LINE_BYTES = 13;
const END_OF_HEADERS = '\r\n\r\n';
const MAX_HEADER_BYTES = 16_384;

/**
 * Removes unrequested informational responses (`100 Continue`, `103 Early Hints`) from what a connection reads. RFC
 * 9110 tells clients to ignore them; undici closes the connection for a 100, and the request would count as failed
 * though the receiver took it.
 *
 * A response can only begin after something was written, so only the first bytes read after a write are inspected.
 */
export function dropInterimAnswers(socket: Socket): void {
  const filter = new InterimFilter();
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  const write = socket.write.bind(socket) as (...parameters: unknown[]) => boolean;
  Object.assign(socket, {
    read: (size?: number) => filter.read(() => read(size)),
    write: (...parameters: unknown[]) => {
      filter.awaitsAnswer = true;
      return write(...parameters);
    },
  });
}

class InterimFilter {
  awaitsAnswer = false;
  private held: Buffer | undefined;

  read(next: () => Buffer | null): Buffer | null {
    for (let chunk = next(); chunk !== null; chunk = next()) {
      if (!this.awaitsAnswer) return chunk;
      const rest = this.withoutInterim(this.held === undefined ? chunk : Buffer.concat([this.held, chunk]));
      if (rest.length > 0) return rest;
    }
    return null;
  }

  /** Keeps back what is not complete yet. */
  private withoutInterim(bytes: Buffer): Buffer {
    this.held = undefined;
    let rest = bytes;
    while (isInterim(rest)) {
      const end = rest.indexOf(END_OF_HEADERS);
      if (end < 0) return rest.length > MAX_HEADER_BYTES ? this.begun(rest) : this.hold(rest);
      rest = rest.subarray(end + END_OF_HEADERS.length);
    }
    if (rest.length === 0) return rest;
    return rest.length < STATUS_LINE_BYTES && 'HTTP/1.1 1'.startsWith(rest.toString('latin1', 0, 10))
      ? this.hold(rest)
      : this.begun(rest);
  }

  private begun(rest: Buffer): Buffer {
    this.awaitsAnswer = false;
    return rest;
  }

  private hold(rest: Buffer): Buffer {
    this.held = Buffer.from(rest);
    return Buffer.alloc(0);
  }
}

function isInterim(bytes: Buffer): boolean {
  return bytes.length >= STATUS_LINE_BYTES && STATUS_LINE_START.test(bytes.toString('latin1', 0, STATUS_LINE_BYTES));
}
