import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { newId } from '../../src/common/ids.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import {
  bodyText,
  hostileForm,
  messagePayload,
  pathPart,
  queryText,
  someHeaders,
} from '../support/input/hostile-input.js';
import { operationsOf, type Document, type Operation } from '../support/network/openapi.js';
import { closeSockets } from '../support/sockets/socket.js';

/** Others by hand: `FUZZ_SEED=7 FUZZ_RUNS=200 npm test -- test/e2e/any-input.e2e-spec.ts`. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 10);
const MAX_ANSWER_BYTES = 65_536;
const SOCKETS = 4;
const MESSAGES = [
  'join',
  'leave',
  'auth',
  'typing',
  'viewing',
  'read',
  'read_all',
  '',
  'toString',
  '__proto__',
  '\u0000',
];

let server: Stage;
let admin: Person;
let requester: Person;
let document: Document;
let ids: string[];
let ticketId: string;

beforeAll(async () => {
  server = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  admin = await server.accounts.person('admin');
  requester = await server.accounts.person('user');
  document = (await server.accounts.call('GET /api/openapi.json')).body as Document;
  ids = await things();
});
afterAll(async () => {
  closeSockets();
  await server.close();
});

/** One of each, so that what is right about a request leads somewhere. */
async function things(): Promise<string[]> {
  const make = async (path: string, body: object, as = admin): Promise<string> => {
    const answer = await server.accounts.call(`POST /api/${path}`, { as, body });
    expect([path, answer.status < 300]).toEqual([path, true]);
    return answer.body.id as string;
  };
  ticketId = await make('tickets', { title: 'Ours' }, requester);
  const ticket = await make('tickets', { title: 'A ticket' });
  return [
    newId(),
    ticket,
    await make(`tickets/${ticket}/comments`, { content: 'A comment' }),
    await make('kb/articles', { title: 'An article' }),
    await make('companies', { name: 'A company' }),
    await make('assets', { name: 'An asset', asset_type: 'server' }),
    await make('machines/register', { hostname: 'a', ip_address: '10.0.0.1', operating_system: 'Debian' }),
    await make('alerts', { message: 'm', alert_type: 'disk', severity: 'low' }),
    await make('webhooks', { url: 'http://127.0.0.1:9/', events: ['*'] }),
    await make('events', { type: 'project.created', data: {} }),
    (await server.accounts.person('agent')).id,
  ];
}

interface Attempt {
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

function attemptsAt(operation: Operation, seed: number): Attempt[] {
  const { body } = operation;
  const parts = operation.path.match(/\{[^}]+\}/g) ?? [];
  const attempt = fc.record({
    parts: fc.tuple(...parts.map(() => pathPart(ids))),
    query: queryText(operation.query, ids),
    body: body === undefined ? fc.constant(undefined) : bodyText(document, body, ids),
    headers: someHeaders,
  });
  return fc.sample(attempt, { seed, numRuns: RUNS }).map(({ parts: values, query, body: text, headers }) => {
    let index = 0;
    const path = operation.path.replaceAll(/\{[^}]+\}/g, () => values[index++] ?? '');
    return { path: query === '' ? path : `${path}?${query}`, body: text, headers };
  });
}

/** @returns what is wrong with the answer; undefined: nothing */
async function tryOut(
  operation: Pick<Operation, 'method'>,
  { path, body, headers }: Attempt,
): Promise<string | undefined> {
  const response = await fetch(`${server.url}${path}`, {
    method: operation.method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
      authorization: `Bearer ${admin.access_token}`,
    },
    body,
    redirect: 'manual',
  });
  const text = await response.text();
  const sent = `${JSON.stringify(headers).slice(0, 300)} ${body?.slice(0, 300) ?? ''}`;
  const what = `${operation.method} ${path.slice(0, 300)} ${sent}: ${response.status} ${text.slice(0, 300)}`;
  if (response.status >= 500) return what;
  if (response.status < 400) return undefined;
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? (JSON.parse(text) as Record<string, unknown>) : {};
  const isWhole = typeof problem['code'] === 'string' && typeof problem['request_id'] === 'string';
  return isWhole && problem['message'] === problem['detail'] && text.length <= MAX_ANSWER_BYTES ? undefined : what;
}

describe('any input', () => {
  it(
    'is answered or refused with the fault by every route',
    async () => {
      const wrong: string[] = [];
      for (const [index, operation] of operationsOf(document).entries()) {
        const found = await Promise.all(
          attemptsAt(operation, SEED + index).map((attempt) => tryOut(operation, attempt)),
        );
        wrong.push(...found.filter((fault) => fault !== undefined));
        // It ends sessions.
        if (operation.path.startsWith('/api/auth/')) admin = await server.accounts.login(admin.email);
      }
      expect(wrong).toEqual([]);
    },
    RUNS * 12_000,
  );

  it(
    'is answered on every socket message, and the socket stays open',
    async () => {
      const wrong: unknown[] = [];
      for (let number = 0; number < SOCKETS; number += 1) {
        const socket = await server.connect(admin);
        const message = fc.tuple(fc.constantFrom(...MESSAGES), messagePayload(ids));
        const sent = fc.sample(message, { seed: SEED + number, numRuns: RUNS * 4 });
        const acks = await Promise.all(sent.map(([name, payload]) => socket.send(name, payload)));
        for (const [index, ack] of acks.entries()) {
          const isFine =
            ack.ok === true || (typeof ack.error?.code === 'string' && ack.error.code !== 'internal_error');
          if (!isFine) wrong.push([sent[index], ack]);
        }
        if (socket.disconnectReason !== null) wrong.push(socket.disconnectReason);
      }
      expect(wrong).toEqual([]);
    },
    RUNS * 12_000,
  );

  it(
    'is accepted or refused in every form, with any parts',
    async () => {
      const path = `/api/tickets/${ticketId}/attachments`;
      const forms = fc.sample(hostileForm, { seed: SEED, numRuns: RUNS * 12 });
      const wrong: string[] = [];
      for (const { type, body } of forms) {
        const fault = await tryOut({ method: 'POST' }, { path, body, headers: { 'content-type': type } });
        if (fault !== undefined) wrong.push(fault);
      }
      expect(wrong).toEqual([]);
    },
    RUNS * 12_000,
  );

  it('does not keep a regular comment from arriving afterwards', async () => {
    const socket = await server.connect(requester);
    const body = { content: 'All is well' };
    const answer = await server.accounts.call(`POST /api/tickets/${ticketId}/comments`, { as: admin, body });
    expect(answer.status).toBe(201);
    await socket.waitFor((self) => self.of('notification').some(({ data }) => data.content === body.content));
  });
});
