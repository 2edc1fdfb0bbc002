import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { InvalidInput, type FieldError } from '../errors.js';

/** Checks bodies and queries against their DTO: unknown fields are refused, and every offending field is named. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new InvalidInput(flatten(errors, '')),
  });
}

function flatten(errors: readonly ValidationError[], prefix: string): FieldError[] {
  return errors.flatMap((error) => {
    const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message: plain(message, error) }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

function plain(message: string, error: ValidationError): string {
  return message.startsWith(`property ${error.property} should not exist`) ? 'is not a known field' : message;
}
