import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AppConfig } from './config.js';
import { keptSecret, readKeptSecret } from './kept-secret.js';

const GENERATED_BYTES = 48;
export const MIN_SECRET_BYTES = 32;

/**
 * Each is a variable, or a file in `DATA_DIR` that the first start generates. All processes on a database share both.
 */
export type SecretName = 'JWT_SECRET' | 'SECRETS_KEY';

export const SECRET_NAMES: readonly SecretName[] = ['JWT_SECRET', 'SECRETS_KEY'];

type SecretSettings = Pick<AppConfig, 'dataDir' | 'jwtSecret' | 'secretsKey'>;

export function secretFile({ dataDir }: Pick<AppConfig, 'dataDir'>, name: SecretName): string {
  return join(dataDir, name === 'JWT_SECRET' ? 'jwt-secret' : 'secrets-key');
}

/** Undefined: neither the variable nor the file exists. @throws SecretTooShort */
export async function findSecret(config: SecretSettings, name: SecretName): Promise<string | undefined> {
  const set = name === 'JWT_SECRET' ? config.jwtSecret : config.secretsKey;
  if (set !== undefined) return set;
  const file = secretFile(config, name);
  const kept = await readKeptSecret(file);
  return kept === undefined ? undefined : longEnough(kept, file);
}

/** Generates the file when there is neither variable nor file. @throws SecretTooShort */
export async function loadSecret(config: SecretSettings, name: SecretName): Promise<string> {
  const found = await findSecret(config, name);
  if (found !== undefined) return found;
  const file = secretFile(config, name);
  return longEnough(await keptSecret(file, () => randomBytes(GENERATED_BYTES).toString('base64')), file);
}

/** Shows whether two processes have the same secret, and nothing else about it: 64 hexadecimal digits. */
export function fingerprintOf(secret: string, name: SecretName): string {
  return createHmac('sha256', secret).update(`carillon fingerprint of ${name}`).digest('hex');
}

/** The file was cut short or emptied by hand. */
export class SecretTooShort extends Error {
  constructor(file: string) {
    super(
      `The secret in ${file} has fewer than ${MIN_SECRET_BYTES} bytes. Put the original file back, ` +
        'or remove it to get a new one; then run `npm run keys:accept`.',
    );
    this.name = 'SecretTooShort';
  }
}

function longEnough(secret: string, file: string): string {
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) throw new SecretTooShort(file);
  return secret;
}
