import { once } from 'node:events';
import { mkdtemp, rmdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { AppConfig, InvalidConfiguration } from './common/config.js';
import { findSecret, SECRET_NAMES } from './common/installation-secrets.js';

/**
 * Returns the configuration after checking everything that can be checked without a change: variables, the port, the
 * data folder, stored secrets and the bucket. Runs before a database is created, because a later failure would leave
 * one behind.
 *
 * @throws InvalidConfiguration that lists all problems
 */
export async function checkedConfig(): Promise<AppConfig> {
  const problems: string[] = [];
  const config = readConfig(problems);
  // Consequences of a wrong value are not reported again.
  const isPlaceKnown = !problems.some((problem) => /^(PORT|HOST) /.test(problem));
  const port = isPlaceKnown ? portProblem(config) : [];
  const found = await Promise.all([port, folderProblem(config), bucketProblem(config)]);
  problems.push(...found.flat());
  if (found[1].length === 0) problems.push(...(await secretProblems(config)));
  if (problems.length > 0) throw new InvalidConfiguration(problems, config);
  return config;
}

function readConfig(problems: string[]): AppConfig {
  try {
    return new AppConfig();
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    problems.push(...error.problems);
    return error.config;
  }
}

/** Tests it by listening for a moment. */
async function portProblem({ port, host }: AppConfig): Promise<string[]> {
  if (port === 0) return [];
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    return [];
  } catch (error) {
    return [portFault(`${host}:${port}`, error)];
  } finally {
    server.close();
  }
}

function portFault(place: string, error: unknown): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `PORT: another program listens on ${place}. Set PORT to a free one, or stop that program.`;
    case 'EACCES':
      return `PORT: this user may not listen on ${place}. Set PORT to 1024 or higher.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST: ${place} is no address of this machine. Set HOST to one, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return `PORT, HOST: cannot listen on ${place}: ${reasonOf(error)}.`;
  }
}

/** Tests it by making a folder there, or in the nearest existing parent; removes it again. */
async function folderProblem({ dataDir }: AppConfig): Promise<string[]> {
  try {
    await rmdir(await mkdtemp(join(await firstExisting(dataDir), '.carillon-')));
    return [];
  } catch (error) {
    return [
      `DATA_DIR: ${dataDir} cannot be written: ${reasonOf(error)}. Give this user the right to, or set DATA_DIR.`,
    ];
  }
}

async function firstExisting(folder: string): Promise<string> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await stat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT' && path !== dirname(path)) return undefined;
      throw error;
    });
    if (found !== undefined) return path;
  }
}

async function secretProblems(config: AppConfig): Promise<string[]> {
  const problems = SECRET_NAMES.map((name) =>
    findSecret(config, name).then(
      () => [],
      (error: unknown) => [`${name}: ${reasonOf(error)}`],
    ),
  );
  return (await Promise.all(problems)).flat();
}

/** A bucket that does not answer is not a problem: everything else works without it. */
async function bucketProblem({ uploads }: AppConfig): Promise<string[]> {
  if (uploads.s3 === undefined) return [];
  const { S3FileStore } = await import('./attachments/storage/s3-file-store.js');
  const store = new S3FileStore(uploads.s3, uploads.folder);
  try {
    const fault = await store.findFault().catch(() => undefined);
    return fault === undefined ? [] : [fault];
  } finally {
    store.onApplicationShutdown();
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
