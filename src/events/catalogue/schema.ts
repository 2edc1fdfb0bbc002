/** Pieces that the JSON Schemas and examples of the catalogue share. */
export const EXAMPLE_ID = '019a0000-0000-7000-8000-000000000001';
export const EXAMPLE_OTHER_ID = '019a0000-0000-7000-8000-000000000002';
export const EXAMPLE_TIME = '2026-01-31T09:30:00.000Z';

export function idSchema(nullable?: 'nullable'): object {
  return { type: nullable ? ['string', 'null'] : 'string', format: 'uuid' };
}

export function timeSchema(nullable?: 'nullable'): object {
  return { type: nullable ? ['string', 'null'] : 'string', format: 'date-time' };
}

/** Every named property is there; more may come with a later version. */
export function objectSchema(properties: Record<string, object>): object {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: true };
}
