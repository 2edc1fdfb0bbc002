import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

export const CLIENT_TYPES_FILE = fileURLToPath(new URL('../../client/src/api-types.ts', import.meta.url));

const HEADER =
  '/** Made from the OpenAPI document by `npm run client:types`: do not edit, a test compares it with the code. */\n';

/** @param document the answer of `GET /api/openapi.json` */
export async function clientTypes(document: unknown): Promise<string> {
  return HEADER + astToString(await openapiTypescript(document as OpenAPI3, { emptyObjectsUnknown: true }));
}
