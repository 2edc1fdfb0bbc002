import Ajv from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import { asyncApiDocument, deliveryKey, type AsyncApiDocument } from '../../../src/asyncapi/asyncapi-document.js';
import { OTHER_TYPE } from '../../../src/asyncapi/webhook-messages.js';
import { DEFINITIONS } from '../../../src/events/catalogue/catalogue.js';
import type { Json } from '../sockets/socket.js';

/** The document that `/api/asyncapi.json` serves, and its schemas compiled as they are needed. */
interface Published {
  readonly document: AsyncApiDocument;
  readonly ajv: Ajv.default;
  /** By what it checks of which message, and by the text of the schema. */
  readonly compiled: Map<string, ValidateFunction>;
  /** Keys of the messages that were seen. */
  readonly seen: Set<string>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Kept over the test files of a worker, which loads this module again for each. */
const KEPT = Symbol.for('carillon.published-messages');
const KNOWN_TYPES = new Set(DEFINITIONS.map(({ type }) => type));

function published(): Published {
  const keeper = globalThis as { [KEPT]?: Published };
  return (keeper[KEPT] ??= load());
}

function load(): Published {
  const document = asyncApiDocument({ version: '0.0.0', publicUrl: 'http://localhost:5000' });
  const ajv = new Ajv.default({ strict: false, formats: { uuid: UUID, 'date-time': TIME, email: true, uri: true } });
  ajv.addSchema({ $id: 'document', components: { schemas: withLowerCaseHeaders(document) } });
  return { document, ajv, compiled: new Map(), seen: new Set() };
}

/** Node gives the names of headers in lower case. */
function withLowerCaseHeaders({ components }: AsyncApiDocument): object {
  const lower = (text: string) => JSON.parse(text.replaceAll(/"X-[\w-]+"/g, (name) => name.toLowerCase())) as object;
  return Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => [
      name,
      name.endsWith('Headers') ? lower(JSON.stringify(schema)) : schema,
    ]),
  );
}

export function publishedDocument(): AsyncApiDocument {
  return published().document;
}

/** What was checked in this file and the earlier ones of the worker. */
export function seenMessages(): ReadonlySet<string> {
  return published().seen;
}

/** @returns what is wrong; undefined: it is as published, with no field besides */
export function faultOf(key: string, part: 'payload' | 'headers', value: unknown): string | undefined {
  const { document, ajv, compiled, seen } = published();
  const message = document.components.messages[key];
  if (message === undefined) return `${key} is not in the AsyncAPI document: ${JSON.stringify(value)}`;
  seen.add(key);
  const name = `${part} ${key}`;
  const validate = compiled.get(name) ?? compile(published(), part, message[part]);
  compiled.set(name, validate);
  if (validate(value)) return undefined;
  return `${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 2_000)}`;
}

/** Most webhooks share their headers, so a schema is known by its text, too. */
function compile({ ajv, compiled }: Published, part: 'payload' | 'headers', schema: object = {}): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
  // What is sent and not described would go unnoticed; own headers of an endpoint may be any.
  const isStrict = part === 'payload' && 'properties' in schema;
  const known = compiled.get(text);
  const validate = known ?? ajv.compile({ ...JSON.parse(text), ...(isStrict && { unevaluatedProperties: false }) });
  compiled.set(text, validate);
  return validate;
}

/** Fails the test under way, or the file, without disturbing who is just receiving. */
export function demand(...faults: readonly (string | undefined)[]): void {
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length === 0) return;
  process.nextTick(() => {
    throw new Error(`Not as published at /api/asyncapi.json: ${found.join('; ')}`);
  });
}

export function checkAck(message: string, ack: Json): void {
  demand(faultOf(ack?.ok === true ? `${message}.ok` : 'refused', 'payload', ack));
}

/** A request of a webhook; other requests are not looked at. */
export function checkDelivery(headers: Json, body: Json): void {
  if (headers['webhook-id'] === undefined) return;
  const [format, type] = formatOf(body);
  const key = deliveryKey(format, type);
  demand(faultOf(key, 'headers', headers), faultOf(key, 'payload', body), nameFault(format, headers, body));
}

/** The format is the endpoint's, which the request does not name. */
export function formatOf(body: Json): [format: string, type: string] {
  if (body?.event === 'notification.created') return ['notification', ''];
  if (body?.specversion !== undefined) return ['cloudevents', ''];
  if (body?.embeds !== undefined) return ['discord', ''];
  if (body?.attachments !== undefined) return ['slack', ''];
  if (body?.event_type !== undefined && Number.isInteger(body.timestamp)) return ['xtsystems', ''];
  if (body?.sequence === undefined) return ['template', ''];
  return ['standard', KNOWN_TYPES.has(body.type) ? body.type : OTHER_TYPE];
}

/** The formats that name the event do so as the header does. */
function nameFault(format: string, headers: Json, body: Json): string | undefined {
  const named: Json = { standard: body?.type, cloudevents: body?.type, xtsystems: body?.event_type }[format];
  const name: Json = headers['x-webhook-event'];
  return named === undefined || name === undefined || named === name ? undefined : `${named} under the header ${name}`;
}
