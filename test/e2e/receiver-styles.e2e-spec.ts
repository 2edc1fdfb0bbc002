import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account, HttpAnswer } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { Receiver, type ReceivedRequest } from '../support/receiver.js';
import type { Json } from '../support/socket.js';
import { until } from '../support/until.js';

/** What tells one JSON writer from another. */
const DATA = [
  {
    id: 'p-1',
    name: 'Grüße, 東京 – 🚀',
    quote: '"\\/\b\f\n\r\t\u2028\u007f',
    nested: { list: [1, [2, []], {}], none: null },
  },
  {
    id: 'p-2',
    floats: [0.1, 1.5, 1e-7, 1e21, 123456789.125, -0.5, 5e-324, 1.7976931348623157e308, 100, 0.0001, 0.00001],
  },
  { id: 'p-3', integers: [0, -1, 9007199254740991, 9007199254740992], yes: true, no: false, empty: '' },
  { id: 'p-4', '2': 'keys', '1': 'like numbers', ключ: 'й', __proto: 'x', html: '<script>&amp;</script>' },
];

let running: RunningApp;
let receiver: Receiver;
let admin: Account;

beforeAll(async () => {
  running = await startApp({ WEBHOOK_RETRY_SCHEDULE: '20ms' });
  admin = await running.accounts.person('admin');
});
afterAll(() => running.close());
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const call = (route: string, body?: unknown): Promise<HttpAnswer> => running.accounts.call(route, { as: admin, body });
const hex = (secret: string, content: string) => createHmac('sha256', secret).update(content).digest('hex');
const header = ({ headers }: ReceivedRequest, name: string) => String(headers[name]);

type Check = (secret: string, request: ReceivedRequest) => boolean;

/** Sends all of it to a receiver that takes only what it can verify in its own way. @returns the deliveries' status */
async function accepted(fields: Json, check: Check): Promise<string[]> {
  let secret = '';
  receiver.reply = (response, request) => response.writeHead(check(secret, request) ? 200 : 401).end();
  const hook = (await call('POST /api/webhooks', { url: receiver.url, events: ['project.*'], ...fields })).body;
  secret = hook.secret;
  if (fields.secret !== undefined) expect(secret).toBe(fields.secret);
  for (const data of DATA) {
    const answer = await call('POST /api/events', { type: 'project.updated', data });
    expect(answer.status).toBe(202);
  }
  let items: Json[] = [];
  await until(async () => {
    items = (await call(`GET /api/webhooks/${hook.id}/deliveries`)).body.items;
    return items.length === DATA.length && items.every(({ status }) => status === 'success' || status === 'failed');
  });
  await call(`DELETE /api/webhooks/${hook.id}`);
  return items.map(({ status, attempts }) => `${status} ${attempts}`);
}

const ALL = DATA.map(() => 'success 1');

/** As `json.dumps(json.loads(body))` does it; null: there is no Python here. */
function asPythonWrites(text: string): string | null {
  const script = 'import json,sys; sys.stdout.write(json.dumps(json.loads(sys.stdin.buffer.read().decode("utf-8"))))';
  const { stdout, error } = spawnSync('python3', ['-c', script], { input: text, encoding: 'utf8' });
  return error === undefined ? stdout : null;
}

describe('a receiver that checks', () => {
  it.each(['standard', 'cloudevents', 'xtsystems'])(
    'hex over timestamp, dot and body takes everything: %s',
    async (format) => {
      const check: Check = (secret, request) =>
        header(request, 'x-webhook-signature') ===
        hex(secret, `${header(request, 'x-webhook-timestamp')}.${request.text}`);
      expect(await accepted({ payload_format: format }, check)).toEqual(ALL);
    },
  );

  it('sha256= over timestamp and body takes everything', async () => {
    const check: Check = (secret, request) =>
      header(request, 'x-xtsystems-signature') ===
      `sha256=${hex(secret, `${header(request, 'x-xtsystems-timestamp')}${request.text}`)}`;
    expect(await accepted({ payload_format: 'xtsystems', secret: 'a secret of the bot’s own' }, check)).toEqual(ALL);
  });

  it.each(['standard', 'cloudevents', 'xtsystems'])(
    'what JSON.stringify makes of the parsed body takes everything: %s',
    async (format) => {
      const check: Check = (secret, request) => {
        const body = JSON.stringify(JSON.parse(request.text));
        return (
          header(request, 'x-webhook-signature') === hex(secret, `${header(request, 'x-webhook-timestamp')}.${body}`)
        );
      };
      expect(await accepted({ payload_format: format }, check)).toEqual(ALL);
    },
  );

  const withPython = asPythonWrites('{}') !== null ? it : it.skip;
  withPython.each(['standard', 'xtsystems'])(
    'what Python’s json.dumps makes of the parsed body takes everything: %s',
    async (format) => {
      const check: Check = (secret, request) => {
        const body = asPythonWrites(request.text) ?? '';
        const timestamp = header(request, 'x-webhook-timestamp');
        return request.text === body && header(request, 'x-webhook-signature') === hex(secret, `${timestamp}.${body}`);
      };
      expect(await accepted({ payload_format: format, json_style: 'python' }, check)).toEqual(ALL);
    },
  );

  it('anything with another secret takes nothing', async () => {
    const check: Check = (_secret, request) =>
      header(request, 'x-webhook-signature') ===
      hex('other', `${header(request, 'x-webhook-timestamp')}.${request.text}`);
    expect(await accepted({ max_attempts: 1 }, check)).toEqual(DATA.map(() => 'failed 1'));
  });
});
