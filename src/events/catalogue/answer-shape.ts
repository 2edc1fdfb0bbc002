import type { Type } from '@nestjs/common';
import { DECORATORS, type ApiPropertyOptions } from '@nestjs/swagger';
import { objectSchema, type ObjectSchema } from './schema.js';

interface AnswerShape<Answer> {
  /** JSON Schema, draft 2020-12. */
  readonly schema: ObjectSchema;
  /** A plain object, not an instance. */
  readonly example: { readonly [Name in keyof Answer]: Answer[Name] };
}

/** The metadata that `@ApiProperty` stores for a field of a plain type or a list of one. */
interface Field {
  readonly type?: string | (new () => unknown);
  readonly isArray?: boolean;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly additionalProperties?: boolean | object;
  readonly example?: unknown;
}

/**
 * Schema and example of an event's `data` when it equals a REST answer: both come from the decorators of the answer
 * class, so that a field is described once.
 *
 * @throws Error for a field without an example, or with a complex type
 */
export function shapeOf<Answer>(answer: Type<Answer>): AnswerShape<Answer> {
  const fields = fieldsOf(answer);
  const lacking = fields.filter(([, { example }]) => example === undefined).map(([name]) => name);
  if (lacking.length > 0) throw new Error(`${answer.name} needs an example for ${lacking.join(', ')}.`);
  return {
    schema: schemaOf(answer),
    // Sound: every field of the class has an example.
    example: Object.fromEntries(fields.map(([name, { example }]) => [name, example])) as Answer,
  };
}

/**
 * Schema of a REST answer, for what carries the same. Fields of other answer classes are described in place.
 *
 * @throws Error for a field with a type that has no plain JSON Schema
 */
export function schemaOf(answer: Type): ObjectSchema {
  return objectSchema(Object.fromEntries(fieldsOf(answer).map(([name, field]) => [name, fieldSchema(field)])));
}

function fieldsOf(answer: Type): [string, Field][] {
  const prototype = answer.prototype as object;
  const names = Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES_ARRAY, prototype) as string[] | undefined;
  return (names ?? []).map((stored) => {
    const name = stored.slice(1);
    const options = Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES, prototype, name) as ApiPropertyOptions;
    return [name, options as Field];
  });
}

const PLAIN_TYPES = ['string', 'integer', 'number', 'boolean', 'object'];

function fieldSchema(field: Field): object {
  const { format, pattern, description, additionalProperties, isArray = false, nullable = false, enum: values } = field;
  const nested = typeof field.type === 'function' && fieldsOf(field.type).length > 0 ? schemaOf(field.type) : undefined;
  if (nested !== undefined) return { ...nested, ...(description !== undefined && { description }) };
  const type = typeof field.type === 'function' ? field.type.name.toLowerCase() : field.type;
  if (type === undefined || !PLAIN_TYPES.includes(type))
    throw new Error(`The type ${type ?? 'of a field'} has no plain JSON Schema.`);
  const items = isArray ? { type: 'array', items: { type } } : { type };
  return {
    ...items,
    ...(nullable && { type: [items.type, 'null'] }),
    ...(values !== undefined && { enum: nullable && !values.includes(null) ? [...values, null] : [...values] }),
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(description !== undefined && { description }),
  };
}
