import * as fc from 'fast-check';
import { resolved, type Document, type Parameter, type Schema } from '../network/openapi.js';

/** Values that break what does not expect them. Weighted: left to chance, hundreds of runs miss the worst. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202egpj.exe',
  '\ufeff',
  '\u200b',
  'é'.repeat(300),
  'x'.repeat(30_000),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "'; DROP TABLE users; --",
  '%ff',
  '%00',
  '\\u0000',
  '../../etc/passwd',
  '{{ 1 | divided_by: 0 }}',
  '{% for i in (1..99999999) %}{% endfor %}',
  'null',
  'true',
  '-1',
  '0x10',
  '1e400',
  '9007199254740993',
  'NaN',
  '2026-W01-1',
  '2026-02-30T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2026-01-01T00:00:00',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  'urn:uuid:01890000-0000-7000-8000-000000000000',
  '{01890000-0000-7000-8000-000000000000}',
  '01890000-0000-7000-8000-00000000000G',
  'http://[::1',
  'http://user:pass@host/',
  '//host',
  'WyJhIl0',
  'WyJcdTAwMDAiXQ',
  'W251bGxd',
  '1.1.1',
  'v1.1.-5.99999999999999999999',
  '(((',
  'data.x.y.z',
  '*',
  'a.*',
];

const NUMBERS = [0, -0, -1, 0.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300, -1e300, 5e-324, 201];
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'then',
  'toJSON',
  'length',
  '',
  'a.b',
  '\u0000',
  '\ud800',
];

const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** JSON text that no value of ours would become. */
const ODD_JSON = [
  '1e400',
  '9007199254740993',
  '{"a":1,"a":2}',
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
  '{"__proto__":{"a":1}}',
];

const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    hostileText,
    fc.constantFrom<unknown>(...NUMBERS, null, true, false),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('json'), { maxKeys: 3 }),
  ),
})).json;

/** A value that its schema allows, more or less, or any other. */
export function valueOf(document: Document, schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: soundValue(document, resolved(document, schema), ids) },
    { weight: 2, arbitrary: hostileJson },
  );
}

function soundValue(document: Document, schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom<unknown>(...schema.enum);
  if (schema.format === 'uuid') return fc.constantFrom(...ids, ...ids.map((id) => id.toUpperCase()));
  const type = [schema.type ?? 'object'].flat()[0];
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number')
    return fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom(...NUMBERS));
  if (type === 'array') return fc.array(valueOf(document, schema.items ?? {}, ids), { maxLength: 3 });
  if (type === 'string') return fc.oneof(fc.constantFrom('text', schema.example ?? 'ticket.created'), hostileText);
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0)
    return fc.dictionary(fc.constantFrom(...NAMES, 'id', 'name'), hostileJson, { maxKeys: 4 });
  const record = fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, valueOf(document, property, ids)])),
    { requiredKeys: [] },
  );
  return record;
}

/** A body as JSON text. */
export function bodyText(document: Document, schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: valueOf(document, schema, ids).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_JSON, '', '{', '\ufeff{}', '"text"', 'null') },
  );
}

export function pathPart(ids: readonly string[]): fc.Arbitrary<string> {
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ids) },
      { weight: 1, arbitrary: fc.constantFrom(...ids).map((id) => id.toUpperCase()) },
      { weight: 2, arbitrary: hostileText.filter((text) => text !== '' && text.length < 2_000) },
    )
    .map(percentEncoded);
}

export function queryText(parameters: readonly Parameter[], ids: readonly string[]): fc.Arbitrary<string> {
  const names = [...parameters.map(({ name }) => name), ...parameters.map(({ name }) => name), '__proto__', 'x[y]'];
  const value = fc.oneof(
    fc.constantFrom(...ids, '1', 'true', 'ticket', 'open', '2026-01-01T00:00:00Z'),
    hostileText.filter((text) => text.length < 2_000),
  );
  const pair = fc.tuple(fc.constantFrom(...names), value);
  return fc
    .array(pair, { maxLength: 4 })
    .map((pairs) => pairs.map(([name, text]) => `${name}=${percentEncoded(text)}`).join('&'));
}

/** What is no text is sent as it would be by a broken client. */
function percentEncoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ed%a0%80';
}

