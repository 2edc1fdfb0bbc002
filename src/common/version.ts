import { existsSync, readFileSync } from 'node:fs';

/** The package's version. Its file is one folder higher when the code runs from `dist/`. */
export const VERSION: string = readVersion();

function readVersion(): string {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((path) => existsSync(path));
  if (file === undefined) return '0.0.0';
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
