import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_SCHEMA, problemCodes, problemResponses } from './problems.js';
import type { RouteFacts } from './route-facts.js';
import { rankOf } from './tags.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const STRICT_PATH = /^\/(api|v1)\//;

/** The description of a success when a route gives none. */
const SUCCESSES: Readonly<Record<string, string>> = {
  '200': 'Done.',
  '201': 'Created.',
  '202': 'Accepted.',
  '204': 'Done; the answer has no body.',
};

type PathItem = OpenAPIObject['paths'][string];
type Described = NonNullable<PathItem['get']>;

/** Adds to Nest's document what the code of the routes implies: problems, descriptions of ids, examples, an order. */
export function describeDocument(document: OpenAPIObject, facts: ReadonlyMap<string, RouteFacts>): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      const found = facts.get(handlerOf(operation));
      if (operation !== undefined && found !== undefined) describeOperation(operation, found, path);
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: structuredClone(PROBLEM_SCHEMA) as never },
  };
  document.paths = Object.fromEntries(
    Object.entries(document.paths).toSorted(([, one], [, other]) => rankOf(tagsOf(one)) - rankOf(tagsOf(other))),
  );
  return document;
}

/** A controller with several paths has an operation for each, numbered `[0]`, `[1]`. */
function handlerOf(operation: Described | undefined): string {
  return (operation?.operationId ?? '').replace(/\[\d+\]$/, '');
}

function tagsOf(item: PathItem): string[] | undefined {
  return METHODS.map((method) => item[method]?.tags).find((tags) => tags !== undefined);
}

function describeOperation(operation: Described, facts: RouteFacts, path: string): void {
  const hasBody = operation.requestBody !== undefined;
  const codes = problemCodes({ hasBody, isStrict: STRICT_PATH.test(path) }, facts);
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response !== undefined && !('$ref' in response)) response.description ||= SUCCESSES[status] ?? '';
  }
  Object.assign(operation.responses, problemResponses(codes));
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter || parameter.in !== 'path') continue;
    const noun = facts.ids[parameter.name];
    if (noun !== undefined) parameter.description ??= `Id of the ${noun}.`;
    parameter.schema = { type: 'string', format: 'uuid' };
  }
  if (facts.example !== undefined) setExample(operation, facts.example);
}

function setExample(operation: Described, example: object): void {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return;
  for (const media of Object.values(body.content)) media.example = example;
}
