import { applyDecorators, type Type } from '@nestjs/common';
import { ValidateNested } from 'class-validator';
import type { FieldError } from '../errors.js';
import type { InputPart } from './input-checks.js';

type Coercion = (value: unknown) => unknown;

interface Nested {
  readonly type: () => Type<object>;
  /** Set: a list of at most this many. */
  readonly maxItems?: number;
}

const COERCION = Symbol('COERCION');
const NESTED = Symbol('NESTED');

/**
 * Changes a field's value before it is checked. It returns what it does not understand unchanged, for the checks to
 * refuse.
 */
export function Coerced(coerce: Coercion): PropertyDecorator {
  return Reflect.metadata(COERCION, coerce);
}

/** An object with fields of its own class; with `maxItems`, a list of them. */
export function NestedInput(type: () => Type<object>, maxItems?: number): PropertyDecorator {
  return applyDecorators(
    ValidateNested({ message: 'must be an object', each: maxItems !== undefined }),
    Reflect.metadata(NESTED, { type, maxItems } satisfies Nested),
  );
}

/**
 * Puts the input into an instance of its class, for class-validator. Only fields declared as nested are converted;
 * every other value stays the object that the JSON parser made, whatever its keys are called.
 *
 * @returns the instance, all instances nested in it with their paths, and the faults found so far
 */
export function toInput(type: Type<object>, sent: object): { input: object; parts: InputPart[]; faults: FieldError[] } {
  const faults: FieldError[] = [];
  const parts: InputPart[] = [];
  return { input: filled(type, sent, { path: '', parts, faults }), parts, faults };
}

interface Place {
  readonly path: string;
  readonly parts: InputPart[];
  readonly faults: FieldError[];
}

function filled(type: Type<object>, sent: object, { path, parts, faults }: Place): object {
  const input = new type();
  parts.push({ path, input });
  for (const [name, value] of Object.entries(sent) as [string, unknown][]) {
    const field = path === '' ? name : `${path}.${name}`;
    // Every object has these names already, so neither an assignment nor the checks would see them.
    if (name in Object.prototype) faults.push({ field, message: 'is not a known field' });
    else Reflect.set(input, name, fieldValue(type, { name, value }, { path: field, parts, faults }));
  }
  return input;
}

function fieldValue(type: Type<object>, { name, value }: { name: string; value: unknown }, place: Place): unknown {
  const prototype = type.prototype as object;
  const nested = Reflect.getMetadata(NESTED, prototype, name) as Nested | undefined;
  if (nested !== undefined) return nestedValue(nested, value, place);
  const coerce = Reflect.getMetadata(COERCION, prototype, name) as Coercion | undefined;
  return coerce === undefined ? value : coerce(value);
}

function nestedValue({ type, maxItems }: Nested, value: unknown, place: Place): unknown {
  if (maxItems === undefined) return isRecord(value) ? filled(type(), value, place) : value;
  if (!Array.isArray(value)) return value;
  if (value.length > maxItems) {
    place.faults.push({ field: place.path, message: `must have at most ${maxItems} entries` });
    // Each would be checked, and there can be millions.
    return nestedValue({ type, maxItems }, value.slice(0, 1), place);
  }
  return value.map((item: unknown, index) =>
    isRecord(item) ? filled(type(), item, { ...place, path: `${place.path}.${index}` }) : item,
  );
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
