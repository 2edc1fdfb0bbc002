import type { Type } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IdPipe } from '../../common/http/id.pipe.js';
import { OPERATION, type OperationDetails } from '../../common/http/operation.decorator.js';
import { IS_PUBLIC } from '../../common/http/public.decorator.js';

/** Nest's `RouteParamtypes`, which it does not export. */
const KIND = { path: 5, header: 6 } as const;
/** Set by `@SkipThrottle()`, for the only throttler. */
const SKIPS_THROTTLE = 'THROTTLER:SKIPdefault';

/** The facts of a route's decorators, guards and pipes that its documentation needs. */
export interface RouteFacts extends OperationDetails {
  readonly isPublic: boolean;
  readonly isThrottled: boolean;
  /** Nouns of the ids in the path, by parameter: `{id: 'ticket'}`. */
  readonly ids: Readonly<Record<string, string>>;
  /** It takes `If-Match`. */
  readonly isVersioned: boolean;
}

/** @returns by `<controller>_<method>`, the beginning of an operation id */
export function routeFacts(app: NestFastifyApplication): Map<string, RouteFacts> {
  const facts = new Map<string, RouteFacts>();
  for (const controller of controllersOf(app)) {
    for (const [name, handler] of handlersOf(controller)) {
      facts.set(`${controller.name}_${name}`, factsOf(controller, name, handler));
    }
  }
  return facts;
}

export function controllersOf(app: NestFastifyApplication): Type<object>[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? [metatype as Type<object>] : [],
    ),
  );
}

function handlersOf(controller: Type<object>): [string, object][] {
  const members = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype));
  return members.flatMap(([name, { value }]) =>
    typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value) ? [[name, value as object]] : [],
  );
}

function factsOf(controller: Type<object>, name: string, handler: object): RouteFacts {
  const parameters = parametersOf(controller, name);
  const ids = parameters.flatMap(({ kind, data, pipes }) => {
    const pipe = pipes.find((one) => one instanceof IdPipe);
    return kind === KIND.path && pipe !== undefined ? [[String(data), pipe.noun] as const] : [];
  });
  const isMarked = (key: symbol | string) =>
    [handler, controller].some((target) => Reflect.getMetadata(key, target) === true);
  return {
    ...(Reflect.getMetadata(OPERATION, handler) as OperationDetails | undefined),
    isPublic: isMarked(IS_PUBLIC),
    isThrottled: !isMarked(SKIPS_THROTTLE),
    ids: Object.fromEntries(ids),
    isVersioned: parameters.some(({ kind, data }) => kind === KIND.header && data === 'if-match'),
  };
}

interface RouteParameter {
  readonly kind: number;
  readonly data: unknown;
  readonly pipes: readonly unknown[];
}

/** Keys are `<kind>:<index>`. */
function parametersOf(controller: Type<object>, name: string): RouteParameter[] {
  const metadata = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { data?: unknown; pipes?: unknown[] }
  >;
  return Object.entries(metadata).map(([key, { data, pipes }]) => ({
    kind: Number(key.split(':', 1)[0]),
    data,
    pipes: pipes ?? [],
  }));
}
