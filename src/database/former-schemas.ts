import type { Client } from 'pg';

/** Migrations renamed after databases had run them: former name to present one. Never shorten this list. */
const FORMER_NAMES: Readonly<Record<string, string>> = {
  LiveWatchers1764000012000: 'LiveWatchers1764000015000',
};

const TABLE_EXISTS_SQL = `SELECT to_regclass('migrations') IS NOT NULL AS found`;
const NAMES_SQL = 'SELECT name FROM migrations';
const RENAME_SQL = `
  UPDATE migrations SET name = $2, timestamp = substring($2 FROM '\\d+$')::bigint
   WHERE name = $1 AND NOT EXISTS (SELECT FROM migrations WHERE name = $2)`;

/** What earlier versions of two migrations lacked. They were edited after databases had run them. */
const LACKING_SQL = `
  SELECT count(*)::int AS found FROM information_schema.columns
   WHERE table_schema = 'public' AND (table_name, column_name) IN
         (('notifications', 'deleted_at'), ('webhook_deliveries', 'tries'), ('webhook_deliveries', 'enriched_data'),
          ('webhook_endpoints', 'failing_told'))`;
const COMPLETE = 4;
const EDITED = ['Notifications1764000003000', 'Webhooks1764000004000'];

/** Two endpoints of one owner could have the same name then; later ones get a number. */
const COMPLETE_SQL = `
  ALTER TABLE notifications ADD COLUMN IF NOT EXISTS deleted_at timestamptz(3);
  DROP INDEX IF EXISTS notifications_unread;
  CREATE INDEX notifications_unread ON notifications (user_id)
    WHERE read_at IS NULL AND archived_at IS NULL AND deleted_at IS NULL AND inbox;
  CREATE TABLE IF NOT EXISTS inbox_changes (
    user_id uuid NOT NULL,
    position bigint NOT NULL,
    delta integer NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (user_id, position)
  );
  ALTER TABLE webhook_deliveries
    ADD COLUMN IF NOT EXISTS tries integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS waited_ms integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS timings text,
    ADD COLUMN IF NOT EXISTS enriched_data text;
  ALTER TABLE webhook_endpoints ADD COLUMN IF NOT EXISTS failing_told boolean NOT NULL DEFAULT false;
  UPDATE webhook_endpoints e SET name = e.name || ' ' || n.number
    FROM (SELECT id, row_number() OVER (
              PARTITION BY owner_type, CASE owner_type WHEN 'user' THEN user_id WHEN 'company' THEN company_id END, name
              ORDER BY id) AS number
            FROM webhook_endpoints WHERE kind = 'endpoint') n
   WHERE n.id = e.id AND n.number > 1;
  CREATE UNIQUE INDEX IF NOT EXISTS webhook_endpoints_name_user ON webhook_endpoints (user_id, name)
    WHERE kind = 'endpoint' AND owner_type = 'user';
  CREATE UNIQUE INDEX IF NOT EXISTS webhook_endpoints_name_company ON webhook_endpoints (company_id, name)
    WHERE kind = 'endpoint' AND owner_type = 'company';
  CREATE UNIQUE INDEX IF NOT EXISTS webhook_endpoints_name_system ON webhook_endpoints (name)
    WHERE kind = 'endpoint' AND owner_type = 'system';`;

/** A newer version migrated the database, and this version cannot know what changed. */
export class SchemaIsNewer extends Error {
  constructor(readonly unknown: readonly string[]) {
    super(
      `The database was migrated by a newer version of Carillon: this version does not know ${unknown.join(', ')}. ` +
        'Start the version that migrated it or a later one. To go back for good, restore the backup that was made before the upgrade, ' +
        'or run `npm run migration:revert` with the newer version, once for each of these migrations.',
    );
    this.name = 'SchemaIsNewer';
  }
}

/**
 * Which migrations a database has run, by their present names, for those who only look. Changes nothing.
 *
 * @param known names of all migrations of this version
 * @returns undefined: the database is empty; `isComplete`: it lacks nothing that edited migrations brought
 * @throws SchemaIsNewer
 */
export async function readMigrations(
  client: Client,
  known: readonly string[],
): Promise<{ done: string[]; isComplete: boolean } | undefined> {
  const { rows } = await client.query<{ found: boolean }>(TABLE_EXISTS_SQL);
  if (rows[0]?.found !== true) return undefined;
  const done = (await readNames(client)).map((name) => FORMER_NAMES[name] ?? name);
  refuseUnknown(done, known);
  return { done, isComplete: !wereEdited(done) || (await lacksNothing(client)) };
}

/**
 * Brings a database of an earlier version to the state that the pending migrations expect: renamed migrations get their
 * present names, and the parts that edited ones lacked are added. Runs before the migrations, under their lock.
 *
 * @param known names of all migrations of this version
 * @throws SchemaIsNewer
 */
export async function readyForMigrations(client: Client, known: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(TABLE_EXISTS_SQL);
  if (rows[0]?.found !== true) return;
  for (const [former, present] of Object.entries(FORMER_NAMES)) await client.query(RENAME_SQL, [former, present]);
  const done = await readNames(client);
  refuseUnknown(done, known);
  // One string of several statements is one transaction.
  if (wereEdited(done) && !(await lacksNothing(client))) await client.query(COMPLETE_SQL);
}

async function readNames(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(NAMES_SQL);
  return rows.map(({ name }) => name);
}

function refuseUnknown(done: readonly string[], known: readonly string[]): void {
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new SchemaIsNewer(unknown);
}

function wereEdited(done: readonly string[]): boolean {
  return EDITED.every((name) => done.includes(name));
}

async function lacksNothing(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ found: number }>(LACKING_SQL);
  return rows[0]?.found === COMPLETE;
}
