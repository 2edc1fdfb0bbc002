import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';

const FOLDER = new URL('../migrations/', import.meta.url);
const LOCK = 'lock.json';
const MIGRATION_FILE = /^(\d+)-.*\.ts$/;

/** A migration as databases may have run it. Entries are added at the end and never changed. */
export interface LockedMigration {
  /** Of the class: databases remember the migration by it. */
  readonly name: string;
  readonly file: string;
  /** Of the source, with line feeds alone. */
  readonly sha256: string;
}

/**
 * Whether the files are what the lock says. Databases that ran a migration never run it again, so one that is renamed runs
 * twice, and one that is edited leaves old databases behind.
 *
 * @returns what is wrong and what to do; empty: all is well
 */
export async function findLockProblems(folder = FOLDER): Promise<string[]> {
  const [locked, present] = await Promise.all([readLock(folder), readMigrations(folder)]);
  const problems = locked.flatMap((entry) => compare(entry, present));
  const files = new Set(locked.map(({ file }) => file));
  for (const added of present.filter(({ file }) => !files.has(file))) {
    problems.push(tooEarly(added, locked) ?? `migrations/${added.file} is not locked. Run: npm run migration:lock`);
  }
  if (locked.some(({ file }, place) => place > 0 && file <= (locked[place - 1]?.file ?? ''))) {
    problems.push(`migrations/${LOCK} is not in order. Restore it: entries are only ever added at its end.`);
  }
  return problems;
}

/**
 * Adds the migrations that are not in the lock at its end; changes no entry.
 *
 * @returns the files added
 * @throws Error when an entry disagrees with its file, or a new migration would run before one that is locked
 */
export async function lockMigrations(folder = FOLDER): Promise<string[]> {
  const [locked, present] = await Promise.all([readLock(folder), readMigrations(folder)]);
  const files = new Set(locked.map(({ file }) => file));
  const added = present.filter(({ file }) => !files.has(file));
  const problems = [
    ...locked.flatMap((entry) => compare(entry, present)),
    ...added.flatMap((migration) => tooEarly(migration, locked) ?? []),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const lines = [...locked, ...added].map((entry) => `  ${JSON.stringify(entry)}`);
  await writeFile(new URL(LOCK, folder), `[\n${lines.join(',\n')}\n]\n`);
  return added.map(({ file }) => file);
}

export async function readLock(folder = FOLDER): Promise<LockedMigration[]> {
  const text = await readFile(new URL(LOCK, folder), 'utf8').catch(() => '[]');
  return JSON.parse(text) as LockedMigration[];
}

/** In the order in which they run on an empty database. */
async function readMigrations(folder: URL): Promise<LockedMigration[]> {
  const files = (await readdir(folder)).filter((file) => MIGRATION_FILE.test(file)).sort();
  return Promise.all(files.map(async (file) => describe(file, await readFile(new URL(file, folder), 'utf8'))));
}

function describe(file: string, source: string): LockedMigration {
  const text = source.replaceAll('\r\n', '\n');
  const name = /export class (\w+)/.exec(text)?.[1] ?? '';
  return { name, file, sha256: createHash('sha256').update(text).digest('hex') };
}

function compare(entry: LockedMigration, present: readonly LockedMigration[]): string[] {
  const found = present.find(({ file }) => file === entry.file);
  const place = `migrations/${entry.file}`;
  if (found === undefined) {
    return [
      `${place} is missing: it was renamed or removed. Put it back; databases that ran it remember ${entry.name}.`,
    ];
  }
  if (found.sha256 === entry.sha256 && found.name === entry.name) return [];
  return [
    `${place} was edited: databases that ran it would not get the change. Undo it and write a new migration. ` +
      `If it was never on main, restore migrations/${LOCK} from there and run: npm run migration:lock`,
  ];
}

/** On databases that exist it would run after migrations that an empty one runs it before. */
function tooEarly({ file }: LockedMigration, locked: readonly LockedMigration[]): string | undefined {
  const last = locked.at(-1)?.file ?? '';
  if (file > last) return undefined;
  return `migrations/${file} must run after ${last}, which is locked. Give file, class and name a later timestamp.`;
}
