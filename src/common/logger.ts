import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as PinoLogger } from 'pino';
import pretty from 'pino-pretty';
import { requestContext } from './request-context.js';
import { tracer } from './tracing/tracer.js';

export type LogFields = Record<string, unknown>;

/**
 * One wide line per unit of work (`http.request`, `events.dispatched`, `delivery.attempted`), with ids and decisions as
 * fields. Never a secret, a token, a password or a webhook URL's query: callers pass fields by name, never whole
 * objects.
 */
export class AppLogger implements LoggerService {
  readonly pino: PinoLogger;

  constructor(options: { level: string; format: 'json' | 'pretty' }) {
    const timestamp = () => `,"time":"${new Date().toISOString()}"`;
    const base = { level: options.level, base: undefined, timestamp, mixin: ownerOfWork };
    const levels = { formatters: { level: (label: string) => ({ level: label }) }, messageKey: 'event' };
    this.pino =
      options.format === 'pretty'
        ? pino({ ...base, messageKey: 'event' }, pretty({ colorize: true, messageKey: 'event', singleLine: true }))
        : pino({ ...base, ...levels });
  }

  event(name: string, fields: LogFields = {}): void {
    this.pino.info(fields, name);
  }

  log(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, String(message));
  }

  /** Something is wrong but work goes on; `fields` say what and for which ids. */
  warn(message: unknown, fields?: unknown): void {
    this.pino.warn(asFields(fields), String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const [detail, context] = rest;
    const error = message instanceof Error ? message : detail instanceof Error ? detail : undefined;
    const fields = error ? fieldsOf(error) : asFields(detail);
    this.pino.error({ ...fields, context }, message instanceof Error ? message.name : String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.pino.trace({ context }, String(message));
  }
}

/** So that every line that a request leads to can be found by its id, and in its trace. */
function ownerOfWork(): LogFields {
  const requestId = requestContext()?.requestId;
  return requestId === undefined ? {} : { request_id: requestId, trace_id: tracer()?.currentTraceId() };
}

function fieldsOf({ message, stack, cause }: Error): LogFields {
  return { error: message, stack, ...(cause instanceof Error ? { cause: `${cause.name}: ${cause.message}` } : {}) };
}

function asFields(value: unknown): LogFields {
  if (value === undefined) return {};
  return typeof value === 'object' && value !== null ? { ...value } : { context: value };
}
