import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

const TABLES_SQL = `
  SELECT c.table_name AS name FROM information_schema.tables c
   WHERE c.table_schema = 'public' AND c.table_type = 'BASE TABLE' ORDER BY c.table_name`;

/** Every row of every table of the database that matches, whatever tables there are. */
export async function rowsWith(dataSource: DataSource, pattern: string): Promise<string[]> {
  const tables = await dataSource.query<{ name: string }[]>(TABLES_SQL);
  const found: string[] = [];
  for (const { name } of tables) {
    const sql = `SELECT t::text AS row FROM "${name}" t WHERE t::text ~* $1`;
    const rows = await dataSource.query<{ row: string }[]>(sql, [pattern]);
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return [...new Set(found)];
}

/** Files below a folder whose path or content matches. */
export async function filesWith(folder: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (pattern.test(path) || pattern.test(await readFile(path, 'latin1'))) found.push(path);
  }
  return found;
}
