import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PASSWORD, type HttpAnswer, type Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { operationsOf, type Document, type Operation } from '../support/network/openapi.js';
import { DISCORD_PUBLIC_KEY, PreparedDesk } from '../support/desk/prepared-desk.js';
import { Receiver } from '../support/receivers/receiver.js';
import { builtWeb } from '../support/servers/web-build.js';

/** The first admin's, as the examples name it. */
const ADMIN = 'admin@example.com';

let running: Stage;
let receiver: Receiver;
let desk: PreparedDesk;
let operations: Operation[];

beforeAll(async () => {
  // What the server serves to pages.
  await Promise.all([promisify(execFile)(process.execPath, ['client/scripts/build.mjs', '--browser']), builtWeb()]);
  running = await Stage.start({ DISCORD_PUBLIC_KEY });
  receiver = await Receiver.start();
  const admin = await running.accounts.person('admin', { email: ADMIN });
  desk = new PreparedDesk(running, admin, receiver.url);
  operations = operationsOf((await running.accounts.call('GET /api/openapi.json')).body as Document);
}, 120_000);

afterAll(async () => {
  await running.close();
  await receiver.stop();
});

/** A session of its own for what ends the session. */
async function callerOf(path: string): Promise<Person> {
  return /\/auth\/(logout|password)$/.test(path) ? running.accounts.login(ADMIN) : desk.admin;
}

/** As the page fills it in, with what only this installation knows put in the place of words. */
function bodyOf(
  { described }: Operation,
  caller: Person,
  ids: Readonly<Record<string, string>>,
): Record<string, unknown> | undefined {
  const example = described.requestBody?.content['application/json']?.example;
  if (example === undefined) return undefined;
  const known: Readonly<Record<string, string>> = {
    ...ids,
    password: PASSWORD,
    current_password: PASSWORD,
    refresh_token: caller.refresh_token,
  };
  const isPlaceholder = (value: unknown) => typeof value === 'string' && value.startsWith('the ');
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, isPlaceholder(value) ? known[name] : value]),
  );
}

function queryOf({ described: { parameters = [] } }: Operation): string {
  const query = new URLSearchParams();
  for (const { name, in: place, example, schema } of parameters) {
    const value = example ?? schema?.example ?? schema?.default;
    if (place !== 'query' || value === undefined) continue;
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

async function send(operation: Operation): Promise<{ status: number; text: string }> {
  const { method, path, described } = operation;
  const ids = await desk.idsFor(path);
  const caller = await callerOf(path);
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `no ${name}`);
  const url = `${running.url}${target}${queryOf(operation)}`;
  const authorization = `Bearer ${caller.access_token}`;
  const isForm = described.requestBody?.content['multipart/form-data'] !== undefined;
  if (isForm) return answerOf(await fetch(url, { method, headers: { authorization }, body: oneFile() }));
  const body = bodyOf(operation, caller, ids);
  const isSigned = operation.isPublic && described.parameters?.some(({ in: place }) => place === 'header') === true;
  if (isSigned) {
    const signed = await desk.signed(path, body ?? {});
    const headers = { 'content-type': 'application/json', ...signed.headers };
    return answerOf(await fetch(url, { method, headers, body: signed.body }));
  }
  const headers = {
    ...(!operation.isPublic && { authorization }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return answerOf(await fetch(url, { method, headers, body: body && JSON.stringify(body) }));
}

function oneFile(): FormData {
  const form = new FormData();
  form.set('file', new File(['hello'], 'hello.txt', { type: 'text/plain' }));
  return form;
}

async function answerOf(response: Response): Promise<{ status: number; text: string }> {
  return { status: response.status, text: (await response.text()).slice(0, 500) };
}

describe('the API page', () => {
  it('fills in a request that succeeds for every operation', async () => {
    const wrong: string[] = [];
    // Last: it changes the password that the others sign in with.
    const isLast = ({ path }: Operation) => Number(path.endsWith('/auth/password'));
    for (const operation of operations.toSorted((one, other) => isLast(one) - isLast(other))) {
      const { status, text } = await send(operation);
      if (!Object.keys(operation.answers).includes(String(status))) {
        wrong.push(`${operation.name}: ${status} ${text}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(operations.length).toBeGreaterThan(120);
  });

  it('filters operations, keeps the authorization over reloads and opens with requests filled in', async () => {
    const page: HttpAnswer['body'] = await (await fetch(`${running.url}/api/docs/swagger-ui-init.js`)).text();
    for (const setting of ['"filter": true', '"persistAuthorization": true', '"tryItOutEnabled": true']) {
      expect(page).toContain(setting);
    }
  });
});
