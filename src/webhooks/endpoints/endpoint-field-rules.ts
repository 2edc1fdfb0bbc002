import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { parseDuration } from '../../common/durations.js';
import { SIGNATURE_FAMILIES } from '../signing/signing.js';

const MAX_HEADERS = 20;
const MAX_HEADER_LENGTH = 4_096;
const MAX_DELAYS = 20;
const MAX_DELAY_MS = 7 * 86_400_000;

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** Visible ASCII, spaces and tabs: anything else breaks a line, or reads differently at the other end. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
const RESERVED =
  /^(webhook-.*|x-webhook-.*|x-xtsystems-.*|x-carillon-.*|content-.*|host|transfer-encoding|connection|user-agent)$/i;
/** Headers that frame the message, or that are not for the receiver. */
const HOP_BY_HOP = /^(keep-alive|proxy-.*|te|trailer|upgrade|expect|forwarded|x-forwarded-.*)$/i;

/** Why these cannot be an endpoint's own headers; undefined: they can. */
export function headersFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object of strings';
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length > MAX_HEADERS) return `must have at most ${MAX_HEADERS} entries`;
  const names = new Set(entries.map(([name]) => name.toLowerCase()));
  if (names.size < entries.length) return 'must name each header once';
  for (const [name, text] of entries) {
    if (!HEADER_NAME.test(name)) return `has an invalid header name: ${JSON.stringify(name)}`;
    if (RESERVED.test(name) || HOP_BY_HOP.test(name)) return `must not set ${name}: it is set by Carillon`;
    if (typeof text !== 'string') return `must have a string for ${name}`;
    if (text.length > MAX_HEADER_LENGTH) return `has more than ${MAX_HEADER_LENGTH} characters for ${name}`;
    // The mask in an answer stands for the stored value.
    if (text !== MASK && !HEADER_VALUE.test(text)) return `has a character in ${name} that a header cannot carry`;
  }
  return undefined;
}

export const MASK = '••••';

/** Milliseconds, from seconds or durations such as `5m`; undefined when it is not a schedule. */
export function parseSchedule(value: unknown): number[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_DELAYS) return undefined;
  const delays = value.map((item: unknown) => {
    if (typeof item === 'number') return item * 1_000;
    return typeof item === 'string' ? (parseDuration(item) ?? Number.NaN) : Number.NaN;
  });
  return delays.every((delayMs) => delayMs >= 0 && delayMs <= MAX_DELAY_MS) ? delays.map(Math.round) : undefined;
}

export function IsHeaders(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: Object, example: { Authorization: 'Bearer …' } }),
    ValidateBy({
      name: 'isHeaders',
      validator: {
        validate: (value: unknown) => headersFault(value) === undefined,
        defaultMessage: (context) => headersFault(context?.value) ?? 'is wrong',
      },
    }),
  );
}

export function IsSchedule(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'array', items: {}, nullable: true, example: ['5s', '5m', 1800] }),
    ValidateBy({
      name: 'isSchedule',
      validator: {
        validate: (value: unknown) => parseSchedule(value) !== undefined,
        defaultMessage: () => `must be 1 to ${MAX_DELAYS} delays: seconds, or strings such as 5m; each at most 7 days`,
      },
    }),
  );
}

/** Why a value cannot choose signature families; undefined: it can. An empty list would send unsigned requests. */
export function signaturesFault(value: unknown): string | undefined {
  const names = SIGNATURE_FAMILIES.join(', ');
  if (!Array.isArray(value)) return `must be a list of ${names}`;
  if (value.length === 0) return `must name at least one of ${names}`;
  const isKnown = (one: unknown) => SIGNATURE_FAMILIES.some((family) => family === one);
  if (!value.every(isKnown)) return `must be of ${names}`;
  return new Set(value).size < value.length ? 'must name each family once' : undefined;
}

export function IsSignatures(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      enum: SIGNATURE_FAMILIES,
      isArray: true,
      nullable: true,
      minItems: 1,
      uniqueItems: true,
      example: ['standard'],
      description: 'The families of headers that carry the signature. Null: those of the format.',
    }),
    ValidateBy({
      name: 'isSignatures',
      validator: {
        validate: (value: unknown) => signaturesFault(value) === undefined,
        defaultMessage: (context) => signaturesFault(context?.value) ?? 'is wrong',
      },
    }),
  );
}

/** `noun.verb`, `noun.*` or `*`. */
export const EVENT_PATTERN = /^(\*|[a-z][a-z0-9_]{0,60}(\.[a-z0-9_]{1,60}){0,4}\.(\*|[a-z0-9_]{1,60}))$/;

const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

/**
 * Why a string cannot be a secret of the caller's choice; undefined: it can. The prefix `whsec_` promises the format of
 * Standard Webhooks: a receiver's library decodes it, and refuses what it cannot decode.
 */
export function secretFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a string';
  if (value.length < 8 || value.length > 200) return 'must have 8 to 200 characters';
  if (/\p{Cc}/u.test(value)) return 'must have no control characters';
  if (value.trim() !== value) return 'must not begin or end with whitespace';
  if (!value.startsWith('whsec_')) return undefined;
  const encoded = value.slice('whsec_'.length);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) {
    return 'begins with whsec_ and must go on with base64 (with its padding). Leave the prefix out to use any other string';
  }
  if (bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES) {
    return `must decode to ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes after whsec_, this one to ${bytes.length}`;
  }
  return undefined;
}

/** A secret of the caller's choice. */
export function IsSecret(): PropertyDecorator {
  return ValidateBy({
    name: 'isSecret',
    validator: {
      validate: (value: unknown) => secretFault(value) === undefined,
      defaultMessage: (context) => secretFault(context?.value) ?? 'is wrong',
    },
  });
}
