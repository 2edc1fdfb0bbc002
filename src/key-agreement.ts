import type { Client } from 'pg';
import type { AppConfig } from './common/config.js';
import {
  fingerprintOf,
  findSecret,
  loadSecret,
  SECRET_NAMES,
  secretFile,
  type SecretName,
} from './common/installation-secrets.js';
import { KeyFingerprints } from './database/key-fingerprints.js';
import { endpointsByKey } from './webhooks/signing/sealed-columns.js';
import { SecretBox } from './webhooks/signing/secret-box.js';
import { COMMAND_TIMEOUT_MS, databaseClient } from './database/database-client.js';

const CONNECT_MS = 10_000;
const LOCK_SQL = 'LOCK TABLE installation_keys IN SHARE ROW EXCLUSIVE MODE';

/**
 * This process has other secrets than the processes that used the database before. If it started, other processes would
 * refuse its tokens, and webhooks would wait for secrets that it cannot open.
 */
export class KeysDiffer extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      [
        'This process and the database do not belong together:',
        ...problems.map((problem) => `  - ${problem}`),
        'All processes on one database share JWT_SECRET and SECRETS_KEY. Set both to the values of a process that works,',
        'or copy its DATA_DIR/jwt-secret and DATA_DIR/secrets-key.',
        'To change SECRETS_KEY, set SECRETS_KEY_PREVIOUS to the old key. To go on with the keys of this process and give up',
        'the old ones, run `npm run keys:accept` with this configuration.',
      ].join('\n'),
    );
    this.name = 'KeysDiffer';
  }
}

/**
 * The first process on a database stores the fingerprints of its secrets; every later one must have the same. A change
 * of SECRETS_KEY that names the old key in SECRETS_KEY_PREVIOUS is accepted.
 *
 * @throws KeysDiffer
 */
export async function agreeOnKeys(config: AppConfig): Promise<void> {
  await withClient(config, async (client) => {
    // All keys or none: of several first starts, one must not win with one key and another with the other.
    await client.query(`BEGIN; ${LOCK_SQL}`);
    const problems: string[] = [];
    for (const name of SECRET_NAMES) {
      const problem = await agreeOn(name, config, client);
      if (problem !== undefined) problems.push(problem);
    }
    // Closing the connection rolls back.
    if (problems.length > 0) throw new KeysDiffer(problems);
    await client.query('COMMIT');
  });
}

/** The findings of `npm run doctor`; changes nothing. Empty: all is well, or the database is new. */
export async function findKeyProblems(config: AppConfig, client: Client): Promise<string[]> {
  const fingerprints = new KeyFingerprints(client);
  if (!(await fingerprints.exist())) return [];
  const accepted = await fingerprints.read();
  const problems = await Promise.all(
    SECRET_NAMES.map(async (name) => {
      const known = accepted.get(name);
      const secret = await findSecret(config, name);
      if (known === undefined || (secret !== undefined && isAcceptable(name, { config, secret, known }))) return [];
      return [describe(name, { config, secret, known })];
    }),
  );
  return problems.flat();
}

export interface AcceptedKey {
  readonly name: SecretName;
  readonly hasChanged: boolean;
}

/** Makes this configuration's secrets those of the database, whatever was agreed before. */
export async function acceptKeys(config: AppConfig): Promise<readonly AcceptedKey[]> {
  return withClient(config, async (client) => {
    const fingerprints = new KeyFingerprints(client);
    if (!(await fingerprints.exist())) throw new Error('This database has no keys yet. Start Carillon once.');
    const before = await fingerprints.read();
    const accepted: AcceptedKey[] = [];
    for (const name of SECRET_NAMES) {
      const fingerprint = fingerprintOf(await loadSecret(config, name), name);
      await fingerprints.accept(name, fingerprint);
      accepted.push({ name, hasChanged: before.get(name) !== fingerprint });
    }
    return accepted;
  });
}

async function agreeOn(name: SecretName, config: AppConfig, client: Client): Promise<string | undefined> {
  const fingerprints = new KeyFingerprints(client);
  const known = (await fingerprints.read()).get(name);
  // No file is generated for a database that has keys: it could only be wrong.
  const secret = known === undefined ? await loadSecret(config, name) : await findSecret(config, name);
  if (secret === undefined) return describe(name, { config, secret, known });
  const own = fingerprintOf(secret, name);
  if (known === undefined) {
    if (name === 'SECRETS_KEY' && (await opensNothing(secret, config, client))) return OPENS_NOTHING;
    await fingerprints.accept(name, own);
    return undefined;
  }
  if (!isAcceptable(name, { config, secret, known })) return describe(name, { config, secret, known });
  if (known !== own) await fingerprints.accept(name, own);
  return undefined;
}

const OPENS_NOTHING =
  'SECRETS_KEY opens none of the webhook secrets and headers that are stored. The process that sealed them had another one.';

/** A database from before fingerprints: a wrong key must not become the agreed one. */
async function opensNothing(secret: string, config: AppConfig, client: Client): Promise<boolean> {
  const { current, previous, unknown } = await endpointsByKey(client, new SecretBox(secret, config.secretsKeyPrevious));
  return unknown.size > 0 && current.size + previous.size === 0;
}

interface Comparison {
  readonly config: AppConfig;
  readonly secret: string | undefined;
  readonly known: string | undefined;
}

function isAcceptable(name: SecretName, { config, secret, known }: Comparison): boolean {
  if (secret !== undefined && fingerprintOf(secret, name) === known) return true;
  const { secretsKeyPrevious: previous } = config;
  return name === 'SECRETS_KEY' && previous !== undefined && fingerprintOf(previous, name) === known;
}

function describe(name: SecretName, { config, secret, known }: Comparison): string {
  const file = secretFile(config, name);
  if (secret === undefined) return `${name} is not set, and ${file} does not exist; the database was set up with one.`;
  const isSet = (name === 'JWT_SECRET' ? config.jwtSecret : config.secretsKey) !== undefined;
  const source = isSet ? name : `${name} (from ${file})`;
  return `${source} has the fingerprint ${short(fingerprintOf(secret, name))}; the database was set up with ${short(known)}.`;
}

/** Enough digits to compare processes by eye. */
function short(fingerprint: string | undefined): string {
  return fingerprint?.slice(0, 8) ?? 'none';
}

async function withClient<T>(config: AppConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = databaseClient({
    connectionString: config.databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: COMMAND_TIMEOUT_MS,
  });
  // The query in progress fails with the same error.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
