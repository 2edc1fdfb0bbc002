import { fileURLToPath } from 'node:url';
import { publicDefinitions, PUSHES } from '../../src/events/catalogue/catalogue.js';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

export const CLIENT_TYPES_FILE = fileURLToPath(new URL('../../client/src/api-types.ts', import.meta.url));
export const CLIENT_CATALOGUE_FILE = fileURLToPath(new URL('../../client/src/catalogue.ts', import.meta.url));

const HEADER =
  '/** Made from the OpenAPI document by `npm run client:types`: do not edit, a test compares it with the code. */\n';

const FORMATS_COMMENT =
  '/** What `payload_format` of a webhook can be. `notification` is for personal webhooks alone. */\n';

interface Document {
  components: { schemas: Record<string, { properties: Record<string, { enum?: string[] }> }> };
}

/** @param document the answer of `GET /api/openapi.json` */
export async function clientTypes(document: unknown): Promise<string> {
  const types = astToString(await openapiTypescript(document as OpenAPI3, { emptyObjectsUnknown: true }));
  return `${HEADER}${types}${FORMATS_COMMENT}export const PAYLOAD_FORMATS = ${JSON.stringify(formatsOf(document))} as const;\n`;
}

/** The one list that pages need at run time, to offer its values. */
function formatsOf(document: unknown): unknown {
  const { components } = document as Document;
  return components.schemas['CreateEndpoint']?.properties['payload_format']?.enum;
}

const CATALOGUE_HEADER = `/** Made from the event catalogue by \`npm run client:types\`: do not edit, a test compares it with the code. */
import type { components } from './api-types.js';
`;

/** The names of all events, and what the rooms of lists are sent. */
export function clientCatalogue(): string {
  const names = publicDefinitions().map(({ type }) => `  ${type.toUpperCase().replaceAll('.', '_')}: '${type}',`);
  const rooms = [...PUSHES.values()].map(({ room, message, answer }) => {
    const data = answer === null ? 'Record<string, unknown>' : `components['schemas']['${answer.name}']`;
    return `  ${room}: { message: '${message}'; data: ${data} };`;
  });
  return [
    CATALOGUE_HEADER,
    '/** Every event name that the server knows; any other `noun.verb` may be sent too. */',
    'export const WEBHOOK_EVENTS = {',
    ...names,
    '} as const;',
    '',
    'export type WebhookEvent = (typeof WEBHOOK_EVENTS)[keyof typeof WEBHOOK_EVENTS];',
    '',
    '/** The rooms of lists: the message that each is sent, and its `data` unless that is a deletion. */',
    'export interface ListRooms {',
    ...rooms,
    '}',
    '',
  ].join('\n');
}
