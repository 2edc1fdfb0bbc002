import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { FastifyRequest } from 'fastify';
import { InvalidInput, type FieldError } from '../errors.js';

/** Nest's `RouteParamtypes`, which it keeps to itself. */
const KIND = { request: 0, body: 3, query: 4, rawBody: 12 } as const;

interface Declared {
  /** Every field is a DTO's to check. */
  readonly isWhole: boolean;
  readonly names: readonly string[];
}

interface Handler {
  /** It takes the request itself, or its bytes, and checks them on its own. */
  readonly takesRequest: boolean;
  readonly query: Declared;
  readonly body: Declared;
}

/**
 * Refuses what a route does not take: the pipe that checks DTOs never runs for a query or a body that the handler declares
 * nothing of, and a misspelt parameter there would be ignored in silence; and it reads a body of `null` as `{}`. Routes outside the API (health, docs, the front
 * page) stay lenient. After the authentication guard, so that nobody learns of a route's input before he is somebody.
 */
export class UndeclaredInputGuard implements CanActivate {
  private readonly handlers = new Map<unknown, Handler>();

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!/^\/(api|v1)\//.test(request.url)) return true;
    const handler = this.declared(context.getClass(), context.getHandler());
    if (handler.takesRequest) return true;
    const errors = [...unknownFields(request.query, handler.query), ...wrongBody(request.body, handler.body)];
    if (errors.length > 0) throw new InvalidInput(errors);
    return true;
  }

  private declared(controller: Type, handler: { readonly name: string }): Handler {
    let declared = this.handlers.get(handler);
    if (declared === undefined) {
      const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name);
      const parameters = Object.entries((metadata ?? {}) as Record<string, { data?: unknown }>);
      declared = {
        takesRequest: ofKind(parameters, KIND.request, KIND.rawBody).length > 0,
        query: declaredBy(ofKind(parameters, KIND.query)),
        body: declaredBy(ofKind(parameters, KIND.body)),
      };
      this.handlers.set(handler, declared);
    }
    return declared;
  }
}

type Parameter = [key: string, { data?: unknown }];

/** Keys are `<kind>:<index>`; `data` is the name in `@Query('name')`. */
function ofKind(parameters: readonly Parameter[], ...kinds: readonly number[]): Parameter[] {
  return parameters.filter(([key]) => kinds.includes(Number(key.split(':', 1)[0])));
}

function declaredBy(parameters: readonly Parameter[]): Declared {
  const names = parameters.map(([, { data }]) => data).filter((data) => typeof data === 'string');
  return { isWhole: names.length < parameters.length, names };
}

function wrongBody(body: unknown, declared: Declared): FieldError[] {
  if (body === undefined) return [];
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return [{ field: 'body', message: 'must be a JSON object' }];
  }
  return unknownFields(body, declared);
}

function unknownFields(value: unknown, { isWhole, names }: Declared): FieldError[] {
  if (isWhole || typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .filter((field) => !names.includes(field))
    .map((field) => ({ field, message: 'is not a known field' }));
}
