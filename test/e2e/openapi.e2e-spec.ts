import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { newId } from '../../src/common/ids.js';
import { PAYLOAD_FORMATS } from '../../src/webhooks/formats/formats.js';
import type { HttpAnswer, Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { operationsOf, wrongValues, type Document, type Operation } from '../support/network/openapi.js';

/** Routes without sign-in. A new one must be listed here, too. */
const PUBLIC = new Set([
  'POST /api/auth/register',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'GET /client/carillon.js',
  'GET /embed/inbox.js',
  'GET /health/live',
  'GET /health/ready',
  // It has a token of its own, and answers this machine without one.
  'GET /metrics',
]);
/** These check a signature over the bytes before they parse them. */
const SIGNED = new Set([
  'POST /api/notifications/webhooks/notifications',
  'POST /api/webhooks/notifications',
  'POST /api/discord/interactions',
]);

/** Tables, partitions counted with the whole that they are parts of. */
const TABLES_SQL = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`;

let server: Stage;
let admin: Person;
let document: Document;
let operations: Operation[];

beforeAll(async () => {
  server = await Stage.start();
  admin = await server.accounts.person('admin');
  document = (await server.accounts.call('GET /api/openapi.json')).body as Document;
  operations = operationsOf(document);
});

afterAll(() => server.close());

/** Ids of paths are well formed and name nothing. */
function call(operation: Operation, options: { body?: unknown; query?: string; as?: Person } = {}) {
  const path = operation.path.replaceAll(/\{[^}]+\}/g, newId());
  return server.accounts.call(`${operation.method} ${path}${options.query ?? ''}`, options);
}

function namesField(answer: HttpAnswer, field: string): boolean {
  const errors: { field: string }[] = answer.body?.errors ?? [];
  return answer.status === 400 && errors.some((error) => error.field === field || error.field.startsWith(`${field}.`));
}

async function rowCounts(): Promise<Record<string, number>> {
  const tables = await server.dataSource.query<{ name: string }[]>(TABLES_SQL);
  const counts: Record<string, number> = {};
  for (const { name } of tables) counts[name] = await server.accounts.count(name);
  return counts;
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(document.openapi).toBe('3.1.0');
  });

  it('describes the webhook of every event type and format, with an example that fits', async () => {
    const { default: Ajv } = await import('ajv/dist/2020.js');
    const ajv = new Ajv.default({ strict: false, formats: { uuid: true, 'date-time': true, email: true } });
    ajv.addSchema({ $id: 'document', components: document.components });
    const webhooks = Object.entries(document.webhooks);
    const names = webhooks.map(([name]) => name);
    const types = (await admin.call('GET /api/event-types')).items.map(({ name }: { name: string }) => name);
    const formats = PAYLOAD_FORMATS.filter((name) => name !== 'standard').map((name) => `format.${name}`);
    expect(names).toEqual([...types, 'any.other', ...formats]);
    for (const [name, { post }] of webhooks) {
      const [media] = Object.values(post?.requestBody?.content ?? {});
      const schema = JSON.parse(JSON.stringify(media?.schema).replaceAll('"#/', '"document#/')) as object;
      expect([name, ajv.validate(schema, media?.example), ajv.errorsText()]).toEqual([name, true, 'No errors']);
      expect(Object.keys(post?.responses ?? {})).toEqual(expect.arrayContaining(['2XX', '410', 'default']));
      expect(post?.parameters?.length).toBeGreaterThan(7);
    }
  });

  it('describes the routes', () => {
    expect(operations.length).toBeGreaterThan(40);
  });

  it('describes every response header', () => {
    const silent = operations.filter(({ answers }) =>
      Object.entries(answers).some(([status, isDescribed]) => isDescribed !== (status !== '204')),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('describes every operation in a line and in sentences', () => {
    const mute = operations.filter(
      ({ described: { summary, description } }) => !summary || description?.endsWith('.') !== true,
    );
    expect(mute.map(({ name }) => name)).toEqual([]);
    const long = operations.filter(({ described: { summary = '' } }) => summary.length > 60 || summary.endsWith('.'));
    expect(long.map(({ name, described }) => `${name}: ${described.summary}`)).toEqual([]);
  });

  it('describes every parameter', () => {
    const mute = operations.flatMap(({ name, described: { parameters = [] } }) =>
      parameters.filter(({ description }) => !description).map((parameter) => `${name}: ${parameter.name}`),
    );
    expect(mute).toEqual([]);
  });

  it('groups all operations by tags, sign-in first and tickets next', () => {
    const tags = document.tags.map(({ name }) => name);
    expect(tags.slice(0, 2)).toEqual(['auth', 'tickets']);
    expect(document.tags.filter(({ description }) => !description)).toEqual([]);
    const used = operations.map(({ described }) => described.tags?.[0] ?? '');
    expect([...new Set(used)]).toEqual(tags);
    expect(operations[0]?.name).toBe('POST /api/auth/login');
    expect(operations.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/health/live', '/health/ready', '/metrics']),
    );
  });

  it('lists the problems of every operation, each with its codes', () => {
    const wrong: string[] = [];
    for (const { name, path, isPublic, method, body, described } of operations) {
      const problems = Object.entries(described.responses).filter(([status]) => Number(status) >= 400);
      const codes = problems.flatMap(([, answer]) => answer['x-codes'] ?? []);
      const expected = [
        ...(/^\/(api|v1)\//.test(path) ? ['invalid_input', 'internal_error', 'database_unavailable'] : []),
        ...(isPublic ? [] : ['unauthorized', 'forbidden', 'rate_limited']),
        ...(path.includes('{') ? ['not_found'] : []),
        ...(body === undefined || method === 'GET' ? [] : ['payload_too_large', 'unsupported_media_type']),
        ...(described.parameters?.some((one) => one.name === 'If-Match') === true ? ['stale_version'] : []),
      ];
      const missing = expected.filter((code) => !codes.includes(code));
      if (missing.length > 0) wrong.push(`${name} lacks ${missing.join(', ')}`);
      for (const [status, answer] of problems) {
        const isWhole = answer['x-codes']?.every((code) => answer.description?.includes(`\`${code}\`: `)) === true;
        const schema = answer.content?.['application/problem+json']?.schema;
        if (!isWhole || schema?.$ref !== '#/components/schemas/Problem') wrong.push(`${name} ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('lists every HTTP error code of the sources at some operation', () => {
    const documented = new Set(
      operations.flatMap(({ described }) => Object.values(described.responses).flatMap((one) => one['x-codes'] ?? [])),
    );
    const thrown = /(?:super|AppError|Conflict)\(\s*(?:\d{3},\s*)?'([a-z_]+)'/g;
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !path.startsWith('realtime/'),
    );
    const codes = sources.flatMap((path) =>
      [...readFileSync(join('src', path), 'utf8').matchAll(thrown)].map(([, code]) => code ?? ''),
    );
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !documented.has(code))).toEqual([]);
  });

  it('has an example body for every operation that accepts JSON', () => {
    const empty = operations.filter(({ described: { requestBody } }) => {
      const media = requestBody?.content['application/json'];
      return media !== undefined && media.example === undefined;
    });
    expect(empty.map(({ name }) => name)).toEqual([]);
  });

  it('describes every field of a body', () => {
    const untyped = operations.flatMap(({ name, body }) =>
      Object.entries(body?.properties ?? {})
        .filter(([, schema]) => schema.$ref === undefined && wrongValues(document, schema).length === 0)
        .map(([field]) => `${name}: ${field}`),
    );
    expect(untyped).toEqual([]);
  });
});

describe('every route', () => {
  it('is public only if listed', () => {
    const open = operations.filter(({ isPublic }) => isPublic).map(({ name }) => name);
    expect(open.filter((name) => !PUBLIC.has(name) && !SIGNED.has(name))).toEqual([]);
  });

  it('answers 401 without a token, whatever else is wrong', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ name }) => !PUBLIC.has(name))) {
      const answer = await call(operation, { query: '?no_such_parameter=1', body: operation.body && { no_such: 1 } });
      if (answer.status !== 401) wrong.push(`${operation.name}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('refuses an unknown query parameter and names it', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ isPublic }) => !isPublic)) {
      const answer = await call(operation, { as: admin, query: '?no_such_parameter=1' });
      if (!namesField(answer, 'no_such_parameter')) wrong.push(`${operation.name}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** Over a thousand requests. */
const EVERY_FIELD_MS = 120_000;

describe('every route that changes something', () => {
  const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
  const changing = () => operations.filter(({ method, name }) => METHODS.includes(method) && !SIGNED.has(name));

  /** @returns what was answered otherwise than by a 400 that names the field */
  async function attempt(bodies: (operation: Operation) => readonly { field: string; body: unknown }[]) {
    const before = await rowCounts();
    const wrong: string[] = [];
    for (const operation of changing()) {
      const attempts = bodies(operation).map(async ({ field, body }) => {
        const answer = await call(operation, { as: admin, body });
        if (!namesField(answer, field)) {
          wrong.push(
            `${operation.name} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body?.errors)}`,
          );
        }
      });
      await Promise.all(attempts);
    }
    expect(wrong).toEqual([]);
    expect(await rowCounts()).toEqual(before);
  }

  it('refuses an unknown field, names it and writes nothing', () =>
    attempt(() => [{ field: 'no_such_field', body: { no_such_field: 1 } }]));

  it(
    'refuses every field of a wrong type, names it and writes nothing',
    () =>
      attempt(({ body }) =>
        Object.entries(body?.properties ?? {}).flatMap(([field, schema]) =>
          wrongValues(document, schema).map((value) => ({ field, body: { [field]: value } })),
        ),
      ),
    EVERY_FIELD_MS,
  );

  it('names all fields that are missing or wrong at once', async () => {
    const wrong: string[] = [];
    for (const operation of changing().filter(({ body }) => body !== undefined)) {
      const fields = operation.body?.required ?? [];
      const answer = await call(operation, { as: admin, body: { no_such_field: 1 } });
      const missing = [...fields, 'no_such_field'].filter((field) => !namesField(answer, field));
      if (missing.length > 0) wrong.push(`${operation.name}: ${missing.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it(
    'refuses text that cannot be stored, names the field and writes nothing',
    () =>
      attempt(({ body }) =>
        Object.keys(body?.properties ?? {}).flatMap((field) => [
          { field, body: { [field]: 'a\u0000b' } },
          { field, body: { [field]: '\ud800' } },
        ]),
      ),
    EVERY_FIELD_MS,
  );

  it('refuses a body that is not an object, and writes nothing', async () => {
    const before = await rowCounts();
    const wrong: string[] = [];
    for (const operation of changing().filter(({ body }) => body !== undefined)) {
      for (const body of [[], [{}], 'text', 12, true, null]) {
        const answer = await call(operation, { as: admin, body });
        if (!namesField(answer, 'body')) wrong.push(`${operation.name} ${JSON.stringify(body)}: ${answer.status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await rowCounts()).toEqual(before);
  });

  it('refuses a body that is not JSON', async () => {
    for (const operation of changing().filter(({ body }) => body !== undefined)) {
      const response = await fetch(`${server.url}${operation.path.replaceAll(/\{[^}]+\}/g, newId())}`, {
        method: operation.method,
        headers: { authorization: `Bearer ${admin.access_token}`, 'content-type': 'application/json' },
        body: '{"title": ',
      });
      expect([operation.name, response.status]).toEqual([operation.name, 400]);
    }
  });
});
