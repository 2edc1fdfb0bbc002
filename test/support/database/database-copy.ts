import { Client } from 'pg';

/**
 * A database as it was at a moment, to be put back in its place: as an operator does with a backup. Rows, sequences and the
 * cluster's identity are those of then, so that positions of the log are given a second time.
 */
export class DatabaseCopy {
  private constructor(
    private readonly name: string,
    private readonly copy: string,
  ) {}

  static async take(url: string): Promise<DatabaseCopy> {
    const name = new URL(url).pathname.slice(1);
    const taken = new DatabaseCopy(name, `${name}_copy`);
    await asAdmin((admin) =>
      apart(admin, name, () => admin.query(`CREATE DATABASE ${taken.copy} TEMPLATE ${name}`).then(() => undefined)),
    );
    return taken;
  }

  /** Cuts off all sessions; those of before find the old state when they connect again. Once. */
  async putBack(): Promise<void> {
    await asAdmin(async (admin) => {
      await admin.query(`ALTER DATABASE ${this.name} ALLOW_CONNECTIONS false`);
      await admin.query(`DROP DATABASE ${this.name} WITH (FORCE)`);
      await admin.query(`ALTER DATABASE ${this.copy} RENAME TO ${this.name}`);
    });
  }
}

/** A template may have no connections. */
async function apart(admin: Client, name: string, work: () => Promise<void>): Promise<void> {
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  try {
    await admin.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name]);
    await work();
  } finally {
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  }
}

async function asAdmin(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: process.env['CARILLON_TEST_ADMIN_URL'] });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
