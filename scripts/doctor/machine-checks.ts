import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { reasonOf, wrong, type Finding } from './finding.js';

const OLDEST_NODE = [20, 19] as const;
const LEAST_FREE_BYTES = 500 * 1024 * 1024;

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return { ok: `Node ${version}.` };
  return wrong(`Node is ${version}.`, `Install Node ${oldestMajor}.${oldestMinor} or later.`);
}

export async function checkDataFolder(dataDir: string): Promise<Finding> {
  const probe = join(dataDir, `.doctor-${randomUUID()}`);
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(probe, '', { mode: 0o600, flag: 'wx' });
    await rm(probe);
    const { bavail, bsize } = await statfs(dataDir);
    const freeBytes = bavail * bsize;
    if (freeBytes < LEAST_FREE_BYTES) {
      return wrong(
        `Only ${Math.round(freeBytes / 1024 / 1024)} MiB are free at ${dataDir}.`,
        'Make room or move DATA_DIR.',
      );
    }
    return { ok: `${dataDir} can be written, ${Math.round(freeBytes / 1024 / 1024 / 1024)} GiB are free.` };
  } catch (error) {
    return wrong(`${dataDir} cannot be written: ${reasonOf(error)}.`, 'Give this user the right to, or set DATA_DIR.');
  }
}

/** A server of ours that listens there already is what one would hope for. */
export async function checkPort(port: number, host: string): Promise<Finding> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return { ok: `Port ${port} on ${host} is free.` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' && (await isCarillon(port))) return { ok: `Carillon listens on port ${port} already.` };
    return wrong(
      `Port ${port} on ${host} cannot be used: ${reasonOf(error)}.`,
      'Set PORT or HOST, or stop what listens there.',
    );
  } finally {
    server.close();
  }
}

async function isCarillon(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://localhost:${port}/api/openapi.json`, { signal: AbortSignal.timeout(2_000) });
    return (await response.text()).includes('"title":"Carillon"');
  } catch {
    return false;
  }
}
