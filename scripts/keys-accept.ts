import { AppConfig } from '../src/common/config.js';
import { loadSecret } from '../src/common/installation-secrets.js';
import { acceptKeys, type AcceptedKey } from '../src/key-agreement.js';
import { endpointsByKey } from '../src/webhooks/signing/sealed-columns.js';
import { SecretBox } from '../src/webhooks/signing/secret-box.js';
import { withConfiguredDatabase } from './lent-database.js';
import { COMMAND_TIMEOUT_MS, databaseClient } from '../src/database/database-client.js';

const CONSEQUENCES: Readonly<Record<AcceptedKey['name'], string>> = {
  JWT_SECRET: 'Access tokens given out before are invalid now. Clients get new ones by their refresh tokens.',
  SECRETS_KEY: 'What was sealed with the old key stays sealed, unless SECRETS_KEY_PREVIOUS is set to it.',
};

/** After a change of keys without the old one: the database goes on with the keys of this configuration. */
async function accept(url: string): Promise<string> {
  const config = new AppConfig(undefined, { url });
  const keys = await acceptKeys(config);
  const lines = keys.map(({ name, hasChanged }) =>
    hasChanged ? `${name}: accepted. ${CONSEQUENCES[name]}` : `${name}: unchanged.`,
  );
  const unreadable = await countUnreadable(url, config);
  if (unreadable > 0) {
    lines.push(
      `The secrets or headers of ${unreadable} webhook(s) cannot be opened. Enter them again: ` +
        'POST /api/webhooks/:id/regenerate-secret, and PATCH with `headers`.',
    );
  }
  lines.push('Restart every process that has other keys.');
  return lines.join('\n');
}

async function countUnreadable(url: string, config: AppConfig): Promise<number> {
  const client = databaseClient({ connectionString: url, query_timeout: COMMAND_TIMEOUT_MS });
  await client.connect();
  try {
    const box = new SecretBox(await loadSecret(config, 'SECRETS_KEY'), config.secretsKeyPrevious);
    return (await endpointsByKey(client, box)).unknown.size;
  } finally {
    await client.end();
  }
}

try {
  process.stdout.write(`${await withConfiguredDatabase(accept)}\n`);
} catch (error) {
  process.stderr.write(`The keys were not changed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
