/** What of an OpenAPI 3.1 document the tests look at. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly example?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly schema?: Schema & { readonly default?: unknown };
}

interface Media {
  readonly schema?: Schema;
  readonly example?: Record<string, unknown>;
}

interface Answer {
  readonly description?: string;
  readonly content?: Readonly<Record<string, Media>>;
  readonly 'x-codes'?: readonly string[];
}

interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Answer>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
}

export interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post?: Described }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation {
  /** As people say it: `POST /api/tickets/{id}/comments`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  readonly body: Schema | undefined;
  readonly query: readonly Parameter[];
  /** Successes by their status, and whether it is said what they carry. */
  readonly answers: Readonly<Record<string, boolean>>;
  readonly described: Described;
}

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const schema = described.requestBody?.content['application/json']?.schema;
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        isPublic: (described.security ?? []).length === 0,
        body: schema === undefined ? undefined : resolved(document, schema),
        query: (described.parameters ?? []).filter((parameter) => parameter.in === 'query'),
        answers: answersOf(described),
        described,
      };
    }),
  );
}

function answersOf({ responses }: Described): Record<string, boolean> {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return Object.fromEntries(successes.map(([status, { content }]) => [status, content !== undefined]));
}

export function resolved(document: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? schema : (document.components.schemas[name] ?? {});
  const parts = (target.allOf ?? []).map((part) => resolved(document, part));
  return { ...target, properties: Object.assign({}, ...parts.map((part) => part.properties), target.properties) };
}

const BY_TYPE: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 12,
  number: 12.5,
  boolean: true,
  array: [{ x: 1 }],
  object: { x: 1 },
  null: null,
};

/** One value of each JSON type that the schema does not allow; none for a schema that names no type. */
export function wrongValues(document: Document, schema: Schema): unknown[] {
  const { type, enum: choices } = resolved(document, schema);
  if (type === undefined && choices === undefined) return [];
  const allowed = typeof type === 'string' ? [type] : (type ?? []);
  const isAllowed = (name: string) => allowed.includes(name) || (name === 'integer' && allowed.includes('number'));
  return Object.entries(BY_TYPE)
    .filter(([name]) => !isAllowed(name))
    .map(([, value]) => value);
}
