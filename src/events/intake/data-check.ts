import type { FieldError } from '../../common/errors.js';
import { findDefinition } from '../catalogue/catalogue.js';

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/**
 * Known fields are optional, but must have their type; unknown ones are accepted as they are. Null counts as absent.
 */
export function dataFaults(type: string, data: Readonly<Record<string, unknown>>): FieldError[] {
  const definition = findDefinition(type);
  if (definition?.origin !== 'outside') return [];
  return faultsOf(definition.schema, data, 'data');
}

function faultsOf(schema: Schema, value: unknown, field: string): FieldError[] {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return [{ field, message: `must be of type ${types.join(' or ')}` }];
  }
  if (!isObject(value)) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    return item === undefined || item === null ? [] : faultsOf(property, item, `${field}.${name}`);
  });
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'null') return value === null;
  return typeof value === type;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
