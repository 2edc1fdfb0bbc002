import { applyDecorators } from '@nestjs/common';
import { ValidateBy, ValidateIf } from 'class-validator';
import { parseDuration } from './durations.js';
import { Coerced } from './http/input-fields.js';
import { isUuid } from './ids.js';
import { MOMENT_FAULT, parseMoment } from './times.js';

/** Another spelling of the field `name`: both may be given when they agree. */
export function SameAs(name: string): PropertyDecorator {
  return ValidateBy({
    name: 'sameAs',
    validator: {
      validate: (value, context) => {
        const first = (context?.object as Record<string, unknown> | undefined)?.[name];
        return first === undefined || first === value;
      },
      defaultMessage: () => `must be the same as ${name}, or be left out`,
    },
  });
}

/** Strips whitespace around the text. Values that are not strings are left for the checks to refuse. */
export function Trimmed(): PropertyDecorator {
  return Coerced((value) => (typeof value === 'string' ? value.trim() : value));
}

/** May be left out, but must not be null: `IsOptional` would let null through to a column that takes none. */
export function Omittable(): PropertyDecorator {
  return ValidateIf((_dto, value: unknown) => value !== undefined);
}

/** `true` and `false` of a query string. */
export function QueryFlag(): PropertyDecorator {
  return Coerced((value) => (value === 'true' ? true : value === 'false' ? false : value));
}

/** A UUID, converted to lower case, so that ids can be compared as text. */
export function IsId(): PropertyDecorator {
  return applyDecorators(
    Coerced((value) => (typeof value === 'string' ? value.toLowerCase() : value)),
    ValidateBy({
      name: 'isId',
      validator: { validate: isUuid, defaultMessage: () => 'must be a UUID' },
    }),
  );
}

/** A list from `a,b` or from a repeated parameter, for filters with several values. */
export function CommaList(): PropertyDecorator {
  return Coerced((value) => {
    const parts: unknown[] = Array.isArray(value) ? value : [value];
    if (!parts.every((part) => typeof part === 'string')) return value;
    return parts.flatMap((part) => part.split(',').map((item) => item.trim()));
  });
}

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,15})$/;

/** A whole number from a query string, in plain decimal digits. `1e1`, `0x10`, ` 5` and the like are refused. */
export function QueryInteger(min: number, max: number): PropertyDecorator {
  const isInRange = (value: unknown) => typeof value === 'number' && value >= min && value <= max;
  return applyDecorators(
    Coerced((value) => (typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value)),
    ValidateBy({
      name: 'queryInteger',
      validator: { validate: isInRange, defaultMessage: () => `must be a whole number from ${min} to ${max}` },
    }),
  );
}

/** A moment in ISO 8601 with its zone, or a time before now such as `24h`; see `parseMoment`. */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value) => parseMoment(value, new Date()) !== undefined,
      defaultMessage: () => MOMENT_FAULT,
    },
  });
}

/** A duration such as `5s`, in milliseconds, at most `maxMs`. */
export function IsDuration(maxMs: number, message: string): PropertyDecorator {
  const isDuration = (value: unknown) => {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    return ms !== undefined && ms <= maxMs;
  };
  return ValidateBy({ name: 'isDuration', validator: { validate: isDuration, defaultMessage: () => message } });
}
