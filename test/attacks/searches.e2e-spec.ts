import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

const TICKETS = 400;
const TEXT_BYTES = 50_000;
const SEARCHES = 30;

let attacked: AttackedServer;
let searcher: Attacker;

beforeAll(async () => {
  attacked = await AttackedServer.start();
  searcher = await attacked.attacker({ connections: SEARCHES });
  const ticket: Json = await searcher.must('POST /api/tickets', { body: { title: 'A ticket to copy' } });
  // What an evening of posting gives, at once: within the limits it takes the attacker a minute for each 600.
  const words = Array.from({ length: 2_000 }, (_, n) => `word${n} lorem ipsum dolor`).join(' ');
  const columns = await attacked.view.rows<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'tickets'::regclass AND attnum > 0
     AND NOT attisdropped AND attgenerated = '' AND attidentity = '' AND attname NOT IN ('id', 'number', 'description')`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  await attacked.view.rows(
    `INSERT INTO tickets (id, number, description, ${names})
     SELECT gen_random_uuid(), 1000000 + n, left($2, $3), ${names}
     FROM tickets, generate_series(1, $4::int) n WHERE id = $1`,
    [ticket.id, words, TEXT_BYTES, TICKETS],
  );
}, 120_000);
afterAll(stopAttack);

describe('searches over a large amount of the caller’s own text', () => {
  it.each([
    ['the search', 'GET /api/search?q=lorem+ipsum+dolor'],
    ['the search for many words', `GET /api/search?q=${Array.from({ length: 20 }, (_, n) => `word${n}`).join('+')}`],
    ['the search for one letter', 'GET /api/search?q=o'],
    ['the list of tickets', 'GET /api/tickets?q=lorem+ipsum&limit=200'],
    ['the log', 'GET /api/events?limit=200'],
    ['the list of tickets by a tag that none has', 'GET /api/tickets?tag=none&q=word1999'],
  ])('%s, thirty at a time, delay no other work', async (name, route) => {
    await attacked.unharmedBy(`searches by ${name}`, async () => {
      const statuses = await Promise.all(
        Array.from({ length: SEARCHES }, () => searcher.statusOf(route, { timeoutMs: 20_000 })),
      );
      // Answered, refused for being too many, or cut short; never a fault of the server's own.
      for (const status of statuses) expect([200, 400, 408, 429, 503]).toContain(status);
    });
  });
});
