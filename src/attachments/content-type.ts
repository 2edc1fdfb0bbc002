import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './filename.js';

/**
 * How much of a file its type is told by. The library asks for 4,100 bytes; the office formats are archives, whose telling
 * entry may come later.
 */
export const HEAD_BYTES = 65_536;

/** Text has no signature: among texts, and only there, the name decides. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  eml: 'message/rfc822',
  ics: 'text/calendar',
  json: 'application/json',
  md: 'text/markdown',
};

/** What a browser takes for a page, as the first tag of a text (WHATWG MIME Sniffing, section 7.1), and SVG. */
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
  /** Nothing but the absence of binary bytes says so: the rest of the file must keep to it. */
  readonly isText: boolean;
}

/**
 * What the bytes are, whatever anybody says.
 *
 * @param head the first `HEAD_BYTES`, or all there is
 * @returns undefined for binary content without a known signature
 */
export async function sniffType(head: Uint8Array, filename: string): Promise<SniffedType | undefined> {
  const found = await fileTypeFromBuffer(head);
  if (found !== undefined) return { contentType: found.mime, isText: false };
  if (hasBinaryBytes(head)) return undefined;
  const start = Buffer.from(head.subarray(0, 1_024))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  const markup = MARKUP.find(([pattern]) => pattern.test(start))?.[1];
  return { contentType: markup ?? TEXT_TYPES[extensionOf(filename)] ?? 'text/plain', isText: true };
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