/** Payloads of socket messages. */
export function messagePayload(ids: readonly string[]): fc.Arbitrary<unknown> {
  const value = fc.oneof(fc.constantFrom(...ids, 'tickets', 'users', `ticket:${ids[0]}`), hostileJson);
  const fields = ['room', 'after', 'token', 'ticket_id', 'id', 'internal', 'type', 'related_id', 'up_to', 'editing'];
  return fc.oneof(
    { weight: 3, arbitrary: fc.record(Object.fromEntries(fields.map((name) => [name, value])), { requiredKeys: [] }) },
    { weight: 1, arbitrary: hostileJson },
  );
}

/** Every header that some route, or the framework below it, reads. */
const HEADERS = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-disposition',
  'cookie',
  'forwarded',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'origin',
  'range',
  'referer',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
  'x-carillon-hops',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
  'x-signature-ed25519',
  'x-signature-timestamp',
  'x-webhook-signature',
  'x-webhook-timestamp',
];
const HEADER_VALUES = [
  '',
  '*',
  '"1"',
  'W/"1"',
  '"',
  '1',
  '-1',
  '0x1',
  '9'.repeat(400),
  '9007199254740993',
  'é\u00ff',
  'x'.repeat(6_000),
  ','.repeat(2_000),
  'bytes=0-0',
  'bytes=-1',
  'bytes=5-2',
  'bytes=0-0,1-1,2-2',
  'bytes=99999999999999999999-',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Thu, 99 Foo 9999 99:99:99 GMT',
  'null',
  'http://[::1',
  '::ffff:127.0.0.1',
  'for="[::1]:99999";proto=x',
  'v1,',
  'v1,AAAA v1,BBBB',
  '3.01890000-0000-7000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
];

export const someHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(...HEADERS),
  fc.constantFrom(...HEADER_VALUES),
  { maxKeys: 3 },
);

const BOUNDARY = 'a-boundary-of-no-meaning';
const FORM_TYPES = [
  `multipart/form-data; boundary=${BOUNDARY}`,
  `multipart/form-data; boundary="${BOUNDARY}"`,
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=another',
  `multipart/mixed; boundary=${BOUNDARY}`,
  `multipart/form-data; boundary=${'b'.repeat(200)}`,
];
const DISPOSITIONS = [
  'form-data; name="file"; filename="a.txt"',
  'form-data; name="file"; filename=""',
  'form-data; name="file"; filename="../../a.txt"',
  'form-data; name="file"; filename="a\u0000b.txt"',
  'form-data; name="file"; filename*=UTF-8\'\'%ff%fe',
  'form-data; name="file"; filename*=nonsense\'\'a',
  `form-data; name="file"; filename="${'a'.repeat(3_000)}"`,
  'form-data; name="file"',
  'form-data; name="comment_id"',
  'form-data; name="__proto__"',
  'form-data; name="constructor[prototype]"',
  'form-data; name=""',
  'form-data',
  'attachment; name="file"',
  'nonsense',
];
const PART_TYPES = ['text/plain', 'image/png', 'text/plain; charset=nonsense', 'nonsense', 'multipart/mixed', ''];
const PART_TEXTS = [
  '',
  'text',
  '\u0000\u0001',
  '<svg onload=alert(1)>',
  '%PDF-',
  `\r\n--${BOUNDARY}`,
  'x'.repeat(70_000),
];

/** A form with a file, more or less: its content type, and its bytes. */
export const hostileForm: fc.Arbitrary<{ type: string; body: string }> = fc
  .record({
    type: fc.oneof({ weight: 4, arbitrary: fc.constant(FORM_TYPES[0] ?? '') }, fc.constantFrom(...FORM_TYPES)),
    parts: fc.array(
      fc.record({
        disposition: fc.constantFrom(...DISPOSITIONS),
        type: fc.constantFrom(...PART_TYPES),
        text: fc.constantFrom(...PART_TEXTS),
      }),
      { maxLength: 4 },
    ),
    ending: fc.constantFrom(`--${BOUNDARY}--\r\n`, `--${BOUNDARY}--`, `--${BOUNDARY}`, '', 'after the end'),
  })
  .map(({ type, parts, ending }) => {
    const texts = parts.map(
      (part) =>
        `--${BOUNDARY}\r\ncontent-disposition: ${part.disposition}\r\ncontent-type: ${part.type}\r\n\r\n${part.text}\r\n`,
    );
    return { type, body: `${texts.join('')}${ending}` };
  });
