import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { InvalidInput, type FieldError } from '../../../src/common/errors.js';
import { parseJson } from '../../../src/common/http/json-body.js';
import { scanJson } from '../../../src/common/http/json-scan.js';

const SEED = 20_261_125;

function faultsOf(text: string): readonly FieldError[] {
  try {
    parseJson(text);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.extra.errors ?? [];
  }
}

const fieldsOf = (text: string) => faultsOf(text).map(({ field }) => field);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('free-form JSON', () => {
  it('is unchanged, whatever its keys', () => {
    const key = fc.oneof(
      fc.constantFrom('constructor', '__proto__', 'valueOf', 'hasOwnProperty', 'toString', 'then', 'toJSON', '', '0'),
      fc.string({ unit: 'grapheme' }),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Number.isInteger(number) ? 7 : number)),
        fc.maxSafeInteger(),
        fc.constantFrom(null, true, false),
        fc.array(tie('value')),
        fc
          .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name })
          .map((entries) => Object.fromEntries(entries)),
      ),
    }));
    const property = fc.property(value, fc.constantFrom(undefined, 2), (sent, indent) => {
      fc.pre(!JSON.stringify(sent).includes('\\u0000'));
      const parsed = parseJson(JSON.stringify(sent, null, indent));
      expect(JSON.stringify(parsed)).toBe(JSON.stringify(sent));
    });
    fc.assert(property, { seed: SEED, numRuns: 500 });
  });

  it.each(['9007199254740992', '-9007199254740992', '0.1', '1e300', '-0', '0e5', '1E+2', '1.0', '5e-324'])(
    'keeps the number %s',
    (number) => expect(faultsOf(`{"n":${number}}`)).toEqual([]),
  );
});

describe('free-form JSON that cannot be stored', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '10000000000000000000000',
    '12345678901234567890.0',
    '9007199254740993e0',
    '1e400',
    '-1e400',
    '1e-400',
    '0.0000000001e-330',
  ])('is refused with the path of the number %s', (number) => {
    expect(fieldsOf(`{"data":{"list":[1,{"n":${number}}]}}`)).toEqual(['data.list.1.n']);
  });

  it.each([
    ['{"data":{"a":"\\u0000"}}', 'data.a'],
    ['{"data":["\\ud800"]}', 'data.0'],
    ['{"data":{"a\\u0000":1}}', 'data'],
    ['{"\\udc00":1}', 'body'],
    ['{"a":1,"b":{},"a":2}', 'a'],
    ['{"a":{"b":1,"\\u0062":2}}', 'a.b'],
    ['"\\u0000"', 'body'],
  ])('is refused with its path: %s', (text, field) => expect(fieldsOf(text)).toEqual([field]));

  it('is more than 64 levels deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(faultsOf(nested(64))).toEqual([]);
    expect(faultsOf(nested(65))[0]?.message).toMatch('deeper than 64');
    expect(faultsOf('{"a":'.repeat(500_000))[0]?.message).toMatch('deeper than 64');
  });

  it('has more than 10,000 keys', () => {
    const keys = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join()}}`;
    expect(faultsOf(keys(10_000))).toEqual([]);
    expect(faultsOf(keys(10_001))[0]?.message).toMatch('more than 10000 keys');
  });

  it('is refused with at most 100 paths and the number of others', () => {
    const text = `{"${'k'.repeat(640_000)}":[${Array.from({ length: 230 }, () => '"\\u0000"').join()}]}`;
    expect(() => parseJson(text)).toThrow('130 more');
    expect(faultsOf(text)).toHaveLength(100);
    expect(JSON.stringify(faultsOf(text)).length).toBeLessThan(50_000);
  });

  it('is checked in linear time', () => {
    const long = [
      `1${'0'.repeat(900_000)}.5`,
      `0.${'0'.repeat(900_000)}1`,
      `"${'\\n'.repeat(450_000)}"`,
      ' '.repeat(1e6),
    ];
    for (const text of long) {
      const start = performance.now();
      scanJson(text);
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });
});

describe('text that is not JSON', () => {
  it.each([
    '',
    '{',
    '{"a" 1}',
    '[1,]',
    '{"a":1,}',
    '01',
    '1.',
    'nul',
    '"a',
    '"\\x"',
    '"a\nb"',
    '[1] 2',
    "{'a':1}",
    '+1',
    'NaN',
  ])('is refused: %s', (text) => expect(fieldsOf(text)).toEqual(['body']));

  it('is exactly what JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.',
      'e',
      'true',
      'null',
      ' ',
      '\\',
      'u',
    );
    const property = fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const isRefused = faultsOf(text).some(({ message }) => message.startsWith('is not valid JSON'));
      const isTwice = faultsOf(text).some(({ message }) => message === 'occurs twice');
      if (!isTwice) expect({ text, isRefused }).toEqual({ text, isRefused: !isJson(text) });
    });
    fc.assert(property, { seed: SEED, numRuns: 20_000 });
  });
});
