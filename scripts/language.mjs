#!/usr/bin/env node
// The language check of `npm run lint`. Spelling: cspell's dictionaries and the words of cspell.json, which editors read too.
// Style: the words and turns of language/rules.mjs, in tests as well.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findUnwantedWords } from './language/find.mjs';
import { findMisspelledWords } from './language/spelling.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const READ = /\.(md|ts|tsx|mjs)$/;
/** Generated, in German, or a list of the very words. */
const NOT_READ =
  /^(client\/src\/api-types\.ts$|web\/src\/(i18n\/german\/|embed\/texts\.ts)|scripts\/language\/|test\/unit\/language\.spec\.ts$)/;
/** Sample data comes in many languages; columns of PostgreSQL's catalogue are its own. */
const NOT_SPELLED = /(^|\/)(test|migrations)\/|\/samples?\.ts$|^scripts\/(fill|readme-picture)\//;

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const sources = listed
  .split('\n')
  .filter((path) => READ.test(path) && !NOT_READ.test(path) && existsSync(ROOT + path))
  .map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') }));

const misspelled = await findMisspelledWords(sources.filter(({ path }) => !NOT_SPELLED.test(path)));
for (const { path, line, word } of misspelled) {
  console.error(`${path}:${line}: "${word}" is in no dictionary. Correct it, or add it to "words" in cspell.json.`);
}
const unwanted = sources.flatMap(({ path, text }) =>
  findUnwantedWords(path, text).map((finding) => ({ path, ...finding })),
);
for (const { path, line, words, instead } of unwanted) {
  console.error(`${path}:${line}: "${words}": write ${instead}.`);
}
process.exitCode = misspelled.length + unwanted.length > 0 ? 1 : 0;
