import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

const MAX_CHARACTERS = 10_000;
/** Maximum size of unpacked bytes: more would not be kept. */
const MAX_UNPACKED_BYTES = 65_536;
/** With more control characters than both of these, a body without a charset is not text. */
const MAX_CONTROLS = 8;
const MAX_CONTROL_SHARE = 0.1;
/** Maximum encodings stacked on each other. */
const MAX_LAYERS = 2;

export interface ReceivedBody {
  readonly bytes: Buffer;
  /** All that was received, which may be more than `bytes`. */
  readonly totalBytes: number;
  /** Of the header `content-type`; empty: none. */
  readonly contentType: string;
  /** Of the header `content-encoding`; empty: none. */
  readonly contentEncoding: string;
}

/**
 * The body of a response as text for people, at most 10,000 characters, valid for a PostgreSQL `text`: unpacked,
 * decoded by its charset, or a short description in brackets if it is not text. Bounded in time and memory for any
 * input.
 */
export function responseText(body: ReceivedBody): string {
  if (body.bytes.length === 0) return '';
  const unpacked = unpack(body.bytes, encodingsOf(body.contentEncoding));
  if (unpacked === undefined) {
    return `[${body.totalBytes} bytes of content-encoding ${printable(body.contentEncoding)} that cannot be unpacked]`;
  }
  const text = decode(unpacked, body.contentType);
  if (text === undefined) return `[binary body: ${printable(body.contentType) || 'no type'}, ${body.totalBytes} bytes]`;
  // PostgreSQL refuses U+0000, and the cut may fall inside a surrogate pair.
  return text.slice(0, MAX_CHARACTERS).replaceAll('\0', '\uFFFD').toWellFormed();
}

function encodingsOf(header: string): string[] {
  const names = header.toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
}

/** What can be unpacked, even if only the beginning; undefined: nothing. */
function unpack(bytes: Buffer, encodings: readonly string[]): Buffer | undefined {
  if (encodings.length > MAX_LAYERS) return undefined;
  let current: Buffer | undefined = bytes;
  for (const name of encodings.toReversed()) {
    const unpackOne = UNPACKERS.get(name);
    if (unpackOne === undefined || current === undefined) return undefined;
    current = firstPart(current, unpackOne);
  }
  return current;
}

type Unpacker = (bytes: Buffer) => Buffer;

const ZLIB = { maxOutputLength: MAX_UNPACKED_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = { maxOutputLength: MAX_UNPACKED_BYTES, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const gunzip: Unpacker = (bytes) => gunzipSync(bytes, ZLIB);
const inflate: Unpacker = (bytes) => {
  // Servers disagree about it: with zlib's header, as the standard says, or without.
  const hasHeader = bytes.length >= 2 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
  return hasHeader ? inflateSync(bytes, ZLIB) : inflateRawSync(bytes, ZLIB);
};

const UNPACKERS: ReadonlyMap<string, Unpacker> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', (bytes: Buffer) => brotliDecompressSync(bytes, BROTLI)],
]);

/**
 * zlib discards everything when the output is too large, so less and less of the input is tried: at most 17 times, each
 * limited to the same output. A bomb costs about a millisecond.
 */
function firstPart(bytes: Buffer, unpackOne: Unpacker): Buffer | undefined {
  for (let length = bytes.length; length > 0; length = Math.floor(length / 2)) {
    try {
      return unpackOne(bytes.subarray(0, length));
    } catch (error) {
      if (!isTooLarge(error)) return undefined;
    }
  }
  return undefined;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

const BINARY_TYPES =
  /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(octet-stream|pdf|zip|gzip|x-protobuf|wasm|grpc))/i;

/** Undefined: it is not text. */
function decode(bytes: Buffer, contentType: string): string | undefined {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? charsetOfMark(bytes);
  if (charset === undefined && BINARY_TYPES.test(contentType)) return undefined;
  const declared = charset === undefined ? undefined : decoded(bytes, charset);
  if (declared !== undefined) return declared;
  const controls = controlCharacters(bytes);
  if (controls > MAX_CONTROLS && controls > bytes.length * MAX_CONTROL_SHARE) return undefined;
  return utf8(bytes) ?? decoded(bytes, controls === 0 ? 'windows-1252' : 'utf-8');
}

/** Undefined: it is not valid UTF-8. A character cut at the end is no fault. */
function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** Undefined: an unknown label. */
function decoded(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function charsetOfMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
}

/** Except line breaks and terminal sequences. */
function controlCharacters(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x20 && (byte < 0x08 || byte > 0x0d) && byte !== 0x1b) count += 1;
  return count;
}

function printable(header: string): string {
  return header.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);
}
