import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { Person } from '../processes/application.js';
import { RawSocket } from '../support/raw-socket.js';
import { Stage } from '../support/stage.js';

const PEOPLE = 100_000;
const PEOPLE_QUICK = 20_000;
const PAIRS = 5;
const EVERY_MS = 40;
/** What the collector lets pile up between two runs; the rows of one article are about 50 MB. */
const FLAT_MB = 32;
const NOTIFICATION = Buffer.from('42["notification"');
const READY = Buffer.from('42["ready"');

/** Lower ids than those of the staff, so that the crowd is notified first. */
const crowdSql = (people: number) => `
  INSERT INTO users (id, name, email, password_hash, role, version)
  SELECT overlay(overlay(gen_random_uuid()::text placing lpad(to_hex(n), 8, '0') from 1 for 8) placing '7' from 15 for 1)::uuid,
         'Reader ' || n, 'reader' || n || '@example.test', 'none', 'user', 1
    FROM generate_series(1, ${people}) n`;

/** As many rows of the same size into the same table, with ids as young as theirs. */
const bareSql = (eventId: string) => `
  INSERT INTO notifications (id, user_id, event_id, position, type, reason, message, related_type, related_id, created_at)
  SELECT overlay(overlay(gen_random_uuid()::text placing substr(s.id::text, 1, 13) from 1 for 13) placing '7' from 15 for 1)::uuid,
         u.id, s.event_id, s.position, s.type, s.reason, s.message, s.related_type, s.related_id, s.created_at
    FROM users u, (SELECT * FROM notifications WHERE related_id = '${eventId}' LIMIT 1) s WHERE u.active`;

export const audience: Row = {
  name: 'audience',
  title: 'A KB article published to 100,000 people: until all their rows are stored',
  run: (options) => Stage.with((stage) => run(stage, options)),
};

/** What a fan-out costs people who are notified of something else meanwhile. */
interface Bystander {
  comment: () => Promise<number>;
  close: () => void;
}

async function run(stage: Stage, { pairs, samples }: RowOptions): Promise<RowResult> {
  const isQuick = pairs < PAIRS;
  const people = isQuick ? PEOPLE_QUICK : PEOPLE;
  await stage.application.ask('query', crowdSql(people));
  const [agent, requester] = await stage.application.ask('hire', { role: 'agent', count: 2 });
  if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
  await stage.application.ask('query', 'ANALYZE users');
  await publish(stage, agent);
  const startMb = await stage.application.ask('rssMb');
  const [figure, ceiling]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < Math.min(pairs, PAIRS); pair += 1) {
    const article = await publish(stage, agent, figure);
    const startedAt = performance.now();
    await stage.application.ask('query', bareSql(article));
    ceiling.push(performance.now() - startedAt);
  }
  const grownMb = (await stage.application.ask('rssMb')) - startMb;
  const meanwhile = await latencies(stage, { agent, requester }, isQuick ? 20 : samples / 8);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const ratios = figure.map((value, pair) => (value / (ceiling[pair] ?? Number.NaN)).toFixed(2));
  return {
    findings: [
      {
        what: 'time, of that of the bare INSERT … SELECT',
        value: total(figure) / total(ceiling),
        unit: '',
        atMost: 1.5,
      },
      { what: 'until all rows are stored', value: percentile(figure, 0.5), unit: 'ms' },
      { what: 'bare INSERT … SELECT', value: percentile(ceiling, 0.5), unit: 'ms' },
      { what: 'meanwhile, POST -> socket, p50', value: percentile(meanwhile, 0.5), unit: 'ms' },
      { what: 'meanwhile, POST -> socket, p99', value: percentile(meanwhile, 0.99), unit: 'ms', atMost: 250 },
      { what: 'growth of the application by further articles', value: grownMb, unit: 'MB', atMost: FLAT_MB },
    ],
    notes: [`${people} people, ratios of the pairs: ${ratios.join(', ')}; ${meanwhile.length} comments meanwhile.`],
  };
}

/** @returns the article's id, when everyone is notified */
async function publish(stage: Stage, agent: Person, times: number[] = []): Promise<string> {
  const article = { title: 'What to do in a fire', body: 'Leave the house.', status: 'public' };
  const { id } = await stage.call(agent, 'POST /api/kb/articles', article);
  const startedAt = performance.now();
  await stage.dispatched();
  times.push(performance.now() - startedAt);
  return id;
}

/** One comment at a time while people are notified of article after article. */
async function latencies(
  stage: Stage,
  { agent, requester }: { agent: Person; requester: Person },
  count: number,
): Promise<number[]> {
  const bystander = await stand(stage, agent, requester);
  const over = new AbortController();
  const publishing = (async () => {
    while (!over.signal.aborted) await publish(stage, agent);
  })();
  const times: number[] = [];
  try {
    while (times.length < count) {
      await delay(EVERY_MS);
      times.push(await bystander.comment());
    }
  } finally {
    over.abort();
    await publishing;
    bystander.close();
  }
  return times;
}

async function stand(stage: Stage, agent: Person, requester: Person): Promise<Bystander> {
  const ticketId = await stage.ticket(requester, agent);
  await stage.dispatched();
  let arrived: (() => void) | undefined;
  const socket = await new Promise<RawSocket>((resolve) => {
    const opened: RawSocket = RawSocket.open(stage.url, { token: requester.token }, (packet) => {
      // Notifications of articles arrive here too: the one about a comment counts.
      if (isAbout(packet, NOTIFICATION) && packet.includes('comment_on_ticket')) arrived?.();
      else if (isAbout(packet, READY)) resolve(opened);
    });
  });
  const comment = async () => {
    const pushed = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const startedAt = performance.now();
    await stage.call(agent, `POST /api/tickets/${ticketId}/comments`, { content: 'Is it plugged in?' });
    await pushed;
    return performance.now() - startedAt;
  };
  return { comment, close: () => socket.close() };
}

function isAbout(packet: Buffer, start: Buffer): boolean {
  return packet.subarray(0, start.length).equals(start);
}
