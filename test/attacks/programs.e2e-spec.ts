import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

/** Each is short, passes the checks at saving, and costs more than any program may. */
const FILTERS: Record<string, string> = {
  'exists over a list with split inside': 'data.items.exists(x, data.text.split("").size() == 0)',
  'all over a list with joined splits inside': 'data.items.all(x, data.text.split("").join(x) != "")',
  'map that multiplies memory': 'data.items.map(x, data.text.split("")).size() < 0',
  'filter by a long concatenation':
    'data.items.filter(x, (data.text + data.text + data.text + x).contains("z")).size() > 0',
  'nested splits': 'data.items.exists(x, data.text.split(x).exists(y, y.size() < 0))',
};
const TEMPLATES: Record<string, string> = {
  'a chain of group_by_exp': '{% assign a = data.items | group_by_exp: "x", "data.text | split: \'\' | size" %}'.repeat(
    3,
  ),
  'a join of a split by itself': '{% assign a = data.text | split: "" | join: data.text %}{{ a | size }}',
  'doubling by append': `{% assign a = data.text %}${'{% assign a = a | append: a %}'.repeat(12)}{{ a | size }}`,
  'sort of splits in a loop': '{% for x in data.items %}{% assign a = data.text | split: "" | sort %}{% endfor %}',
  'replace that explodes': '{% assign a = data.text | replace: "a", data.text %}{{ a | size }}',
  'nested ranges': '{% for i in (1..100000) %}{% for j in (1..100000) %}{% endfor %}{% endfor %}',
  'where_exp over all': '{% assign a = data.items | where_exp: "x", "data.text contains x" | size %}'.repeat(40),
};

/** Close to the 256 KiB that an event may have. */
const DATA = { text: 'a'.repeat(100_000), items: Array.from({ length: 13_000 }, (_, n) => `i${n}`) };

let attacked: AttackedServer;
let programmer: Attacker;

beforeAll(async () => {
  attacked = await AttackedServer.start();
}, 60_000);
afterAll(stopAttack);

async function endpoint(fields: Json): Promise<void> {
  // One that cannot be saved is closed already.
  await programmer.send('POST /api/webhooks', { body: { url: 'http://127.0.0.1:9/', events: ['*'], ...fields } });
}

async function postEvent(): Promise<Json> {
  const body = { type: 'project.updated', data: DATA, user_id: programmer.id };
  return programmer.must('POST /api/events', { body });
}

describe.each(['filter', 'template'] as const)('a %s of a plain user', (kind) => {
  const programs = Object.entries(kind === 'filter' ? FILTERS : TEMPLATES);
  const fieldsOf = (program: string): Json =>
    kind === 'filter' ? { filter: program } : { payload_format: 'template', template: program };

  it.each(programs)('delays no other work when an event runs it: %s', async (name, program) => {
    programmer = await attacked.attacker({ address: nextAddress() });
    await endpoint(fieldsOf(program));
    await attacked.unharmedBy(
      `programs, ${kind}, ${name}`,
      async () => {
        for (let n = 0; n < 3; n += 1) await postEvent();
      },
      3_000,
    );
  });

  it('delays no other work when many preview it at once', async () => {
    programmer = await attacked.attacker({ address: nextAddress() });
    const { id } = await postEvent();
    await attacked.unharmedBy(`programs, ${kind}s in previews`, async () => {
      const bodies = programs.map(([, program]) => ({
        event_id: id,
        payload_format: 'standard',
        ...fieldsOf(program),
      }));
      await Promise.all(
        bodies.map((body) => programmer.statusOf('POST /api/webhooks/preview', { body, timeoutMs: 5_000 })),
      );
    });
  });
});

let lastAddress = 1;
/** Signing in is limited by address. */
function nextAddress(): string {
  lastAddress += 1;
  return `127.0.0.${lastAddress}`;
}
