import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_PAGE_CHARACTERS } from '../../src/common/paging.js';
import { Turns } from '../../src/common/rate-limit/turns.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import type { Json } from '../support/sockets/socket.js';

const TICKETS = 50;
const DESCRIPTION = 50_000;

let running: Stage;
let requester: Person;

beforeAll(async () => {
  running = await Stage.start();
  requester = await running.accounts.person('user');
  for (let n = 0; n < TICKETS; n += 1) {
    const body = { title: `Ticket ${n}`, description: 'x'.repeat(DESCRIPTION) };
    await running.accounts.call('POST /api/tickets', { as: requester, body });
  }
});
afterAll(() => running.close());

describe('a list whose rows are large', () => {
  it('ends a page early, and continues from its cursor without a gap or a repeat', async () => {
    const titles: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await running.accounts.call(`GET /api/tickets?limit=200${query}`, { as: requester });
      const sizes: number[] = body.items.map(({ description }: Json) => description.length);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_PAGE_CHARACTERS);
      titles.push(...body.items.map(({ title }: Json) => title));
      cursor = body.next_cursor;
      pages += 1;
    } while (cursor !== null);
    expect(pages).toBe(Math.ceil((TICKETS * DESCRIPTION) / MAX_PAGE_CHARACTERS));
    expect(titles).toEqual(Array.from({ length: TICKETS }, (_, n) => `Ticket ${TICKETS - 1 - n}`));
  });

  it('answers a dozen simultaneous requests of one person one by one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => running.accounts.call('GET /api/tickets?limit=200', { as: requester })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('turns per key', () => {
  it('admit the next when one leaves, and keep other keys apart', async () => {
    const turns = new Turns(1, 1);
    const leave = await turns.take('a');
    const second = turns.take('a');
    expect(turns.take('a')).toBeUndefined();
    const other = await turns.take('b');
    leave?.();
    const leaveSecond = await second;
    const third = turns.take('a');
    leaveSecond?.();
    (await third)?.();
    other?.();
    expect(await turns.take('a')).toBeInstanceOf(Function);
  });
});
