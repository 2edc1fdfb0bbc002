import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from './application.js';
import { AppConfig } from './common/config.js';
import { PROCESS_ROLES } from './common/roles.js';
import { listenForMany } from './common/http/shared-listening.js';
import { AppLogger } from './common/logger.js';
import { traceWith } from './common/tracing/tracer.js';
import type { EmbeddedPostgres } from './database/embedded-postgres.js';
import { runMigrations } from './database/migrations.js';
import { fail } from './failure.js';
import { Shutdown, type Running } from './shutdown.js';
import { FirstAdminService, type FirstAdmin } from './users/first-admin.service.js';
import { KeptAdminPassword, passwordFile } from './users/kept-admin-password.js';

/**
 * Migrates the database, starts the application and prints how to reach it; SIGTERM and SIGINT stop it.
 *
 * @param postgres the embedded one, stopped with the application, or when this fails
 */
export async function serve(checked: AppConfig, postgres: EmbeddedPostgres | undefined): Promise<void> {
  const config = postgres === undefined ? checked : new AppConfig(undefined, postgres);
  try {
    await runMigrations(config.databaseUrl ?? '');
    const app = await createApplication(config);
    await trace(app, config);
    stopOnSignal({ app, postgres });
    const admin = await app.get(FirstAdminService, { strict: false }).ensureAdmin();
    const isKept = await app.get(KeptAdminPassword, { strict: false }).exists();
    await listenForMany(app, config);
    process.stdout.write(`${banner(config, { admin, isKept })}\n`);
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

/** Loads what makes traces only when they are asked for. */
async function trace(app: NestFastifyApplication, { tracing }: AppConfig): Promise<void> {
  if (tracing === undefined) return;
  const { startOpenTelemetry } = await import('./common/tracing/open-telemetry.js');
  const logger = app.get(AppLogger);
  traceWith(startOpenTelemetry(tracing, (error) => logger.warn('traces.not_sent', { error: String(error) })));
}

interface AdminAccess {
  /** Null: there was an admin already. */
  readonly admin: FirstAdmin | null;
  /** Whether the generated password's file exists. */
  readonly isKept: boolean;
}

function banner(config: AppConfig, { admin, isKept }: AdminAccess): string {
  const lines = [
    `Carillon is ready: ${config.publicUrl}`,
    ...(config.roles.has('api')
      ? [
          `Documentation:     ${config.publicUrl}/docs`,
          `API docs:          ${config.publicUrl}/api/docs`,
          `Dashboard:         ${config.publicUrl}/`,
        ]
      : []),
    ...(config.roles.size < PROCESS_ROLES.length ? [`Roles:             ${[...config.roles].join(', ')}`] : []),
  ];
  if (admin !== null) lines.push(`Admin:             ${admin.email}`);
  const password = passwordLine(config, { admin, isKept });
  if (password !== undefined) lines.push(password);
  return lines.join('\n');
}

/** The password is printed only on a terminal: logs are kept and copied. */
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
