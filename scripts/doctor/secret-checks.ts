import { join } from 'node:path';
import { Client } from 'pg';
import type { AppConfig } from '../../src/common/config.js';
import { readKeptSecret } from '../../src/common/kept-secret.js';
import { SecretBox } from '../../src/webhooks/secret-box.js';
import { wrong, type Finding } from './finding.js';

const SEALED_SQL = `
  SELECT id, sealed FROM webhook_endpoints,
         LATERAL unnest(ARRAY[secret_encrypted, previous_secret_encrypted, headers_encrypted]) sealed
   WHERE sealed IS NOT NULL`;

/** Whether the configured keys open what is stored, and whether the previous one is still needed. */
export async function checkSecrets(url: string, config: AppConfig): Promise<Finding[]> {
  const key = config.secretsKey ?? (await readKeptSecret(join(config.dataDir, 'secrets-key')));
  if (key === undefined) return [];
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const table = await client.query<{ known: boolean }>(
      "SELECT to_regclass('webhook_endpoints') IS NOT NULL AS known",
    );
    if (table.rows[0]?.known !== true) return [];
    const { rows } = await client.query<{ id: string; sealed: string }>(SEALED_SQL);
    return findings(rows, new SecretBox(key, config.secretsKeyPrevious));
  } finally {
    await client.end();
  }
}

function findings(rows: readonly { id: string; sealed: string }[], box: SecretBox): Finding[] {
  const by = { current: new Set<string>(), previous: new Set<string>(), unknown: new Set<string>() };
  for (const { id, sealed } of rows) by[box.sealedBy(sealed)].add(id);
  const advice = 'Set SECRETS_KEY_PREVIOUS to the key that sealed them, or give their secrets and headers anew.';
  return [
    by.unknown.size === 0
      ? { ok: 'SECRETS_KEY opens the secrets of all webhooks.' }
      : wrong(`The secrets of ${by.unknown.size} webhook(s) cannot be opened.`, advice),
    ...(box.isChangingKeys ? [previousKey(by.previous.size)] : []),
  ];
}

function previousKey(count: number): Finding {
  if (count === 0) return { ok: 'SECRETS_KEY_PREVIOUS is no longer needed.' };
  return {
    ok: `SECRETS_KEY_PREVIOUS is needed for ${count} webhook(s). The next start of the server seals them anew.`,
  };
}
