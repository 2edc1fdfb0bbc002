export type JsonSchema = object;

/** One message as both documents describe it. */
export interface Message {
  readonly summary: string;
  /** HTTP headers, of webhooks alone: a reference. */
  readonly headers?: JsonSchema;
  readonly contentType?: string;
  readonly payload: JsonSchema;
  readonly example: unknown;
  /** The headers of the example, of webhooks alone. */
  readonly exampleHeaders?: Readonly<Record<string, string>>;
}

export const TEXT = { type: 'string' } as const;
export const MAYBE_TEXT = { type: ['string', 'null'] } as const;
export const FLAG = { type: 'boolean' } as const;
export const COUNT = { type: 'integer', minimum: 0 } as const;
export const CURSOR = { type: 'string', description: 'A place in the log. Keep the last one: it resumes everything.' };

/** Every field of `required` is present; later versions may add more. */
export function fields(
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

/** Both documents keep their schemas at the same place. */
export function ref(schema: string): JsonSchema {
  return { $ref: `#/components/schemas/${schema}` };
}
