import { isUtf8 } from 'node:buffer';
import { AppError, InvalidInput } from '../errors.js';
import { DEFAULT_JSON_LIMITS, scanJson, type JsonLimits } from './json-scan.js';

/** 415: the bytes are not UTF-8. */
export class UnreadableBytes extends AppError {
  constructor(detail: string) {
    super(415, 'unsupported_media_type', detail);
  }
}

function malformed(position?: number): InvalidInput {
  const place = position === undefined ? '' : `: the fault is at character ${position + 1}`;
  return new InvalidInput([{ field: 'body', message: `is not valid JSON${place}` }]);
}

/**
 * Parses JSON exactly: no key lost, no number rounded.
 *
 * @throws InvalidInput with the path of everything that could not be kept, or `body` when the text is not JSON
 */
export function parseJson(text: string, limits: JsonLimits = DEFAULT_JSON_LIMITS): unknown {
  const refusal = scanJson(text, limits);
  if (refusal?.kind === 'malformed') throw malformed(refusal.position);
  if (refusal?.kind === 'faults') throw new InvalidInput(refusal.faults, undefined, refusal.more);
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/**
 * The text of a body. A byte order mark stays.
 *
 * @throws UnreadableBytes when the bytes are not UTF-8, or a header says that they are not
 */
export function utf8Text(bytes: Buffer, headers: { 'content-type'?: string; 'content-encoding'?: string }): string {
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new UnreadableBytes('The charset of a JSON body must be utf-8.');
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && !/^identity$/i.test(encoding.trim())) {
    throw new UnreadableBytes('Send the body without a Content-Encoding: compressed bodies are not read.');
  }
  if (!isUtf8(bytes)) throw new UnreadableBytes('The body is not valid UTF-8. Encode it as UTF-8.');
  return bytes.toString('utf8');
}

/** Some editors and libraries put a byte order mark in front; it is not part of the JSON. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
