import { Injectable } from '@nestjs/common';
import { InvalidInput, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { isUrl } from '../../common/urls.js';
import { chosenFamilies } from '../formats/chosen-families.js';
import { isCredential, OwnAddress } from '../http/own-address.js';
import { WebhookUrlRules } from '../http/webhook-url-rules.js';
import { parseSchedule } from './endpoint-field-rules.js';
import { EndpointHeaders } from './endpoint-headers.js';
import { CreateEndpoint, EndpointSettings, type UpdateEndpoint } from './endpoints.dto.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** Applies given settings to an endpoint, and checks the result as a whole. */
@Injectable()
export class EndpointChanges {
  constructor(
    private readonly urls: WebhookUrlRules,
    private readonly headers: EndpointHeaders,
    private readonly ownAddress: OwnAddress,
    checks: InputChecks,
  ) {
    checks.register(EndpointSettings, (input) => this.fieldFaults(input));
    checks.register(CreateEndpoint, newEndpointFaults);
  }

  /**
   * Leaves `active` alone, because switching has consequences. Headers belong to the origin that they were given for: a
   * URL of another origin drops them, unless they are sent again.
   *
   * @param known the faults found so far
   * @throws InvalidInput with every offending field
   */
  apply(endpoint: WebhookEndpoint, input: UpdateEndpoint, known: readonly FieldError[] = []): void {
    if (input.url !== undefined && originOf(input.url) !== originOf(endpoint.url)) endpoint.headersEncrypted = null;
    Object.assign(endpoint, withoutUndefined(plainColumns(input)));
    const signatures = input.signatures === undefined ? endpoint.signatures : input.signatures;
    endpoint.signatures = chosenFamilies(signatures, endpoint.payloadFormat);
    if (input.retry_schedule !== undefined) endpoint.retryScheduleMs = parseSchedule(input.retry_schedule) ?? null;
    // The default `*` applies only when categories are given.
    if (endpoint.events.length === 0 && endpoint.categories.length > 0) endpoint.events = ['*'];
    const errors = [...this.faults(endpoint, input), ...this.applyHeaders(endpoint, input), ...known];
    if (errors.length > 0) throw new InvalidInput(errors);
  }

  private applyHeaders(endpoint: WebhookEndpoint, { headers }: UpdateEndpoint): FieldError[] {
    if (headers === undefined) return [];
    const { sealed, unknown } = this.headers.merge(endpoint, headers);
    endpoint.headersEncrypted = sealed;
    return unknown.map((name) => ({ field: 'headers', message: `must include the value of ${name} again` }));
  }

  private faults(endpoint: WebhookEndpoint, input: UpdateEndpoint): FieldError[] {
    const errors = this.fieldFaults(input);
    if (input.url === undefined) errors.push(...this.credentialFaults(endpoint.url, input.headers));
    if (endpoint.events.length === 0) errors.push(NO_EVENTS);
    if ((endpoint.payloadFormat === 'template') !== (endpoint.template !== null)) errors.push(TEMPLATE_AND_FORMAT);
    return errors;
  }

  /** Faults of single fields, independent of the rest of the endpoint. */
  private fieldFaults(input: Partial<UpdateEndpoint>): FieldError[] {
    const errors: FieldError[] = [];
    const urlFault = input.url === undefined ? undefined : this.urls.faultOf(input.url);
    if (urlFault !== undefined) errors.push({ field: 'url', message: urlFault });
    if (input.payload_format === 'notification') {
      errors.push({ field: 'payload_format', message: 'is for personal webhooks only; use standard' });
    }
    if (input.url !== undefined) errors.push(...this.credentialFaults(input.url, input.headers));
    return errors;
  }

  /** An endpoint that may act on its own server may feed itself. */
  private credentialFaults(url: string, headers: Readonly<Record<string, string>> = {}): FieldError[] {
    if (!this.ownAddress.isOwn(url)) return [];
    const refused = Object.keys(headers).filter(isCredential);
    return refused.map((name) => ({
      field: 'headers',
      message: `must not set ${name} for a URL of this server itself`,
    }));
  }
}

const NO_EVENTS = { field: 'events', message: 'must name at least one event, unless categories are given' };
const TEMPLATE_AND_FORMAT = {
  field: 'template',
  message: 'must be given for payload_format template, and for no other',
};

/** Faults of a new endpoint as a whole, before it exists. */
export function newEndpointFaults(input: Partial<EndpointSettings>, faulty: ReadonlySet<string>): FieldError[] {
  const errors: FieldError[] = [];
  const hasEvents = [input.events, input.categories].some((list) => list !== undefined && list.length > 0);
  if (!hasEvents && !faulty.has('events') && !faulty.has('categories')) errors.push(NO_EVENTS);
  const isTemplate = input.payload_format === 'template';
  const hasTemplate = typeof input.template === 'string';
  const isKnown = !faulty.has('payload_format') && !faulty.has('template');
  if (isKnown && isTemplate !== hasTemplate) errors.push(TEMPLATE_AND_FORMAT);
  return errors;
}

/** The host of a URL, without a trailing dot; for a relative URL, a word for this server. */
export function hostOf(url: string): string {
  return isUrl(url) ? new URL(url).hostname.replace(/\.$/, '') : 'this server';
}

/** Scheme, host and port; the same for all relative URLs, and for any text that is not a URL. */
function originOf(url: string | undefined): string {
  if (url === undefined || !isUrl(url)) return 'this server';
  const { protocol, port } = new URL(url);
  return `${protocol}//${hostOf(url)}:${port}`;
}

function plainColumns(input: UpdateEndpoint): Partial<WebhookEndpoint> {
  return {
    name: input.name,
    url: input.url,
    description: input.description,
    events: unique(input.events),
    categories: unique(input.categories),
    filter: input.filter,
    payloadFormat: input.payload_format,
    template: input.template,
    jsonStyle: input.json_style,
    maxAttempts: input.max_attempts,
    timeoutSeconds: input.timeout_seconds,
    rateLimit: input.rate_limit,
    includeInternal: input.include_internal,
  };
}

function unique(values: string[] | undefined): string[] | undefined {
  return values === undefined ? undefined : [...new Set(values)];
}

function withoutUndefined(columns: Partial<WebhookEndpoint>): Partial<WebhookEndpoint> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
