import { join } from 'node:path';
import { createApplication } from './application.js';
import { AppConfig } from './common/config.js';
import { shareListening } from './common/http/shared-listening.js';
import { EmbeddedPostgres } from './database/embedded-postgres.js';
import { runMigrations } from './database/migrations.js';
import { Shutdown, type Running } from './shutdown.js';
import { describeFailure } from './start-failure.js';
import { checkedConfig } from './start-checks.js';
import { FirstAdminBootstrap, type FirstAdmin } from './users/first-admin.service.js';
import { KeptAdminPassword, passwordFile } from './users/kept-admin-password.js';

async function start(): Promise<void> {
  let config = await checkedConfig();
  const postgres =
    config.databaseUrl === undefined
      ? await EmbeddedPostgres.start({ dataDir: join(config.dataDir, 'postgres'), mayAttach: false })
      : undefined;
  if (postgres !== undefined) config = new AppConfig(undefined, postgres);
  try {
    await runMigrations(config.databaseUrl ?? '');
    const app = await createApplication(config);
    stopOnSignal({ app, postgres });
    const admin = await app.get(FirstAdminBootstrap, { strict: false }).ensureAdmin();
    const isKept = await app.get(KeptAdminPassword, { strict: false }).exists();
    await app.listen(config.port, config.host);
    await shareListening(app.getHttpServer());
    print(banner(config, { admin, isKept }));
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

interface AdminAccess {
  /** Null: there was one already. */
  readonly admin: FirstAdmin | null;
  /** Whether the generated password's file is there. */
  readonly isKept: boolean;
}

function banner(config: AppConfig, { admin, isKept }: AdminAccess): string {
  const lines = [
    `Carillon is ready: ${config.publicUrl}`,
    `Documentation:     ${config.publicUrl}/docs`,
    `API docs:          ${config.publicUrl}/api/docs`,
    `Dashboard:         ${config.publicUrl}/`,
  ];
  if (admin !== null) lines.push(`Admin:             ${admin.email}`);
  const password = passwordLine(config, { admin, isKept });
  if (password !== undefined) lines.push(password);
  return lines.join('\n');
}

/** The password itself only where a person reads it: what goes into a log is kept and copied. */
function passwordLine(config: AppConfig, { admin, isKept }: AdminAccess): string | undefined {
  const file = passwordFile(config);
  if (admin?.generatedPassword === null) return 'Password:          as set by ADMIN_PASSWORD';
  if (admin !== null && process.stdout.isTTY && config.logFormat === 'pretty') {
    return `Password:          ${admin.generatedPassword} (kept in ${file} until changed)`;
  }
  return isKept ? `Admin password:    in ${file} until changed` : undefined;
}

function stopOnSignal(running: Running): void {
  const shutdown = new Shutdown(running);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      shutdown.stop(signal).catch(fail);
    });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
}

start().catch(fail);
