import { arch, platform } from 'node:os';
import { PostgresNotInstalled } from './embedded-postgres-errors.js';

/** Absolute paths of the programs. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Uses only the binaries of `embedded-postgres`, not its class, which installs an exit hook that would stop the
 * database on SIGTERM before requests and deliveries in progress are done with it.
 *
 * @throws PostgresNotInstalled
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  try {
    const paths: Record<string, unknown> = await import(packageName);
    return {
      postgres: pathOf(paths, 'postgres'),
      initdb: pathOf(paths, 'initdb'),
      pgCtl: pathOf(paths, 'pg_ctl'),
    };
  } catch (error) {
    throw new PostgresNotInstalled(packageName, error);
  }
}

function pathOf(paths: Record<string, unknown>, name: string): string {
  const path = paths[name];
  if (typeof path !== 'string') throw new TypeError(`no path of ${name}`);
  return path;
}
