import type { LookupAddress } from 'node:dns';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';

const LOOK_AGAIN_MS = 5_000;
const MAX_BYTES = 1_048_576;

/**
 * The names in the system's hosts file. Rereads the file when it changes, and checks for that at most every 5 s. Reads
 * synchronously: it is a small local file, and asynchronous reads take one of libuv's few threads.
 */
export class HostsFile {
  private names = new Map<string, LookupAddress[]>();
  private version = '';
  private nextLookMs = 0;

  constructor(private readonly path: string = systemPath()) {}

  /** Empty when the file does not name the host. */
  addressesOf(hostname: string): readonly LookupAddress[] {
    this.refresh(performance.now());
    return this.names.get(hostname) ?? [];
  }

  private refresh(nowMs: number): void {
    if (nowMs < this.nextLookMs) return;
    this.nextLookMs = nowMs + LOOK_AGAIN_MS;
    const version = versionOf(this.path);
    if (version === this.version) return;
    this.version = version;
    this.names = version === '' ? new Map() : parseHosts(contentOf(this.path));
  }
}

/** Changes whenever the file does; empty when there is no readable file. */
export function versionOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() !== true || stats.size > MAX_BYTES ? '' : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

/** Lines with an address and its names; `#` begins a comment. Other lines are ignored. */
export function parseHosts(text: string): Map<string, LookupAddress[]> {
  const names = new Map<string, LookupAddress[]>();
  for (const line of text.split('\n')) {
    const [address = '', ...hosts] = line.replace(/#.*/, '').trim().split(/\s+/);
    const family = isIP(address);
    if (family === 0) continue;
    for (const host of hosts) {
      const name = host.toLowerCase();
      names.set(name, [...(names.get(name) ?? []), { address, family }]);
    }
  }
  return names;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Unreadable for this account: then it names no host, as for any other program of the account.
    return '';
  }
}

function systemPath(): string {
  return process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
}
