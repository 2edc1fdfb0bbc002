import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../sockets/socket.js';
import { until } from '../until.js';
import { Receiver } from './receiver.js';

/** A span as OTLP sends it, with its attributes as an object. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined: it is the first of its trace. */
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly linkedTraces: readonly string[];
  readonly failed: boolean;
}

/** An OTLP/HTTP collector on loopback. */
export class TraceCollector {
  private constructor(private readonly receiver: Receiver) {}

  static async start(): Promise<TraceCollector> {
    return new TraceCollector(await Receiver.start());
  }

  get endpoint(): string {
    return this.receiver.origin;
  }

  get spans(): CollectedSpan[] {
    return this.receiver.requests.flatMap(({ body }) =>
      body.resourceSpans.flatMap(({ scopeSpans }: Json) =>
        scopeSpans.flatMap(({ spans }: Json) => spans.map(collected)),
      ),
    );
  }

  /** Of the last request. */
  get headers(): IncomingHttpHeaders {
    return this.receiver.requests.at(-1)?.headers ?? {};
  }

  /** Everything that was received, as one text. */
  get text(): string {
    return this.receiver.requests.map(({ text }) => text).join('\n');
  }

  async span(name: string, matching: (span: CollectedSpan) => boolean = () => true): Promise<CollectedSpan> {
    const find = () => this.spans.find((span) => span.name === name && matching(span));
    await until(() => find() !== undefined, { describe: () => this.spans.map((span) => span.name).join(', ') });
    return find() as CollectedSpan;
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }

  listen(): Promise<void> {
    return this.receiver.listen();
  }
}

function collected({ name, traceId, spanId, parentSpanId, attributes, links, status }: Json): CollectedSpan {
  const pairs = attributes.map(({ key, value }: Json) => [key, Object.values(value)[0]]);
  return {
    name,
    traceId,
    spanId,
    parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
    attributes: Object.fromEntries(pairs),
    linkedTraces: (links ?? []).map((link: Json) => link.traceId),
    failed: status?.code === 2,
  };
}
