import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail, IsNotEmpty, IsString, MaxLength, MinLength } from 'class-validator';
import { Trimmed } from '../common/field-rules.js';

/** One address, however it is typed. */
export function NormalizedEmail(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value));
}

export function IsUserEmail(): PropertyDecorator {
  return applyDecorators(
    NormalizedEmail(),
    // Addresses of an internal network have no top-level domain.
    IsEmail({ require_tld: false }, { message: 'must be an e-mail address' }),
    MaxLength(254, { message: 'must have at most 254 characters' }),
  );
}

export function IsUserName(): PropertyDecorator {
  return applyDecorators(
    Trimmed(),
    IsString({ message: 'must be a text' }),
    IsNotEmpty({ message: 'must not be empty' }),
    MaxLength(200, { message: 'must have at most 200 characters' }),
  );
}

export function IsNewPassword(): PropertyDecorator {
  return applyDecorators(
    IsString({ message: 'must be a text' }),
    MinLength(8, { message: 'must have at least 8 characters' }),
    MaxLength(200, { message: 'must have at most 200 characters' }),
  );
}
