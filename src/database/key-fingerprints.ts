import type { Client } from 'pg';
import type { SecretName } from '../common/installation-secrets.js';

const READ_SQL = 'SELECT name, fingerprint FROM installation_keys';
const ACCEPT_SQL = `
  INSERT INTO installation_keys (name, fingerprint) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET fingerprint = excluded.fingerprint, accepted_at = now()`;
const EXISTS_SQL = `SELECT to_regclass('installation_keys') IS NOT NULL AS found`;

/** The fingerprints that the processes of this database agree on, as rows of `installation_keys`. */
export class KeyFingerprints {
  constructor(private readonly client: Client) {}

  /** False: this database is not migrated so far. */
  async exist(): Promise<boolean> {
    return (await this.client.query<{ found: boolean }>(EXISTS_SQL)).rows[0]?.found === true;
  }

  async read(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.client.query<{ name: string; fingerprint: string }>(READ_SQL);
    return new Map(rows.map(({ name, fingerprint }) => [name, fingerprint]));
  }

  /** Replaces what is there. */
  async accept(name: SecretName, fingerprint: string): Promise<void> {
    await this.client.query(ACCEPT_SQL, [name, fingerprint]);
  }
}
