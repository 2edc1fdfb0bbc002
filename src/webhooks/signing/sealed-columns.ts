import type { Client } from 'pg';
import type { SealedBy, SecretBox } from './secret-box.js';

const SEALED_SQL = `
  SELECT id, sealed FROM webhook_endpoints,
         LATERAL unnest(ARRAY[secret_encrypted, previous_secret_encrypted, headers_encrypted]) sealed
   WHERE sealed IS NOT NULL`;
const EXISTS_SQL = `SELECT to_regclass('webhook_endpoints') IS NOT NULL AS found`;

/** Ids of endpoints, by the key that opens something of them. One endpoint may stand under several keys. */
export async function endpointsByKey(
  client: Client,
  box: SecretBox,
): Promise<Readonly<Record<SealedBy, ReadonlySet<string>>>> {
  const by = { current: new Set<string>(), previous: new Set<string>(), unknown: new Set<string>() };
  const { rows: tables } = await client.query<{ found: boolean }>(EXISTS_SQL);
  if (tables[0]?.found !== true) return by;
  const { rows } = await client.query<{ id: string; sealed: string }>(SEALED_SQL);
  for (const { id, sealed } of rows) by[box.sealedBy(sealed)].add(id);
  return by;
}
