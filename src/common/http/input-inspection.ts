import { Injectable, type Type } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import type { FieldError } from '../errors.js';
import { InputChecks } from './input-checks.js';
import { toInput } from './input-fields.js';

/** A parameter's type when it is not a class of fields. */
const WITHOUT_FIELDS: readonly unknown[] = [undefined, String, Boolean, Number, Array, Object];
const RULES = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };

export interface Inspected {
  readonly input: object;
  readonly faults: readonly FieldError[];
}

/**
 * Checks an input against its class: unknown fields are faults, and every offending field is named, including those
 * that a registered check finds.
 */
@Injectable()
export class InputInspection {
  private readonly known = new WeakMap<object, Inspected>();

  constructor(private readonly checks: InputChecks) {}

  static isInputType(type: unknown): type is Type<object> {
    return typeof type === 'function' && !WITHOUT_FIELDS.includes(type);
  }

  /** Runs once for each body and query; a second call returns the same result. */
  async inspect(type: Type<object>, value: unknown): Promise<Inspected> {
    const sent = value ?? {};
    if (typeof sent !== 'object') return { input: {}, faults: [{ field: 'body', message: 'must be an object' }] };
    let inspected = this.known.get(sent);
    if (inspected === undefined || !(inspected.input instanceof type)) {
      const { input, parts, faults } = toInput(type, sent);
      faults.push(...flatten(validateSync(input, RULES), ''));
      inspected = { input, faults: await this.checks.faults(parts, faults) };
      this.known.set(sent, inspected);
    }
    return inspected;
  }
}

function flatten(errors: readonly ValidationError[], prefix: string): FieldError[] {
  return errors.flatMap((error) => {
    const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field,
      message: rule === 'whitelistValidation' ? 'is not a known field' : message,
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}
