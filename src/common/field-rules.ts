import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { isUuid } from './ids.js';

/** White space around the text is not part of it. Anything but a string is left for the checks to refuse. */
export function Trimmed(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
}

/** May be left out, but not be null: `IsOptional` would let null through to a column that takes none. */
export function Omittable(): PropertyDecorator {
  return ValidateIf((_dto, value: unknown) => value !== undefined);
}

/** `true` and `false` of a query string. */
export function QueryFlag(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
}

/** A UUID; lower case comes out, so that an id can be compared as text. */
export function IsId(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    ValidateBy({
      name: 'isId',
      validator: { validate: isUuid, defaultMessage: () => 'must be a UUID' },
    }),
  );
}

/** `a,b` and `?x=a&x=b` alike become a list, for filters that take several values. */
export function CommaList(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    const parts: unknown[] = Array.isArray(value) ? value : [value];
    if (!parts.every((part) => typeof part === 'string')) return value;
    return parts.flatMap((part) => part.split(',').map((item) => item.trim()));
  });
}
