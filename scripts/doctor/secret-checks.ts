import type { Client } from 'pg';
import type { AppConfig } from '../../src/common/config.js';
import { findSecret } from '../../src/common/installation-secrets.js';
import { findKeyProblems } from '../../src/key-agreement.js';
import { endpointsByKey } from '../../src/webhooks/signing/sealed-columns.js';
import { SecretBox } from '../../src/webhooks/signing/secret-box.js';
import { reasonOf, wrong, type Finding } from './finding.js';
import { COMMAND_TIMEOUT_MS, databaseClient } from '../../src/database/database-client.js';

/** Whether the configured keys are those of the database, open what is stored, and whether the previous one is needed. */
export async function checkSecrets(url: string, config: AppConfig): Promise<Finding[]> {
  const client = databaseClient({ connectionString: url, query_timeout: COMMAND_TIMEOUT_MS });
  await client.connect();
  try {
    return [...(await agreement(client, config)), ...(await sealed(client, config))];
  } catch (error) {
    return [wrong(reasonOf(error), 'The server would not start.')];
  } finally {
    await client.end();
  }
}

async function agreement(client: Client, config: AppConfig): Promise<Finding[]> {
  const problems = await findKeyProblems(config, client);
  if (problems.length === 0) return [{ ok: 'JWT_SECRET and SECRETS_KEY are those that the database was set up with.' }];
  const advice =
    'Share the keys of a process that works, set SECRETS_KEY_PREVIOUS to the old key, or run npm run keys:accept.';
  return problems.map((problem) => wrong(problem, advice));
}

async function sealed(client: Client, config: AppConfig): Promise<Finding[]> {
  const key = await findSecret(config, 'SECRETS_KEY');
  if (key === undefined) return [];
  const box = new SecretBox(key, config.secretsKeyPrevious);
  const { previous, unknown } = await endpointsByKey(client, box);
  const advice = 'Set SECRETS_KEY_PREVIOUS to the key that sealed them, or enter their secrets and headers again.';
  return [
    unknown.size === 0
      ? { ok: 'SECRETS_KEY opens the secrets of all webhooks.' }
      : wrong(`The secrets of ${unknown.size} webhook(s) cannot be opened.`, advice),
    ...(box.isChangingKeys ? [previousKey(previous.size)] : []),
  ];
}

function previousKey(count: number): Finding {
  if (count === 0) return { ok: 'SECRETS_KEY_PREVIOUS is no longer needed.' };
  return {
    ok: `SECRETS_KEY_PREVIOUS is needed for ${count} webhook(s). The next start of the server seals them again.`,
  };
}
