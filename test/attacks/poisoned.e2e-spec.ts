import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

/** Events that the intake takes and that SQL or code may choke on later. */
const POISONED: Record<string, Json> = {
  'an id of 100 kB': { data: { id: noise(100_000) } },
  'an ordering key of emoji': { data: {}, ordering_key: '🔔'.repeat(100) },
  'an id that is an object': { data: { id: { id: {} } } },
  'an id that is a number past every integer': { data: { id: 1e300 } },
  'a message of blanks': { data: {}, notify: { message: ' '.repeat(100) } },
  'a message with a quote and a backslash': { data: {}, notify: { message: `'"\\';--` } },
  'a company that does not exist': { data: {}, company_id: randomUUID() },
  'an embed of empty texts': { data: {}, embed: { title: '', description: '', fields: [{ name: ' ', value: ' ' }] } },
  'texts like those of COPY and arrays': { data: { id: '{a,"b\\"}\t\\N\n\\.' } },
};

let attacked: AttackedServer;
let plain: Attacker;

beforeAll(async () => {
  attacked = await AttackedServer.start();
  plain = await attacked.attacker();
  const body = { url: 'http://127.0.0.1:9/', events: ['*'] };
  for (const payload_format of ['standard', 'discord', 'slack', 'cloudevents', 'xtsystems']) {
    await plain.must('POST /api/webhooks', { body: { ...body, name: payload_format, payload_format } });
  }
}, 60_000);
afterAll(stopAttack);

describe('an entry that cannot be processed', () => {
  it.each(Object.entries(POISONED))('with %s delays no other work', async (name, fields) => {
    await attacked.unharmedBy(
      `poisoned, ${name}`,
      async () => {
        const body = { type: 'project.created', user_id: plain.id, ...fields };
        for (let n = 0; n < 3; n += 1) {
          expect(await plain.statusOf('POST /api/events', { body })).toBeLessThan(500);
        }
      },
      700,
    );
  });

  it('is quarantined for admins whatever its row contains, and delays no other work', async () => {
    const operator = await attacked.attacker({ role: 'admin' });
    const ids: string[] = [];
    await attacked.unharmedBy('poisoned rows', async () => {
      for (const change of ["data = '{'", "actor = 'no actor'", "changes = '['"]) ids.push(await plantPoisoned(change));
    });
    let items: Json[] = [];
    await until(async () => {
      ({ items } = await operator.must('GET /api/events/quarantine'));
      return items.length > 0;
    });
    const set = items.map((item) => item.event_id ?? item.event?.id ?? item.id);
    expect(ids.some((id) => set.includes(id))).toBe(true);
    expect((await plain.send('GET /api/events/quarantine')).status).toBe(403);
    expect((await fetch(`${attacked.url}/health/ready`)).status).toBe(200);
  });
});

/** Text that no compression makes short, as an index row would have it. */
function noise(length: number): string {
  let text = '';
  while (text.length < length) text += randomUUID();
  return text.slice(0, length);
}

/** An event of the desk whose stored body was damaged before it was dispatched. @returns its id */
async function plantPoisoned(change: string): Promise<string> {
  const { view } = attacked;
  const columns = await view.rows<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'event_bodies'::regclass AND attnum > 0
     AND NOT attisdropped AND attname <> 'id'`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  const id = randomUUID();
  await view.rows(
    `INSERT INTO event_bodies (id, ${names})
     SELECT $1, ${names} FROM event_bodies WHERE type = 'comment.created' ORDER BY occurred_at DESC LIMIT 1`,
    [id],
  );
  await view.rows(`UPDATE event_bodies SET ${change} WHERE id = $1`, [id]);
  await view.rows('INSERT INTO event_queue (event_id) VALUES ($1)', [id]);
  return id;
}
