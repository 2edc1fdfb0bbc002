import { RandomIdGenerator, type IdGenerator } from '@opentelemetry/sdk-trace-node';

/** Ids of a span, in hexadecimal digits: 32 for the trace, 16 for the span. */
export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * An event's id is the id of its trace, so any process adds to it without being told, and an operator finds it by what
 * logs and deliveries show. The last half of the id, random in a UUID of version 7, is the id of its first span.
 */
export function idsOfEvent(eventId: string): SpanIds {
  const traceId = eventId.replaceAll('-', '');
  return { traceId, spanId: traceId.slice(16) };
}

/** Random ids, but for spans that begin within `using`. */
export class EventIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private planned: SpanIds | undefined;

  using<Value>(ids: SpanIds, begin: () => Value): Value {
    this.planned = ids;
    try {
      return begin();
    } finally {
      this.planned = undefined;
    }
  }

  generateTraceId(): string {
    return this.planned?.traceId ?? this.random.generateTraceId();
  }

  generateSpanId(): string {
    return this.planned?.spanId ?? this.random.generateSpanId();
  }
}
