import type { JsonSchema, Message } from './message.js';
import { eventDataSchemas, sharedSchemas } from './shared-schemas.js';
import { headerList, type Header } from './webhook-headers.js';
import { formatMessages, standardMessages } from './webhook-messages.js';

/** What OpenAPI says of webhooks: its `webhooks`, and what of `components` they refer to. */
export interface OpenApiWebhooks {
  readonly webhooks: Readonly<Record<string, object>>;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly parameters: Readonly<Record<string, object>>;
  readonly responses: Readonly<Record<string, object>>;
}

/** Shared schemas that webhooks use; the others are of sockets. */
const USED = ['EventActor', 'NotificationEnvelope'];
/** OpenAPI says it by the media type of the body. */
const CONTENT_TYPE = 'content-type';
const PARAMETERS = headerList().filter(({ name }) => name !== CONTENT_TYPE);

/** The answers of a receiver, by status: the name of each, and what follows from it. */
const ANSWERS: Readonly<Record<string, readonly [name: string, description: string]>> = {
  '2XX': ['WebhookTaken', 'Delivered. Answer within 30 s, best before the work is done.'],
  '410': ['WebhookGone', 'The receiver is gone: the endpoint is disabled at once.'],
  '429': ['WebhookTooMany', 'With `Retry-After` it is sent again after that time, without an attempt spent.'],
  '503': ['WebhookNotNow', 'With `Retry-After` it is sent again after that time, without an attempt spent.'],
  default: ['WebhookFailed', 'Not delivered: the next attempt follows by the schedule. Redirects are not followed.'],
};
const RESPONSES = Object.fromEntries(
  Object.entries(ANSWERS).map(([status, [name]]) => [status, { $ref: `#/components/responses/${name}` }]),
);

/** One webhook for each event type in the format `standard`, and one for each other format. */
export function openApiWebhooks(): OpenApiWebhooks {
  const shared = sharedSchemas();
  const standard = Object.entries(standardMessages());
  const formats = Object.entries(formatMessages()).map(([format, message]) => [`format.${format}`, message] as const);
  const webhooks = [...standard, ...formats].map(([name, message]) => [name, webhook(name, message)] as const);
  return {
    webhooks: Object.fromEntries(webhooks),
    schemas: { ...Object.fromEntries(USED.map((name) => [name, shared[name] ?? {}])), ...eventDataSchemas() },
    parameters: Object.fromEntries(PARAMETERS.map((header) => [header.name, parameter(header)])),
    responses: Object.fromEntries(Object.values(ANSWERS).map(([name, description]) => [name, { description }])),
  };
}

function webhook(name: string, { summary, contentType, payload, example }: Message): object {
  return {
    post: {
      operationId: `webhook_${name.replaceAll(/\W/g, '_')}`,
      summary: name,
      description: summary,
      tags: ['webhooks'],
      security: [],
      parameters: PARAMETERS.map((header) => ({ $ref: `#/components/parameters/${header.name}` })),
      requestBody: { required: true, content: { [mediaType(contentType)]: { schema: payload, example } } },
      responses: RESPONSES,
    },
  };
}

function parameter({ name, isRequired, schema }: Header): object {
  const { description, ...type } = schema as { description?: string };
  return { name, in: 'header', required: isRequired, description, schema: type };
}

function mediaType(contentType = 'application/json'): string {
  return contentType.split(';', 1)[0] ?? '';
}
