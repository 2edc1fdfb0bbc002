import { join } from 'node:path';
import { createApplication } from './application.js';
import { AppConfig } from './common/config.js';
import { EmbeddedPostgres } from './database/embedded-postgres.js';
import { runMigrations } from './database/migrations.js';
import { Shutdown, type Running } from './shutdown.js';
import { describeFailure } from './start-failure.js';
import { FirstAdminBootstrap } from './users/first-admin.service.js';

async function start(): Promise<void> {
  let config = new AppConfig();
  const postgres =
    config.databaseUrl === undefined
      ? await EmbeddedPostgres.start({ dataDir: join(config.dataDir, 'postgres') })
      : undefined;
  if (postgres !== undefined) config = new AppConfig(undefined, postgres);
  try {
    await runMigrations(config.databaseUrl ?? '');
    const app = await createApplication(config);
    stopOnSignal({ app, postgres });
    const admin = await app.get(FirstAdminBootstrap, { strict: false }).ensureAdmin();
    await app.listen(config.port, config.host);
    print(banner(config, admin));
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

type Admin = Awaited<ReturnType<FirstAdminBootstrap['ensureAdmin']>>;

function banner(config: AppConfig, admin: Admin): string {
  const lines = [
    `Carillon is ready: ${config.publicUrl}`,
    `API docs:          ${config.publicUrl}/api/docs`,
    `Dashboard:         ${config.publicUrl}/`,
  ];
  if (admin === null) return lines.join('\n');
  lines.push(`Admin:             ${admin.email}`);
  lines.push(
    admin.generatedPassword === null
      ? 'Password:          as set by ADMIN_PASSWORD'
      : `Password:          ${admin.generatedPassword} (kept in ${admin.passwordFile} until changed)`,
  );
  return lines.join('\n');
}

function stopOnSignal(running: Running): void {
  const shutdown = new Shutdown(running);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      shutdown.stop().catch(fail);
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
