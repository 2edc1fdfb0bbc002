import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './filename.js';

/**
 * Bytes used to detect the type. The library asks for 4,100; office formats are archives whose distinctive entry may
 * come later.
 */
export const HEAD_BYTES = 65_536;

/** How far into a text its first tag may be. */
const MARKUP_BYTES = 1_024;

/** The same as `hasBinaryBytes` refuses, as characters. */
// oxlint-disable-next-line no-control-regex
const BINARY_CHARACTER = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

/** Text has no signature, so between text types the name decides. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  eml: 'message/rfc822',
  ics: 'text/calendar',
  json: 'application/json',
  md: 'text/markdown',
};

/** What a browser takes for a page, by the first tag of a text (WHATWG MIME Sniffing, section 7.1), and SVG. */
const MARKUP: readonly [RegExp, string][] = [
  [/^<svg[\s/>]/i, 'image/svg+xml'],
  [/^<\?xml/i, 'application/xml'],
  [
    /^<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|link|img|object|embed|form)[\s/>]/i,
    'text/html',
  ],
  [/^<!--/, 'text/html'],
];

export interface SniffedType {
  readonly contentType: string;
  /** Only the absence of binary bytes shows that it is text, so the rest of the file is checked too. */
  readonly isText: boolean;
  /** For multi-byte text: the encoding that its byte order mark names. */
  readonly encoding?: Utf16;
}

type Utf16 = 'utf-16le' | 'utf-16be';

/**
 * The type of the bytes, whatever the uploader says.
 *
 * @param head the first `HEAD_BYTES`, or all there is
 * @returns undefined for binary content without a known signature
 */
export async function sniffType(head: Uint8Array, filename: string): Promise<SniffedType | undefined> {
  // Before the signatures, since some audio formats begin with the same bytes.
  const wide = wideText(head);
  if (wide !== undefined) return { ...textType(wide.text, filename), encoding: wide.encoding };
  const found = await fileTypeFromBuffer(head);
  // Only two bytes identify such audio, and they equal the UTF-16 mark; so without further evidence the type is
  // unknown.
  if (found?.mime === 'audio/mpeg' && head[0] === 0xff && head[1] === 0xfe) return undefined;
  if (found !== undefined) return { contentType: found.mime, isText: false };
  if (hasBinaryBytes(head)) return undefined;
  const text = Buffer.from(head.subarray(0, MARKUP_BYTES))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  return textType(text, filename);
}

function textType(text: string, filename: string): SniffedType {
  const start = text.slice(0, MARKUP_BYTES).trimStart();
  const markup = MARKUP.find(([pattern]) => pattern.test(start))?.[1];
  return { contentType: markup ?? TEXT_TYPES[extensionOf(filename)] ?? 'text/plain', isText: true };
}

/** Text in UTF-16, which spreadsheets write: it begins with a byte order mark, and every other byte may be zero. */
function wideText(head: Uint8Array): { text: string; encoding: Utf16 } | undefined {
  const [first, second] = head;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (encoding === null) return undefined;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return BINARY_CHARACTER.test(text) ? undefined : { text, encoding };
  } catch {
    return undefined;
  }
}

/** @returns whether the chunk, the next one of the file, has bytes that no text of this type has */
export function binaryWatch({ isText, encoding }: SniffedType): (chunk: Uint8Array) => boolean {
  if (!isText) return () => false;
  if (encoding === undefined) return hasBinaryBytes;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    try {
      return BINARY_CHARACTER.test(decoder.decode(chunk, { stream: true }));
    } catch {
      return true;
    }
  };
}

/** Control characters that no text has: the standard's "binary data bytes". Any 8-bit character set passes. */
export function hasBinaryBytes(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte) => byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f),
  );
}

/** @param accepted `image/png`, `image/*` or `*` */
export function isAccepted(contentType: string, accepted: readonly string[]): boolean {
  return accepted.some(
    (entry) => entry === '*' || entry === '*/*' || entry === contentType || matchesGroup(entry, contentType),
  );
}

function matchesGroup(entry: string, contentType: string): boolean {
  return entry.endsWith('/*') && contentType.startsWith(entry.slice(0, -1));
}
