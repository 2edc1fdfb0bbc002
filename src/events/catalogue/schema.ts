import { TIME_FIELD, UUID_FIELD } from '../../common/http/answer-fields.js';

/** Pieces that the JSON Schemas of the catalogue share. */
export function idSchema(nullable?: 'nullable'): object {
  return nullable ? { ...UUID_FIELD, type: ['string', 'null'] } : UUID_FIELD;
}

export function timeSchema(nullable?: 'nullable'): object {
  return nullable ? { ...TIME_FIELD, type: ['string', 'null'] } : TIME_FIELD;
}

export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Record<string, object>;
  readonly required: readonly string[];
  readonly additionalProperties: true;
}

/** Every named property is present; later versions may add more. */
export function objectSchema(properties: Record<string, object>): ObjectSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: true };
}

/** An object schema with further named properties. */
export function withFields(schema: ObjectSchema, properties: Record<string, object>): ObjectSchema {
  return objectSchema({ ...schema.properties, ...properties });
}
