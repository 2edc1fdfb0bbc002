import { signHeaders, SigningSecret, type SignatureFamily } from '../webhooks/signing/signing.js';
import { fields, type JsonSchema } from './message.js';

/** The secret of the examples, so that a reader can check them: its bytes say what it is. */
const EXAMPLE_SECRET = `whsec_${Buffer.from('a secret for the examples alone.').toString('base64')}`;
const EXAMPLE_SECONDS = 1_769_851_800;

const UNIX_SECONDS = { type: 'string', pattern: String.raw`^\d{10,}$` };
const HEX = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const XT_HEX = { type: 'string', pattern: '^sha256=[0-9a-f]{64}$' };
const OLD = 'During a rotation: signed with the previous secret.';

const ON_EVERY: Readonly<Record<string, JsonSchema>> = {
  'content-type': { type: 'string' },
  'user-agent': { type: 'string', description: '`Carillon/<version>`' },
  'webhook-id': { type: 'string', format: 'uuid', description: 'The same over all attempts: drop what was seen.' },
};

interface Family {
  readonly always: Readonly<Record<string, JsonSchema>>;
  readonly rotated: Readonly<Record<string, JsonSchema>>;
}

/** What the setting `signatures` of an endpoint adds to that. */
const FAMILIES: Readonly<Record<SignatureFamily, Family>> = {
  standard: {
    always: {
      'webhook-timestamp': { ...UNIX_SECONDS, description: 'Unix seconds of this attempt.' },
      'webhook-signature': {
        type: 'string',
        pattern: '^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$',
        description: 'Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`, base64; a list during a rotation.',
      },
    },
    rotated: {},
  },
  'x-webhook': {
    always: {
      'X-Webhook-Id': { type: 'string', format: 'uuid', description: 'The same as `webhook-id`.' },
      'X-Webhook-Event': { type: 'string', description: 'The name of the event.' },
      'X-Webhook-Timestamp': { ...UNIX_SECONDS, description: 'Unix seconds of this attempt.' },
      'X-Webhook-Signature': { ...HEX, description: 'HMAC-SHA256 of `timestamp.body`, hex.' },
    },
    rotated: { 'X-Webhook-Signature-Previous': { ...HEX, description: OLD } },
  },
  xtsystems: {
    always: {
      'X-XTSystems-Timestamp': { ...UNIX_SECONDS, description: 'Unix seconds of this attempt.' },
      'X-XTSystems-Signature': { ...XT_HEX, description: 'HMAC-SHA256 of timestamp and body, hex.' },
    },
    rotated: { 'X-XTSystems-Signature-Previous': { ...XT_HEX, description: OLD } },
  },
};
const SIGNED: Readonly<Record<string, JsonSchema>> = Object.assign(
  {},
  ...Object.values(FAMILIES).flatMap(({ always, rotated }) => [always, rotated]),
);

/** The headers that a receiver may count on, by the name of their schema: those of one signature family at least. */
export const HEADER_SCHEMAS = {
  WebhookHeaders: {
    ...fields(ON_EVERY, SIGNED),
    anyOf: Object.values(FAMILIES).map(({ always }) => ({ required: Object.keys(always) })),
  },
};

/** One header, for OpenAPI, which lists each. */
export interface Header {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
}

/** Of all families. */
export function headerList(): Header[] {
  const listed = (headers: Readonly<Record<string, JsonSchema>>, isRequired: boolean) =>
    Object.entries(headers).map(([name, schema]) => ({ name, isRequired, schema }));
  return [...listed(ON_EVERY, true), ...listed(SIGNED, false)];
}

export interface SignedExample {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly contentType: string;
  readonly families: readonly SignatureFamily[];
}

/** As a delivery carries them, rightly signed with the secret of the examples. */
export function exampleHeaders({ contentType, ...message }: SignedExample): Record<string, string> {
  const list = signHeaders({
    ...message,
    timestampSeconds: EXAMPLE_SECONDS,
    secrets: [SigningSecret.from(EXAMPLE_SECRET)],
  });
  const headers: Record<string, string> = { 'content-type': contentType, 'user-agent': 'Carillon/0.1.0' };
  for (let index = 0; index < list.length; index += 2) headers[list[index] ?? ''] = list[index + 1] ?? '';
  return headers;
}
