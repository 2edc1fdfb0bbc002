import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { isUuid } from './ids.js';

/** Checked only when it was sent. Unlike `IsOptional`, a null counts as sent, and so has to be valid. */
export function IfSent(): PropertyDecorator {
  return ValidateIf((_object, value: unknown) => value !== undefined);
}

/** White space around a text carries no meaning. */
export function Trimmed(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
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
