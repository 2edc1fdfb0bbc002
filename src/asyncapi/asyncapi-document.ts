import { CLIENT_QUESTIONS, HANDSHAKE, REFUSED } from './client-messages.js';
import { socketChannels, type SocketChannel } from './channels.js';
import type { JsonSchema, Message } from './message.js';
import { REFUSAL, serverMessages } from './server-messages.js';
import { eventDataSchemas, sharedSchemas } from './shared-schemas.js';
import { HEADER_SCHEMAS } from './webhook-headers.js';
import { formatMessages, standardMessages } from './webhook-messages.js';

type Fields = Readonly<Record<string, unknown>>;

export interface DescribedMessage extends Fields {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly payload: JsonSchema;
  readonly headers?: JsonSchema;
  readonly examples: readonly { readonly payload: unknown; readonly headers?: object }[];
}

export interface Channel extends Fields {
  readonly address: string | null;
  readonly title: string;
  readonly description: string;
  readonly servers: readonly { readonly $ref: string }[];
  readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
}

/** AsyncAPI 3.0, as far as others than its readers look into it. */
export interface AsyncApiDocument extends Fields {
  readonly asyncapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string } & Fields;
  readonly channels: Readonly<Record<string, Channel>>;
  readonly components: {
    readonly messages: Readonly<Record<string, DescribedMessage>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  } & Fields;
}

/** The server of every channel that is a room or the connection. */
export const SOCKETS = { $ref: '#/servers/sockets' } as const;

const DESCRIPTION = `What Carillon sends by itself: pushes over Socket.IO, with what clients may ask there, and webhooks.
\`send\` means that the server sends. Sockets speak [Socket.IO 4](https://socket.io/docs/v4/): the name of a message is that of its Socket.IO
event, its payload the one argument. REST is described at \`/api/openapi.json\`.`;

const BEARER = { type: 'http', scheme: 'bearer', description: 'An access token, or an API key with the scope `read`.' };

