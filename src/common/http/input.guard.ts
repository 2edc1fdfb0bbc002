import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import { PARAMTYPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { FastifyRequest } from 'fastify';
import { InvalidInput, type FieldError } from '../errors.js';
import { InputInspection } from './input-inspection.js';
import { unreadableParameters } from './query-check.js';

/** Nest's `RouteParamtypes`, which it does not export. */
const KIND = { request: 0, body: 3, query: 4, rawBody: 12 } as const;

interface Declared {
  /** The class that declares the fields. */
  readonly type: Type<object> | undefined;
  /** Without a class: the names in `@Query('name')`. */
  readonly names: readonly string[];
}

interface Handler {
  /** The handler takes the request itself, or its bytes, and checks them. */
  readonly takesRequest: boolean;
  readonly query: Declared;
  readonly body: Declared;
}

/**
 * Checks query and body together, so that one answer names every offending field, and refuses what a route does not
 * declare. Nest's pipes see one parameter at a time, and never an undeclared query or body. Routes outside the API
 * (health, docs, the front page) stay lenient. Runs behind the authentication guard, so that only permitted callers
 * learn what a route takes.
 */
export class InputGuard implements CanActivate {
  private readonly handlers = new Map<unknown, Handler>();

  constructor(private readonly inspection: InputInspection) {}

  /** @throws InvalidInput */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!/^\/(api|v1)\//.test(request.url)) return true;
    const handler = this.declared(context.getClass(), context.getHandler());
    if (handler.takesRequest) return true;
    const faults = unreadableParameters(request.url);
    faults.push(...(await this.faultsOf(request.query, handler.query)));
    // The route's interceptor reads forms, after the guards.
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (!isForm) faults.push(...bodyFaults(request.body), ...(await this.faultsOf(request.body, handler.body)));
    if (faults.length > 0) throw new InvalidInput(faults);
    return true;
  }

  private async faultsOf(value: unknown, { type, names }: Declared): Promise<readonly FieldError[]> {
    if (value !== undefined && !isRecord(value)) return [];
    if (type !== undefined) return (await this.inspection.inspect(type, value)).faults;
    return Object.keys(value ?? {})
      .filter((field) => !names.includes(field))
      .map((field) => ({ field, message: 'is not a known field' }));
  }

  private declared(controller: Type, handler: { readonly name: string }): Handler {
    let declared = this.handlers.get(handler);
    if (declared === undefined) {
      const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name);
      const types: unknown = Reflect.getMetadata(PARAMTYPES_METADATA, controller.prototype as object, handler.name);
      const parameters = parametersOf(metadata, types);
      declared = {
        takesRequest: parameters.some(({ kind }) => kind === KIND.request || kind === KIND.rawBody),
        query: declaredBy(parameters, KIND.query),
        body: declaredBy(parameters, KIND.body),
      };
      this.handlers.set(handler, declared);
    }
    return declared;
  }
}

interface Parameter {
  readonly kind: number;
  /** The name in `@Query('name')`. */
  readonly name: unknown;
  readonly type: unknown;
}

/** Keys are `<kind>:<index>`. */
function parametersOf(metadata: unknown, types: unknown): Parameter[] {
  const entries = Object.entries((metadata ?? {}) as Record<string, { index: number; data?: unknown }>);
  return entries.map(([key, { index, data }]) => ({
    kind: Number(key.split(':', 1)[0]),
    name: data,
    type: Array.isArray(types) ? (types[index] as unknown) : undefined,
  }));
}

function declaredBy(parameters: readonly Parameter[], kind: number): Declared {
  const own = parameters.filter((parameter) => parameter.kind === kind);
  const whole = own.find(({ name, type }) => typeof name !== 'string' && InputInspection.isInputType(type));
  const names = own.map(({ name }) => name).filter((name) => typeof name === 'string');
  return { type: whole?.type as Type<object> | undefined, names };
}

function bodyFaults(body: unknown): FieldError[] {
  return body === undefined || isRecord(body) ? [] : [{ field: 'body', message: 'must be a JSON object' }];
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
