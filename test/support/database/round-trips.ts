import { WatchedClient } from '../../../src/database/database-client.js';
import { StatementGroup } from '../../../src/database/statement-group.js';
import { requestContext } from '../../../src/common/request-context.js';

/** What the requests of people send to the database while the work runs, a list for each round trip: the statements in it. */
export async function roundTripsDuring(work: () => Promise<unknown>): Promise<string[][]> {
  const sent: string[][] = [];
  // Called below on the client that it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const original = WatchedClient.prototype.query;
  WatchedClient.prototype.query = function query(this: WatchedClient, ...args: unknown[]): never {
    if (requestContext() !== undefined) sent.push(textsOf(args[0]).map(shortened));
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    WatchedClient.prototype.query = original;
  }
  return sent;
}

function textsOf(query: unknown): string[] {
  if (query instanceof StatementGroup) return query.texts;
  if (typeof query === 'string') return [query];
  return [(query as { text: string }).text];
}

/** Without marks, and no more than what the statement does to which table. */
function shortened(text: string): string {
  const plain = text
    .replaceAll(/\/\*.*?\*\//g, '')
    .replaceAll('"', '')
    .trim();
  const [, first = ''] = /^(WITH|SELECT|INSERT INTO \w+|UPDATE \w+|DELETE FROM \w+|[A-Z ]+)/.exec(plain) ?? [];
  const tables = [...plain.matchAll(/\b(?:FROM|INTO|UPDATE) ([a-z_]+)/g)].map(([, table = '']) => table);
  return /^(WITH|SELECT)/.test(first) ? `${first} ${[...new Set(tables)].join(' ')}` : first.trim();
}
