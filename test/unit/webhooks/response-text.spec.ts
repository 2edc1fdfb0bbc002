import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gunzipSync,
  gzipSync,
} from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { responseText } from '../../../src/webhooks/http/response-text.js';

const TEXT = '{"message":"Gespeichert: schöne Grüße 🎉"}';

/** The default quality spends seconds on 200 MB. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** Unlike the clock it does not run while other processes have the processor. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function shown(bytes: Buffer | string, contentType = '', contentEncoding = ''): string {
  const buffer = Buffer.from(bytes);
  return responseText({ bytes: buffer, totalBytes: buffer.length, contentType, contentEncoding });
}

describe('the stored text of a response', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    ['GZIP', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
    ['identity', Buffer.from(TEXT)],
  ])('is decompressed from %s', (encoding, bytes) => {
    expect(shown(bytes, 'application/json', encoding)).toBe(TEXT);
  });

  it.each([
    ['gzip', gzipSync(randomText(60_000))],
    ['deflate', deflateSync(randomText(60_000))],
    ['br', brotliCompressSync(randomText(60_000))],
  ])('has the correct start if only the start of %s was kept', (encoding, bytes) => {
    const text = shown(bytes.subarray(0, 30_000), '', encoding);
    expect(randomText(60_000).startsWith(text)).toBe(true);
    expect(text).toHaveLength(10_000);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(60_000_000, 'a')), gunzipSync],
    ['br', brotliCompressSync(Buffer.alloc(200_000_000, 'a'), QUICKLY), brotliDecompressSync],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(60_000_000, 'a'))), (bytes: Buffer) => gunzipSync(gunzipSync(bytes))],
  ])('of a bomb in %s takes little memory and time', (encoding, bytes, unpackAll) => {
    const before = process.memoryUsage().rss;
    let text = '';
    const costMs = cpuMs(() => (text = shown(bytes.subarray(0, 30_000), '', encoding)));
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    expect(text).toMatch(/^a*$|^\[/);
    expect(costMs).toBeLessThan(cpuMs(() => unpackAll(bytes)) / 2);
  });

  it.each([
    ['gzip', 'no gzip at all', '[14 bytes of content-encoding gzip that cannot be unpacked]'],
    ['zstd', 'anything', '[8 bytes of content-encoding zstd that cannot be unpacked]'],
    ['gzip, gzip, gzip', 'anything', '[8 bytes of content-encoding gzip, gzip, gzip that cannot be unpacked]'],
  ])('that claims to be %s but cannot be decompressed is described', (encoding, bytes, text) => {
    expect(shown(bytes, '', encoding)).toBe(text);
  });

  it.each([
    ['text/plain; charset=iso-8859-1', Buffer.from('Grüße', 'latin1'), 'Grüße'],
    ['text/html; charset="windows-1252"', Buffer.from([0x80, 0x20, 0x35]), '€ 5'],
    ['text/plain; charset=utf-16le', Buffer.from('Grüße', 'utf16le'), 'Grüße'],
    ['text/plain', Buffer.from('\uFEFFGrüße', 'utf16le'), 'Grüße'],
    ['text/plain; charset=shift_jis', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), '日本'],
    ['text/plain; charset=nonsense', Buffer.from('Grüße'), 'Grüße'],
    ['', Buffer.from('\uFEFFGrüße'), 'Grüße'],
    ['', Buffer.from('Grüße', 'latin1'), 'Grüße'],
    ['text/html', Buffer.from('Grüße').subarray(0, 3), 'Gr'],
  ])('of type "%s" is decoded with its charset', (type, bytes, text) => {
    expect(shown(bytes, type)).toBe(text);
  });

  it.each([
    ['image/png', Buffer.from('89504e470d0a1a0a', 'hex'), '[binary body: image/png, 8 bytes]'],
    ['application/octet-stream', Buffer.from('hello'), '[binary body: application/octet-stream, 5 bytes]'],
    ['', Buffer.from(Array.from({ length: 64 }, (_, byte) => byte % 16)), '[binary body: no type, 64 bytes]'],
  ])('of type "%s" that is not text is described', (type, bytes, text) => {
    expect(shown(bytes, type)).toBe(text);
  });

  it('can be stored as PostgreSQL text, for any input', () => {
    const types = ['', 'text/plain; charset=utf-16be', 'text/plain; charset=utf-8', 'image/png', 'text/x; charset=\0'];
    const encodings = ['', 'gzip', 'deflate', 'br', 'br, deflate'];
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2_000 }),
        fc.constantFrom(...types),
        fc.constantFrom(...encodings),
        (bytes, type, encoding) => {
          const text = shown(Buffer.from(bytes), type, encoding);
          expect(text.includes('\0')).toBe(false);
          expect(text.isWellFormed()).toBe(true);
          expect(text.length).toBeLessThanOrEqual(10_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** The same each time, and hard to pack. */
function randomText(length: number): string {
  let state = 1;
  const letter = () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  };
  return Array.from({ length }, letter).join('');
}
