import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBuild } from '../test/support/servers/server-build.js';

const run = promisify(execFile);
const VERSION = '9999.0.0';

/** Adds, as migrations do between versions that run side by side: a column and an index that older code does not know. */
const MIGRATION = `
export class ReviewedTickets9999999999999 {
  async up(runner) {
    await runner.query('ALTER TABLE tickets ADD COLUMN reviewed_at timestamptz(3)');
    await runner.query('CREATE INDEX tickets_reviewed ON tickets (reviewed_at) WHERE reviewed_at IS NOT NULL');
  }

  async down(runner) {
    await runner.query('DROP INDEX tickets_reviewed');
    await runner.query('ALTER TABLE tickets DROP COLUMN reviewed_at');
  }
}
`;

const COLUMN_SQL = `
  SELECT FROM information_schema.columns WHERE table_name = 'tickets' AND column_name = 'reviewed_at'`;

/** The version after this one: the same code, and one migration more. */
export class NewerVersion {
  private constructor(
    private readonly parent: string,
    private readonly folder: string,
  ) {}

  static async build(): Promise<NewerVersion> {
    const parent = await mkdtemp(join(tmpdir(), 'carillon-newer-'));
    const folder = await makeBuild(parent, ['scripts', 'ormconfig.ts']);
    await writeFile(join(folder, 'dist', 'migrations', '9999999999999-reviewed-tickets.js'), MIGRATION);
    const file = join(folder, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
    // The file is a link to this version's.
    await rm(file);
    await writeFile(file, JSON.stringify({ ...manifest, version: VERSION }));
    return new NewerVersion(parent, folder);
  }

  get main(): string {
    return join(this.folder, 'dist', 'src', 'main.js');
  }

  /** `npm run migration:revert` of an installed build. */
  async revert(databaseUrl: string): Promise<void> {
    const script = join(this.folder, 'dist', 'scripts', 'migrations.js');
    const { PATH } = process.env;
    await run(process.execPath, [script, 'revert'], { env: { PATH, DATABASE_URL: databaseUrl } });
  }

  /** Whether a database has what this version adds. */
  async hasMigrated(view: { rows(sql: string): Promise<object[]> }): Promise<boolean> {
    return (await view.rows(COLUMN_SQL)).length > 0;
  }

  async remove(): Promise<void> {
    await rm(this.parent, { recursive: true, force: true });
  }
}
