import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { plansOf, statementsDuring, type Plan } from '../support/database/plans.js';
import { seedStrangers, STRANGERS_ROWS } from '../support/database/strangers.js';
import { plant } from '../support/receivers/webhooks.js';

/** Rows that one statement may go through: a page of the log has 500 entries, each with its event. */
const MAX_ROWS_READ = 1_200;
/** A table or partition of fewer rows is read from end to end with good reason. */
const SMALL_TABLE = 100;

type Who = 'admin' | 'agent' | 'manager' | 'user';
const STAFF: readonly Who[] = ['admin', 'agent'];
const EVERYONE: readonly Who[] = ['admin', 'manager', 'user'];
const NOT_USERS: readonly Who[] = ['admin', 'manager'];

const SUBSTRING = 'It looks for letters inside words, which no index of ours finds; an index for it slows every write.';
const ALL_FOUND = 'Each of the rows is a match that staff may see; the best of them are wanted.';
const OWN_DELIVERIES =
  'It goes through the deliveries of this endpoint alone; an index by type would slow each delivery.';
const BOUNDED_WALK = 'It looks through a bounded number of deliveries; an index by type would slow each delivery.';
const FEW_SORTED = 'To read and sort the few thousand that failed here costs less than to follow the index by id.';
const ENDPOINTS_COUNTED = 'An admin sees every webhook; those beyond a page are counted.';
const ALL_COUNTED = 'The figures count every delivery that an admin sees.';

/** Paths, as people of these roles ask for them. `{ticket}` and the like stand for what `prepare` made. */
const ROUTES: readonly (readonly [path: string, who: readonly Who[]])[] = [
  ...[
    '',
    'status=open',
    'status=closed',
    'status=on_hold,closed',
    'priority=normal',
    'priority=urgent',
    'assignee_id=none',
    'assignee_id={agent}',
    'requester_id={user}',
    'requester_id={agent}',
    'company_id={company}',
    'tag=rare',
    'tag=missing',
    'q=walrus',
    'q=missing',
    'q=%23{number}',
    'q={number}',
    'status=closed&priority=urgent&tag=rare',
    'cursor={ticketCursor}',
  ].map((query) => [`/api/tickets?limit=20&${query}`, EVERYONE] as const),
  ['/api/tickets?limit=20&q=harbour', ['manager', 'user']],
  ['/api/tickets/{ticket}', EVERYONE],
  ['/api/tickets/{ticket}/comments?limit=20', EVERYONE],
  ['/api/tickets/{ticket}/comments?limit=20&cursor={ticketCursor}', EVERYONE],
  ['/api/tickets/{ticket}/attachments?limit=20', EVERYONE],
  ['/api/tickets/{ticket}/history?limit=20', EVERYONE],
  ['/api/tickets/{ticket}/watchers', EVERYONE],
  ...['', 'unread=true', 'unread=false', 'archived=true', 'type=new_ticket', 'type=new_ticket&unread=true'].map(
    (query) => [`/api/notifications?limit=20&${query}`, EVERYONE] as const,
  ),
  ['/api/notifications/unread-count', EVERYONE],
  ['/api/events?limit=20', EVERYONE],
  ['/api/events?limit=20&types=kb_article.*', EVERYONE],
  ['/api/events?limit=20&after={eventCursor}', EVERYONE],
  ...[
    '',
    'before={eventCursor}',
    'types=kb_article.*',
    'entity_id={ticket}',
    'entity_id={ticket}&types=ticket.updated',
    'actor_id={user}',
    'since=1h',
    'until=1h',
  ].map((query) => [`/api/events?order=desc&limit=20&${query}`, EVERYONE] as const),
  ['/api/events/{event}', ['admin']],
  ['/api/events/{event}/trace', ['admin']],
  ['/api/events/{ticketEvent}/trace', EVERYONE],
  ['/api/webhooks?limit=20', EVERYONE],
  ['/api/webhooks?limit=20&owner_type=user', EVERYONE],
  ['/api/webhooks?limit=20&owner_type=company', EVERYONE],
  ['/api/webhooks?limit=20&owner_type=system', EVERYONE],
  ['/v1/webhooks?limit=20', EVERYONE],
  ...[
    '',
    'status=pending',
    'status=sending',
    'status=failed',
    'status=cancelled',
    'status=held',
    'type=alert.*',
  ].flatMap((query) => [
    [`/api/webhooks/{endpoint}/deliveries?limit=20&${query}`, NOT_USERS] as const,
    [`/api/webhooks/{busyEndpoint}/deliveries?limit=20&${query}`, ['admin']] as const,
  ]),
  ['/api/webhooks/{busyEndpoint}/deliveries?limit=20&status=success', ['admin']],
  ...[
    '',
    'status=failed',
    'status=held',
    'status=success',
    'type=alert.*',
    'since=1h',
    'event_id={event}',
    'webhook_id={busyEndpoint}',
    'webhook_id={busyEndpoint}&status=failed',
  ].map((query) => [`/api/deliveries?limit=20&${query}`, EVERYONE] as const),
  ['/v1/webhooks/{endpoint}/deliveries?limit=20', NOT_USERS],
  ['/api/webhooks/{endpoint}/stats', NOT_USERS],
  ['/api/webhooks/{endpoint}/stats/hours?range=7d', NOT_USERS],
  ['/api/webhooks/{busyEndpoint}/stats', ['admin']],
  ['/api/webhooks/queue/stats', EVERYONE],
  ...['', 'role=agent', 'role=user', 'active=false', 'active=true', 'company_id={company}', 'q=walrus'].map(
    (query) => [`/api/users?limit=20&${query}`, NOT_USERS] as const,
  ),
  ...['', 'q=walrus'].map((query) => [`/api/companies?limit=20&${query}`, NOT_USERS] as const),
  ...['', 'status=active', 'status=retired', 'asset_type=rare', 'company_id={company}', 'q=walrus'].map(
    (query) => [`/api/assets?limit=20&${query}`, STAFF] as const,
  ),
  ...['', 'status=approved', 'status=pending', 'status=pending,denied', 'company_id={company}', 'q=walrus'].map(
    (query) => [`/api/machines?limit=20&${query}`, STAFF] as const,
  ),
  ['/api/machines/{machine}/history?limit=20', STAFF],
  ...[
    '',
    'status=active',
    'status=resolved',
    'severity=low',
    'severity=high,critical',
    'alert_type=rare',
    'source=rare',
  ].map((query) => [`/api/alerts?limit=20&${query}`, STAFF] as const),
  ...[
    '',
    'status=public',
    'status=archived',
    'category=rare',
    'slug=walrus',
    'q=walrus',
    'q=harbour&status=public',
  ].map((query) => [`/api/kb/articles?limit=20&${query}`, EVERYONE] as const),
  ['/api/kb/articles?limit=20&q=harbour', ['manager', 'user']],
  ...['ticket', 'comment', 'kb_article', 'ticket,comment,kb_article'].flatMap((types) => [
    [`/api/search?limit=20&q=walrus&types=${types}`, EVERYONE] as const,
    [`/api/search?limit=20&q=harbour&types=${types}`, EVERYONE] as const,
  ]),
  ['/api/api-keys?limit=20', EVERYONE],
];

