import { resolve } from 'node:path';
import { AppConfig } from '../src/common/config.js';
import { BackupProblem, makeBackup } from './backup/backup.js';
import { restoreBackup } from './backup/restore.js';

const USAGE = `Usage: npm run backup -- <new folder>
       npm run restore -- <backup>`;
const OWN_DATABASE =
  'DATABASE_URL is set: back up and restore that database by its own tools, such as pg_dump and pg_restore, together with ' +
  'DATA_DIR/uploads, JWT_SECRET and SECRETS_KEY. After a restore run `npm run epoch:new`.';

async function run([command, place]: readonly string[]): Promise<string> {
  const config = new AppConfig();
  if (config.databaseUrl !== undefined) throw new BackupProblem(OWN_DATABASE);
  if (place === undefined || place === '') throw new BackupProblem(USAGE);
  const folder = resolve(place);
  if (command === 'restore') {
    const { created_at: at, files } = await restoreBackup(config, folder);
    return [
      `Restored ${files} files of ${at} into ${config.dataDir}. The log has a new epoch: clients refetch.`,
      ...keyNote(config, 'The server needs the JWT_SECRET and SECRETS_KEY of that time.'),
    ].join('\n');
  }
  const { files, bytes } = await makeBackup(config, folder);
  return [
    `${folder} holds ${files} files, ${Math.ceil(bytes / 1_048_576)} MiB. It holds secrets: keep it as safe as DATA_DIR.`,
    ...keyNote(config, 'Keep JWT_SECRET and SECRETS_KEY with it: they are set by the environment.'),
    ...(config.uploads.s3 === undefined ? [] : ['Uploads are in a bucket, which is not part of it.']),
  ].join('\n');
}

function keyNote({ jwtSecret, secretsKey }: AppConfig, note: string): string[] {
  return jwtSecret === undefined && secretsKey === undefined ? [] : [note];
}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