/** @param publicUrl where clients reach the server */
export function asyncApiDocument({ version, publicUrl }: { version: string; publicUrl: string }): AsyncApiDocument {
  const sockets = socketChannels();
  return {
    asyncapi: '3.0.0',
    info: { title: 'Carillon: sockets and webhooks', version, description: DESCRIPTION, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: servers(publicUrl),
    channels: {
      ...Object.fromEntries(Object.entries(sockets).map(([key, channel]) => [key, socketChannel(key, channel)])),
      ...webhookChannels(),
    },
    operations: { ...socketOperations(sockets), ...webhookOperations() },
    components: {
      messages: messages(),
      schemas: { ...sharedSchemas(), ...HEADER_SCHEMAS, ...eventDataSchemas() },
      securitySchemes: { token: BEARER },
    },
  };
}

function servers(publicUrl: string): object {
  const { host, protocol } = new URL(publicUrl);
  return {
    sockets: {
      host,
      pathname: '/socket.io',
      protocol: protocol === 'https:' ? 'wss' : 'ws',
      description: 'Socket.IO 4, by WebSocket or polling. The token goes into `auth` or an `Authorization` header.',
      security: [{ $ref: '#/components/securitySchemes/token' }],
    },
    receiver: {
      host: '{receiver}',
      protocol: 'https',
      description: 'Your own receiver: the URL of the endpoint.',
      variables: { receiver: { default: 'hooks.example.com', description: 'Host and port of the URL.' } },
    },
  };
}

/** Some names are sent in both directions, so the keys of questions and acks have an ending. */
const ASK = '.ask';
const OK = '.ok';
const HANDSHAKE_KEY = 'handshake';
const REFUSAL_KEY = 'connect_error';
const REFUSED_KEY = 'refused';
const DELIVERY = 'delivery.';
const STANDARD = `${DELIVERY}standard.`;

/** The key of a webhook's message in `components.messages`. */
export function deliveryKey(format: string, type: string): string {
  return format === 'standard' ? `${STANDARD}${type}` : `${DELIVERY}${format}`;
}

function messages(): Record<string, DescribedMessage> {
  const questions = Object.entries(CLIENT_QUESTIONS).flatMap(([name, { message, ack }]) => [
    describe(`${name}${ASK}`, name, message),
    describe(`${name}${OK}`, `${name}${OK}`, ack),
  ]);
  const pushes = Object.entries(serverMessages()).map(([name, message]) => describe(name, name, message));
  const standard = Object.entries(standardMessages()).map(([type, message]) =>
    describe(`${STANDARD}${type}`, type, message),
  );
  const formats = Object.entries(formatMessages()).map(([name, message]) =>
    describe(`${DELIVERY}${name}`, name, message),
  );
  return Object.fromEntries([
    describe(HANDSHAKE_KEY, HANDSHAKE_KEY, HANDSHAKE),
    describe(REFUSAL_KEY, REFUSAL_KEY, REFUSAL),
    ...questions,
    describe(REFUSED_KEY, REFUSED_KEY, REFUSED),
    ...pushes,
    ...standard,
    ...formats,
  ]);
}

function describe(key: string, name: string, message: Message): [string, DescribedMessage] {
  const { summary, payload, headers, contentType, example, exampleHeaders } = message;
  return [
    key,
    {
      name,
      title: name,
      summary,
      ...(contentType !== undefined && { contentType }),
      ...(headers !== undefined && { headers }),
      payload,
      examples: [{ ...(exampleHeaders !== undefined && { headers: exampleHeaders }), payload: example }],
    },
  ];
}

/** Of a channel: which messages it has. */
function listed(keys: readonly string[]): Channel['messages'] {
  return Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/messages/${key}` }]));
}

function socketChannel(key: string, { address, title, description, parameters, sends, receives }: SocketChannel) {
  const isConnection = key === 'connection';
  const asked = receives.flatMap((name) => [`${name}${ASK}`, `${name}${OK}`]);
  const names = Object.keys(parameters);
  return {
    address,
    title,
    description,
    servers: [SOCKETS],
    ...(names.length > 0 && {
      parameters: Object.fromEntries(names.map((name) => [name, { description: parameters[name] }])),
    }),
    messages: listed([...(isConnection ? [HANDSHAKE_KEY, REFUSAL_KEY, ...asked, REFUSED_KEY] : []), ...sends]),
  };
}

function socketOperations(channels: Readonly<Record<string, SocketChannel>>): Record<string, object> {
  const asked = Object.entries(CLIENT_QUESTIONS).map(([name, { message }]) => [
    name,
    receives({ key: `${name}${ASK}`, summary: message.summary }, [`${name}${OK}`, REFUSED_KEY]),
  ]);
  const pushed = Object.entries(channels).map(([key, { title, sends }]) => [
    `send.${key}`,
    { action: 'send', channel: channelOf(key), summary: `Push: ${title}`, messages: within(key, sends) },
  ]);
  const handshake = receives({ key: HANDSHAKE_KEY, summary: HANDSHAKE.summary }, ['ready', REFUSAL_KEY]);
  return Object.fromEntries([[HANDSHAKE_KEY, handshake], ...asked, ...pushed]) as Record<string, object>;
}

function receives({ key, summary }: { key: string; summary: string }, answers: readonly string[]): object {
  const channel = channelOf('connection');
  const reply = { channel, messages: within('connection', answers) };
  return { action: 'receive', channel, summary, messages: within('connection', [key]), reply };
}

function channelOf(key: string): object {
  return { $ref: `#/channels/${key}` };
}

function within(channel: string, keys: readonly string[]): object[] {
  return keys.map((key) => ({ $ref: `#/channels/${channel}/messages/${key}` }));
}

const FORMAT = 'format.';
const ANSWERS =
  'Answer 2xx within 30 s: delivered. 410 disables the endpoint. 429 and 503 with `Retry-After` are waited for. Anything else is tried again.';

/** By format, the keys of its messages. */
function deliveries(): [format: string, keys: string[]][] {
  const standard = Object.keys(standardMessages()).map((type) => `${STANDARD}${type}`);
  return [
    ['standard', standard],
    ...Object.keys(formatMessages()).map((name): [string, string[]] => [name, [`${DELIVERY}${name}`]]),
  ];
}

function webhookChannels(): Record<string, Channel> {
  return Object.fromEntries(
    deliveries().map(([format, keys]) => [
      `${FORMAT}${format}`,
      {
        address: null,
        title: `Webhook, format \`${format}\``,
        description: `A POST to the URL of an endpoint with \`payload_format: ${format}\`. ${ANSWERS}`,
        servers: [{ $ref: '#/servers/receiver' }],
        messages: listed(keys),
      },
    ]),
  );
}

function webhookOperations(): Record<string, object> {
  return Object.fromEntries(
    deliveries().map(([format, keys]) => [
      `deliver.${format}`,
      {
        action: 'send',
        channel: channelOf(`${FORMAT}${format}`),
        summary: `Deliver in the format ${format}`,
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
        messages: within(`${FORMAT}${format}`, keys),
      },
    ]),
  );
}
