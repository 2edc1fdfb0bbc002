import type { Pool } from 'undici';
import type { Slice } from '../harness.js';
import type { Person } from '../processes/application.js';

/** Where comments are written. */
export interface Server {
  readonly pool: Pool;
}

/** One connection's work: it comments as this person on these tickets in turn. */
export interface Writer {
  person: Person;
  ticketIds: readonly string[];
}

const BODY = JSON.stringify({ content: 'Have you tried to turn it off and on again? '.repeat(5) });

/** Every writer sends its next comment when the last one is answered, until the time is over. */
export async function commentFor(server: Server, writers: readonly Writer[], ms: number): Promise<Slice> {
  const startedAt = performance.now();
  const endsAt = startedAt + ms;
  const counts = await Promise.all(
    writers.map((writer) => commentWhile(server, writer, () => performance.now() < endsAt)),
  );
  return { operations: total(counts), seconds: (performance.now() - startedAt) / 1000 };
}

export async function commentTimes(server: Server, writers: readonly Writer[], times: number): Promise<void> {
  let left = times;
  await Promise.all(writers.map((writer) => commentWhile(server, writer, () => left-- > 0)));
}

async function commentWhile(server: Server, { person, ticketIds }: Writer, goesOn: () => boolean): Promise<number> {
  const headers = { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' };
  const paths = ticketIds.map((id) => `/api/tickets/${id}/comments`);
  let count = 0;
  while (goesOn()) {
    const path = paths[count % paths.length] ?? '';
    const { statusCode, body } = await server.pool.request({ path, method: 'POST', headers, body: BODY });
    if (statusCode !== 201) throw new Error(`POST ${path}: ${statusCode} ${await body.text()}`);
    await body.dump();
    count += 1;
  }
  return count;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
