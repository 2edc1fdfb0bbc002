import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { copyTree } from './copy-tree.js';

/** Files that a server recreates, or that belong to the running one. The write-ahead log comes last. */
const LEFT_OUT_FOLDERS =
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$|(^|\/)pgsql_tmp/;
const LEFT_OUT_FILES =
  /^(postmaster\.(pid|opts)|backup_label|tablespace_map|global\/pg_control)$|(^|\/)pg_internal\.init/;
const SEGMENT = /^[0-9A-F]{24}$/;
const SLOT = 'carillon_backup';

interface Stopped {
  readonly label: string;
  readonly segment: string;
}

/**
 * Copies the files of a running PostgreSQL, by its own protocol for that: what was written meanwhile is in the write-ahead
 * log that comes along, and the copy replays it when it first starts. Writers go on.
 *
 * @param url of a superuser
 */
export async function copyCluster(url: string, cluster: string, target: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Keeps the log of the whole copy, and is gone with this session.
    await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [`${SLOT}_${process.pid}`]);
    const { rows } = await client.query<{ segment: string }>(
      `SELECT pg_walfile_name(pg_backup_start('carillon', fast => true)) AS segment`,
    );
    await copyTree(cluster, target, { leaveOut: (path) => LEFT_OUT_FOLDERS.test(path) || LEFT_OUT_FILES.test(path) });
    await copyControlFile(cluster, target);
    const { label, segment } = await stopBackup(client);
    await writeFile(join(target, 'backup_label'), label, { mode: 0o600 });
    await copyLog(cluster, target, { first: rows[0]?.segment ?? '', last: segment });
  } finally {
    await client.end();
  }
}

async function stopBackup(client: Client): Promise<Stopped> {
  const { rows } = await client.query<Stopped>(
    'SELECT labelfile AS label, pg_walfile_name(lsn) AS segment FROM pg_backup_stop(wait_for_archive => false)',
  );
  const [stopped] = rows;
  if (stopped === undefined) throw new Error('PostgreSQL did not end the backup.');
  return stopped;
}

/** The server may write it in this moment: two equal reads are a whole one. */
async function copyControlFile(cluster: string, target: string): Promise<void> {
  const path = join('global', 'pg_control');
  let before = await readFile(join(cluster, path));
  for (;;) {
    const now = await readFile(join(cluster, path));
    if (now.equals(before)) break;
    before = now;
  }
  await writeFile(join(target, path), before, { mode: 0o600 });
}

/** The segments of the copy's time: older ones are not needed, and later names are empty files kept for the future. */
async function copyLog(
  cluster: string,
  target: string,
  { first, last }: { first: string; last: string },
): Promise<void> {
  const folder = join(target, 'pg_wal');
  await mkdir(join(folder, 'archive_status'), { recursive: true, mode: 0o700 });
  const names = (await readdir(join(cluster, 'pg_wal'))).filter(
    (name) => name.endsWith('.history') || (SEGMENT.test(name) && name >= first && name <= last),
  );
  if (!names.includes(first) || !names.includes(last)) throw new Error('PostgreSQL dropped log that the copy needs.');
  for (const name of names) {
    await writeFile(join(folder, name), await readFile(join(cluster, 'pg_wal', name)), { mode: 0o600 });
  }
}
