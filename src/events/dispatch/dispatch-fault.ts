import { faultKind, sqlState, type FaultKind } from '../../common/postgres-errors.js';

/** PostgreSQL's code for a statement that took too long or was cancelled by an administrator. */
const QUERY_CANCELED = '57014';
const MAX_CHARACTERS = 500;
const MAX_CAUSES = 8;

/** An error of a consumer, with its name. */
export class ConsumerFailed extends Error {
  constructor(
    readonly consumer: string,
    cause: unknown,
  ) {
    super(`The consumer ${consumer} failed.`, { cause });
    this.name = 'ConsumerFailed';
  }
}

/** The part of an error that is stored and shown: nothing of the payload. */
export interface DispatchFault {
  /** `timeout` is ambiguous: the event is too much work, or the database is too busy. */
  readonly kind: FaultKind | 'timeout';
  readonly name: string;
  readonly text: string;
  readonly sqlstate: string | null;
  readonly consumer: string | null;
}

export function describeFault(error: unknown): DispatchFault {
  const sqlstate = sqlState(error) ?? null;
  const origin = originOf(error);
  return {
    kind: sqlstate === QUERY_CANCELED ? 'timeout' : faultKind(error),
    name: origin instanceof Error ? origin.name : typeof origin,
    text: textOf(origin),
    sqlstate,
    consumer: error instanceof ConsumerFailed ? error.consumer : null,
  };
}

function originOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES; depth += 1) {
    if (!(current instanceof Error) || current.cause === undefined) break;
    current = current.cause;
  }
  return current;
}

/** PostgreSQL and `JSON.parse` quote the refused value: quotes are removed, named places stay. */
function textOf(origin: unknown): string {
  if (!(origin instanceof Error)) return 'Something that is no error was thrown.';
  const message = origin.message.replaceAll(/"[^"]*("|$)/g, '"…"').replaceAll(/(?<!\w)'[^']*('|$)/g, "'…'");
  const places = (['table', 'column', 'constraint'] as const).flatMap((key) => {
    const name: unknown = (origin as { table?: unknown; column?: unknown; constraint?: unknown })[key];
    return typeof name === 'string' ? [`${key} ${name}`] : [];
  });
  const text = places.length === 0 ? message : `${message} (${places.join(', ')})`;
  return text.slice(0, MAX_CHARACTERS);
}
