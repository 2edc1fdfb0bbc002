import type { Environment } from './environment.js';
import { isUrl } from './urls.js';

/** Where traces are sent; the names of the variables are those of OpenTelemetry. */
export interface TracingConfig {
  /** Of an OTLP/HTTP collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** What the collector asks for, such as a key. Never logged. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  /** The share of traces that are sent, from 0 to 1. */
  readonly share: number;
}

/** @returns undefined: `OTEL_EXPORTER_OTLP_ENDPOINT` is not set */
export function tracingConfig(env: Environment): TracingConfig | undefined {
  const endpoint = env.optional('OTEL_EXPORTER_OTLP_ENDPOINT');
  const headers = collectorHeaders(env);
  const serviceName = env.text('OTEL_SERVICE_NAME', 'carillon');
  const shareText = env.text('OTEL_TRACES_SAMPLER_ARG', '1');
  const share = Number(shareText);
  if (!/^(0|1|[01]?\.\d+)$/.test(shareText) || share > 1) {
    env.problems.push(`OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1 such as 0.1, not "${shareText}".`);
  }
  if (endpoint === undefined) return undefined;
  if (!isUrl(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    env.problems.push(
      'OTEL_EXPORTER_OTLP_ENDPOINT must be an http(s) URL such as http://127.0.0.1:4318, without /v1/traces.',
    );
  }
  return { endpoint: endpoint.replace(/\/+$/, ''), headers, serviceName, share };
}

/** `name=value,name=value`, percent-encoded, as the specification of OpenTelemetry has it. */
function collectorHeaders(env: Environment): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of env.list('OTEL_EXPORTER_OTLP_HEADERS', [])) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)=(.*)$/.exec(pair) ?? [];
    const decoded = value === undefined ? undefined : decodedText(value.trim());
    if (name === undefined || decoded === undefined) {
      env.problems.push('OTEL_EXPORTER_OTLP_HEADERS must list headers as name=value, percent-encoded.');
      return {};
    }
    headers[name] = decoded;
  }
  return headers;
}

/** @returns undefined: not percent-encoded, or no value that a header can have */
function decodedText(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text);
    return /^[\t\u0020-\u007e]*$/.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}
