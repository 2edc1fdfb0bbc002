import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type Tracer as SpanFactory,
} from '@opentelemetry/api';
import { setGlobalErrorHandler, suppressTracing } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { TracingConfig } from '../tracing-config.js';
import { VERSION } from '../version.js';
import { EventIds, idsOfEvent } from './event-ids.js';
import { PrivateSpans } from './private-spans.js';
import type { AttemptEnd, AttemptSpan, TracedAttempt, TracedEvent, Tracer } from './tracer.js';

/** Asked all the time, or open for as long as a page is: they would hide what is worth seeing. */
const UNTRACED = /^\/(health|metrics|socket\.io|assets|docs)(\/|\?|$)/;
const EXPORT_TIMEOUT_MS = 5_000;
/** A collector that is away must not fill the log. */
const REPORT_EVERY_MS = 60_000;

/** @param report called at most once a minute, when spans could not be sent */
export function startOpenTelemetry(config: TracingConfig, report: (error: unknown) => void): Tracer {
  const sampler = new TraceIdRatioBasedSampler(config.share);
  const ids = new EventIds();
  const provider = new NodeTracerProvider({
    idGenerator: ids,
    // By the trace's id alone: every process decides alike, and no caller decides for this server.
    sampler: new ParentBasedSampler({
      root: sampler,
      remoteParentSampled: sampler,
      remoteParentNotSampled: sampler,
    }),
    resource: resourceFromAttributes({
      'service.name': config.serviceName,
      'service.version': VERSION,
      'service.instance.id': `${hostname()}:${process.pid}`,
    }),
    spanProcessors: [
      new PrivateSpans(),
      // Its queue is bounded: what does not fit is dropped.
      new BatchSpanProcessor(
        new OTLPTraceExporter({
          url: `${config.endpoint}/v1/traces`,
          headers: { ...config.headers },
          timeoutMillis: EXPORT_TIMEOUT_MS,
        }),
      ),
    ],
  });
  provider.register();
  setGlobalErrorHandler(atMostEvery(REPORT_EVERY_MS, report));
  instrument();
  return new OpenTelemetryTracer(provider, ids);
}

function atMostEvery(periodMs: number, report: (error: unknown) => void): (error: unknown) => void {
  let nextAtMs = 0;
  return (error) => {
    const nowMs = performance.now();
    if (nowMs < nextAtMs) return;
    nextAtMs = nowMs + periodMs;
    report(error);
  };
}

/** Node's HTTP server, pg and undici. */
function instrument(): void {
  registerInstrumentations({
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => UNTRACED.test(url ?? ''),
        disableOutgoingRequestInstrumentation: true,
      }),
      // Not the loops that ask the database once a second.
      new PgInstrumentation({ requireParentSpan: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
    ],
  });
  // They change the shared objects of a module when it is required, whether it is loaded already or imported later.
  const require = createRequire(import.meta.url);
  for (const name of ['http', 'pg']) require(name);
}

class OpenTelemetryTracer implements Tracer {
  private readonly spans: SpanFactory;

  constructor(
    private readonly provider: NodeTracerProvider,
    private readonly ids: EventIds,
  ) {
    this.spans = provider.getTracer('carillon', VERSION);
  }

  recorded(events: readonly TracedEvent[], startTime: number): void {
    const request = trace.getActiveSpan();
    for (const event of events) {
      const links = request === undefined ? [] : [{ context: request.spanContext() }];
      const options = { root: true, kind: SpanKind.PRODUCER, startTime, attributes: attributesOf(event), links };
      const begin = () => this.spans.startSpan(`record ${event.type}`, options);
      const span = this.ids.using(idsOfEvent(event.id), begin);
      request?.addLink({ context: span.spanContext(), attributes: attributesOf(event) });
      span.end();
    }
  }

  dispatched(events: readonly (TracedEvent & { readonly position: number })[], startTime: number): void {
    for (const event of events) {
      const own = { 'carillon.position': event.position, 'carillon.batch_size': events.length };
      this.child(event, { name: 'dispatch', kind: SpanKind.CONSUMER, startTime, own }).end();
    }
  }

  pushed(event: TracedEvent, { startedAtMs, packets }: { startedAtMs: number; packets: number }): void {
    const own = { 'carillon.packets': packets };
    this.child(event, { name: 'push', kind: SpanKind.PRODUCER, startTime: startedAtMs, own }).end();
  }

  attempt({ event, deliveryId, endpointId, number }: TracedAttempt): AttemptSpan {
    const own = {
      'carillon.delivery_id': deliveryId,
      'carillon.endpoint_id': endpointId,
      'carillon.attempt': number,
    };
    return new OpenTelemetryAttempt(this.child(event, { name: 'attempt', kind: SpanKind.CLIENT, own }));
  }

  nameRequest(method: string, route: string): void {
    trace.getActiveSpan()?.updateName(`${method} ${route}`).setAttribute('http.route', route);
  }

  currentTraceId(): string | undefined {
    return trace.getActiveSpan()?.spanContext().traceId;
  }

  async stop(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
  }

  private child(
    event: TracedEvent,
    { name, own, ...options }: { name: string; kind: SpanKind; startTime?: number; own: Attributes },
  ): Span {
    const attributes = { ...attributesOf(event), ...own };
    return this.spans.startSpan(`${name} ${event.type}`, { ...options, attributes }, traceOf(event));
  }
}

class OpenTelemetryAttempt implements AttemptSpan {
  readonly traceparent: string;

  constructor(private readonly span: Span) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  around(send: () => void): void {
    context.with(suppressTracing(context.active()), send);
  }

  end({ action, status, error }: AttemptEnd): void {
    this.span.setAttribute('carillon.action', action);
    if (status !== undefined) this.span.setAttribute('http.response.status_code', status);
    if (error !== undefined) this.span.setAttribute('error.type', error).setStatus({ code: SpanStatusCode.ERROR });
    this.span.end();
  }
}

function attributesOf({ id, type }: TracedEvent): Attributes {
  return { 'carillon.event_id': id, 'carillon.event_type': type };
}

/** Below the span that recorded the event, maybe in another process. */
function traceOf({ id }: TracedEvent): Context {
  const parent = { ...idsOfEvent(id), traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}
