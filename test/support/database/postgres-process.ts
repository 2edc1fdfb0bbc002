import { createInterface } from 'node:readline';
import { EmbeddedPostgres } from '../../../src/database/embedded-postgres.js';

// A process for tests to kill: starts the embedded PostgreSQL in the folder it is given, says how, and stops at a word.
const [dataDir = ''] = process.argv.slice(2);
// Ctrl-C on a terminal reaches the whole group; the server handles it, this stand-in ignores it.
process.on('SIGINT', () => undefined);
const postgres = await EmbeddedPostgres.start({ dataDir });
console.log(JSON.stringify({ url: postgres.url, owned: postgres.owned }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'stop') break;
}
await postgres.stop();
// A pipe without a reader would keep the process alive.
process.stdin.destroy();
