import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { newId } from '../../src/common/ids.js';
import type { Account, HttpAnswer } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { operationsOf, wrongValues, type Document, type Operation } from '../support/openapi.js';

/** Whoever adds a route that needs nobody signed in names it here too. */
const PUBLIC = new Set([
  'POST /api/auth/register',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'GET /client/carillon.js',
]);
/** These check a signature over the bytes before they read them, whoever calls. */
const SIGNED = new Set([
  'POST /api/notifications/webhooks/notifications',
  'POST /api/webhooks/notifications',
  'POST /api/discord/interactions',
]);

/** Tables, partitions counted with the whole that they are parts of. */
const TABLES_SQL = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`;

let server: RunningApp;
let admin: Account;
let document: Document;
let operations: Operation[];

beforeAll(async () => {
  server = await startApp();
  admin = await server.accounts.person('admin');
  document = (await server.accounts.call('GET /api/openapi.json')).body as Document;
  operations = operationsOf(document);
});

afterAll(() => server.close());

/** Ids of paths are well formed and name nothing. */
function call(operation: Operation, options: { body?: unknown; query?: string; as?: Account } = {}) {
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

  it('describes the routes', () => {
    expect(operations.length).toBeGreaterThan(40);
  });

  it('says what every answer carries', () => {
    const silent = operations.filter(({ answers }) =>
      Object.entries(answers).some(([status, isDescribed]) => isDescribed !== (status !== '204')),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('says what every field of a body may be', () => {
    const untyped = operations.flatMap(({ name, body }) =>
      Object.entries(body?.properties ?? {})
        .filter(([, schema]) => schema.$ref === undefined && wrongValues(document, schema).length === 0)
        .map(([field]) => `${name}: ${field}`),
    );
    expect(untyped).toEqual([]);
  });
});

describe('every route', () => {
  it('is public only by decision', () => {
    const open = operations.filter(({ isPublic }) => isPublic).map(({ name }) => name);
    expect(open.filter((name) => !PUBLIC.has(name) && !SIGNED.has(name))).toEqual([]);
  });

  it('answers 401 to nobody, whatever else is wrong', async () => {
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

describe('every route that changes something', () => {
  const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
  const changing = () => operations.filter(({ method, name }) => METHODS.includes(method) && !SIGNED.has(name));

  /** @returns what was answered otherwise than by a 400 that names the field */
  async function attempt(bodies: (operation: Operation) => readonly { field: string; body: unknown }[]) {
    const before = await rowCounts();
    const wrong: string[] = [];
    for (const operation of changing()) {
      for (const { field, body } of bodies(operation)) {
        const answer = await call(operation, { as: admin, body });
        if (!namesField(answer, field)) {
          wrong.push(
            `${operation.name} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body?.errors)}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(await rowCounts()).toEqual(before);
  }

  it('refuses an unknown field, names it and writes nothing', () =>
    attempt(() => [{ field: 'no_such_field', body: { no_such_field: 1 } }]));

  it('refuses every field of a wrong type, names it and writes nothing', () =>
    attempt(({ body }) =>
      Object.entries(body?.properties ?? {}).flatMap(([field, schema]) =>
        wrongValues(document, schema).map((value) => ({ field, body: { [field]: value } })),
      ),
    ));

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

  it('refuses text that cannot be stored, names the field and writes nothing', () =>
    attempt(({ body }) =>
      Object.keys(body?.properties ?? {}).flatMap((field) => [
        { field, body: { [field]: 'a\u0000b' } },
        { field, body: { [field]: '\ud800' } },
      ]),
    ));

  it('refuses a body that is no object, and writes nothing', async () => {
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

  it('refuses what is no JSON', async () => {
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
