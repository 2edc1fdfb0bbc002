import type { paths } from './api-types.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that have a method, as in the OpenAPI document: `/api/tickets/{id}`. */
export type Route<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

type PathParameters<O> = O extends { parameters: { path: infer P } } ? { path: P } : { path?: undefined };
type QueryParameters<O> = O extends { parameters: { query?: never } }
  ? { query?: undefined }
  : O extends { parameters: { query: infer Q } }
    ? { query: Q }
    : O extends { parameters: { query?: infer Q } }
      ? { query?: Q }
      : { query?: undefined };

type BodyIn<C> = C extends { 'application/json': infer B } ? B : FormData;
type Body<O> = O extends { requestBody?: never }
  ? { body?: undefined }
  : O extends { requestBody: { content: infer C } }
    ? { body: BodyIn<C> }
    : O extends { requestBody?: { content: infer C } }
      ? { body?: BodyIn<C> }
      : { body?: undefined };

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type RequestOptions<P extends keyof paths, M extends Method> = PathParameters<paths[P][M]> &
  QueryParameters<paths[P][M]> &
  Body<paths[P][M]> &
  CallOptions;

/** The options may be left out where none is required. */
export type RequestArguments<P extends keyof paths, M extends Method> =
  object extends RequestOptions<P, M> ? [options?: RequestOptions<P, M>] : [options: RequestOptions<P, M>];

type Responses<O> = O extends { responses: infer R } ? R : never;
type Success<O> = {
  [S in keyof Responses<O>]: S extends 200 | 201 | 202 | 204 ? Responses<O>[S] : never;
}[keyof Responses<O>];
type Content<R> = R extends { content: infer C } ? (C extends { 'application/json': infer B } ? B : Blob) : unknown;

/** The body of a success; `undefined` where there is none, `unknown` where the document does not say. */
export type Answer<P extends keyof paths, M extends Method> = [keyof Responses<paths[P][M]>] extends [204]
  ? undefined
  : Content<Success<paths[P][M]>>;