/** What may read more, over the connections with the short statement time-out alone, and why. */
const EXCEPTIONS: readonly (readonly [path: RegExp, who: readonly Who[], reason: string])[] = [
  [/^\/api\/(users|companies)\?.*q=/, ['admin'], SUBSTRING],
  [/^\/api\/(assets|machines)\?.*q=/, STAFF, SUBSTRING],
  [/^\/api\/search\?.*q=harbour.*comment/, ['admin'], ALL_FOUND],
  [/\{busyEndpoint\}\/deliveries\?.*type=/, ['admin'], OWN_DELIVERIES],
  [/^\/api\/deliveries\?limit=20&status=failed$/, ['admin'], FEW_SORTED],
  [/^\/api\/deliveries\?.*(status=success|type=|since=)/, ['admin'], BOUNDED_WALK],
  [/\{busyEndpoint\}\/stats$/, ['admin'], ALL_COUNTED],
  [/^\/api\/webhooks\/queue\/stats$/, ['admin'], ALL_COUNTED],
  [/^\/api\/events\/.*\/trace$/, ['admin'], ENDPOINTS_COUNTED],
];

let running: Stage;
let client: Client;
let people: Record<Who, Person>;
const names = new Map<string, string>();

const cursorOf = (...key: string[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

async function make(route: string, as: Person, body: unknown) {
  const { status, body: made } = await running.accounts.call(`POST ${route}`, { as, body });
  if (status !== 201) throw new Error(`${route}: ${status} ${JSON.stringify(made)}`);
  return made;
}

/** A little of everything, of people who know one another; then the strangers. */
async function prepare(): Promise<void> {
  const { accounts, dataSource } = running;
  const { id: companyId } = await accounts.company('Walrus');
  people = {
    admin: await accounts.person('admin'),
    agent: await accounts.person('agent'),
    manager: await accounts.person('manager', { companyId }),
    user: await accounts.person('user', { companyId }),
  };
  const { admin, agent, manager, user } = people;
  const ticket = await make('/api/tickets', user, { title: 'Walrus', description: 'harbour', tags: ['rare'] });
  for (const content of ['walrus', 'harbour']) await make(`/api/tickets/${ticket.id}/comments`, user, { content });
  const change = { assignee_id: agent.id, priority: 'urgent' };
  await accounts.call(`PATCH /api/tickets/${ticket.id}`, { as: agent, body: change });
  await make('/api/kb/articles', agent, { title: 'Walrus', slug: 'walrus', body: 'walrus', status: 'public' });
  await make('/api/assets', agent, { name: 'walrus', asset_type: 'rare' });
  const machine = { hostname: 'walrus', ip_address: '10.0.0.1', operating_system: 'Linux' };
  const { id: machineId } = await make('/api/machines/register', agent, machine);
  await make('/api/api-keys', user, { name: 'walrus' });
  const [endpoint, busyEndpoint] = [
    { id: crypto.randomUUID(), owner_type: 'company', company_id: companyId, url: 'http://127.0.0.1:9/' },
    { id: crypto.randomUUID(), owner_type: 'system', name: 'Busy', url: 'http://127.0.0.1:9/' },
  ];
  for (const fields of [endpoint, busyEndpoint]) await plant(running, { ...fields, active: false });
  await running.settled();
  const { body: events } = await accounts.call('GET /api/events?limit=1', { as: admin });
  for (const [name, value] of Object.entries({
    ticket: ticket.id,
    number: ticket.number,
    company: companyId,
    user: user.id,
    agent: agent.id,
    manager: manager.id,
    machine: machineId,
    endpoint: endpoint.id,
    busyEndpoint: busyEndpoint.id,
    ticketCursor: cursorOf(ticket.id),
    event: events.items[0].id,
    ticketEvent: (await accounts.call('GET /api/events?types=ticket.created', { as: user })).body.items[0].id,
    eventCursor: events.next_cursor,
  }))
    names.set(name, String(value));
  await seedStrangers(dataSource, busyEndpoint.id);
}

const filled = (path: string): string => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names.get(name) ?? name);

beforeAll(async () => {
  running = await Stage.start({ SEARCH_TIMEOUT: '30s' });
  client = new Client({ connectionString: running.database.url });
  await client.connect();
  await prepare();
}, 120_000);
afterAll(async () => {
  await client.end();
  await running.close();
});

/** What is wrong with a plan, or nothing. */
function faultsOf({ rowsRead, seqScans }: Plan): string[] {
  const scans = seqScans
    .filter(({ rows }) => rows > SMALL_TABLE)
    .map(({ table, rows }) => `${table} read whole: ${rows}`);
  return rowsRead > MAX_ROWS_READ ? [...scans, `${rowsRead} rows read`] : scans;
}

const cases = ROUTES.flatMap(([path, who]) => who.map((role) => [path, role] as const));

const reasonOf = (path: string, role: Who): string | undefined =>
  EXCEPTIONS.find(([pattern, who]) => pattern.test(path) && who.includes(role))?.[2];

/** By pool, what is wrong with the plans of what a route sends. */
async function faultsOfRoute(path: string, role: Who): Promise<{ main: string[]; heavy: string[] }> {
  const statements = await statementsDuring(async () => {
    const { status, body } = await running.accounts.call(`GET ${filled(path)}`, { as: people[role] });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  });
  expect(statements.length).toBeGreaterThan(0);
  const faults = { main: [] as string[], heavy: [] as string[] };
  for (const statement of new Map(statements.map((sent) => [sent.text, sent])).values()) {
    const found = (await plansOf(client, statement)).flatMap(faultsOf);
    faults[statement.isHeavy ? 'heavy' : 'main'].push(...found.map((fault) => `${fault}\n${statement.text}`));
  }
  return faults;
}

it('each listed exception belongs to a route', () => {
  for (const [pattern, who] of EXCEPTIONS) {
    for (const role of who) expect(cases.some(([path, as]) => as === role && pattern.test(path))).toBe(true);
  }
});

describe(`beside ${STRANGERS_ROWS} rows of strangers in each table`, () => {
  it.each(cases.filter((one) => reasonOf(...one) === undefined))('GET %s reads few rows, as %s', async (path, role) => {
    expect(await faultsOfRoute(path, role)).toEqual({ main: [], heavy: [] });
  });

  it.each(cases.filter((one) => reasonOf(...one) !== undefined))(
    'GET %s may read many rows because the scan ends soon, as %s',
    async (path, role) => {
      const { main, heavy } = await faultsOfRoute(path, role);
      expect([main, heavy.length > 0]).toEqual([[], true]);
    },
  );
});
