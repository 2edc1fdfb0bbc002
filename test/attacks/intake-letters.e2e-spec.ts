import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { newId } from '../../src/common/ids.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { objectTexts } from './support/json-texts.js';

const RUNS = 250;
const TYPE = 'thing.happened';

let running: Stage;
let person: Person;
let receiver: Receiver;
let socket: TestSocket;
/** What the socket was sent, before any parser of ours. */
const frames: string[] = [];

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RATE_LIMIT: '0' });
  person = await running.accounts.person('user');
  receiver = await Receiver.start();
  const body = { url: receiver.url, events: ['*'], payload_format: 'standard' };
  const { status } = await running.accounts.call('POST /api/webhooks', { as: person, body });
  expect(status).toBe(201);
  socket = await running.connect(person);
  socket.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => frames.push(String(data)));
}, 60_000);
afterAll(async () => {
  closeSockets();
  await running.close();
  await receiver.stop();
});

interface RawAnswer {
  readonly status: number;
  readonly body: Json;
}

async function post(path: string, text: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const answer = await fetch(`${running.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.access_token}`, 'content-type': 'application/json', ...headers },
    body: Buffer.from(text),
  });
  return { status: answer.status, body: await answer.json() };
}

function eventText(data: string): string {
  return `{"type":"${TYPE}","user_id":"${person.id}","data":${data}}`;
}

/** @returns the event's id; null when it was refused, with the path that it must name */
async function sendAlone(data: string): Promise<string | null> {
  const { status, body } = await post('/api/events', eventText(data));
  if (status === 202) return body.id;
  expect([400, 413, 415]).toContain(status);
  if (status === 400) for (const { field } of body.errors) expect(field).toMatch(/^data(\.|\[|$)/);
  return null;
}

/** Each member of both as a token: what is not a number must be the same text, a number the same value. */
function isSameJson(sent: string, received: string): boolean {
  const [left, right] = [tokensOf(sent), tokensOf(received)];
  return left.length === right.length && left.every((token, place) => isSameToken(token, right[place] ?? ''));
}

function tokensOf(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[[\]{},:]|true|false|null/gs) ?? [];
}

function isSameToken(sent: string, received: string): boolean {
  if (sent === received) return true;
  if (!/^-?\d/.test(sent) || !/^-?\d/.test(received)) return false;
  if (/^-?\d+$/.test(sent) && /^-?\d+$/.test(received)) return BigInt(sent) === BigInt(received);
  const isVanished = Number(received) === 0 && /[1-9]/.test(sent.split(/e/i)[0] ?? '');
  return Number(sent) === Number(received) && Number.isFinite(Number(received)) && !isVanished;
}

/** The text of `data` in an envelope, cut out by its brackets. */
function dataIn(text: string, from = 0): string {
  const start = text.indexOf('"data":', from) + '"data":'.length;
  let depth = 0;
  for (const match of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (match[0] === '{' || match[0] === '[') depth += 1;
    if (match[0] === '}' || match[0] === ']') depth -= 1;
    if (depth === 0) return text.slice(start, start + match.index + 1);
  }
  return '';
}

/** Waits for every accepted one at the receiver and on the socket, reads the log, and compares the bytes. */
async function compareAll(accepted: ReadonlyMap<string, string>): Promise<void> {
  const posts = () => new Map(receiver.requests.map(({ body, text }) => [body.id, text]));
  await until(() => [...accepted.keys()].every((id) => posts().has(id)), { timeoutMs: 20_000 });
  const pushes = () => frames.filter((frame) => frame.includes(`["event",`));
  await until(() => [...accepted.keys()].every((id) => pushes().some((frame) => frame.includes(id))));
  const log = await logTexts();
  const delivered = posts();
  for (const [id, sent] of accepted) {
    const atReceiver = dataIn(delivered.get(id) ?? '');
    expect({ sent, at: atReceiver, isSame: isSameJson(sent, atReceiver) }).toEqual({
      sent,
      at: atReceiver,
      isSame: true,
    });
    const frame = pushes().find((text) => text.includes(id)) ?? '';
    expect(frame).toContain(`"data":${atReceiver}`);
    expect(log.get(id)).toBe(atReceiver);
  }
}

async function logTexts(): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let after = '';
  for (;;) {
    const path = `/api/events?limit=200&types=${TYPE}${after === '' ? '' : `&after=${after}`}`;
    const answer = await fetch(`${running.url}${path}`, {
      headers: { authorization: `Bearer ${person.access_token}` },
    });
    const text = await answer.text();
    const page: Json = JSON.parse(text);
    let from = 0;
    for (const { id } of page.items) {
      from = text.indexOf(id, from);
      texts.set(id, dataIn(text, from));
    }
    if (page.items.length === 0 || page.next_cursor === after) return texts;
    after = page.next_cursor;
  }
}

describe('free-form JSON through the intake', () => {
  it('keeps its exact bytes on every channel, or is refused with the path of the fault', async () => {
    const accepted = new Map<string, string>();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(objectTexts, async (data) => {
        const id = await sendAlone(data);
        if (id === null) refused += 1;
        else accepted.set(id, data);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    // Both must be common, or the generator proves nothing.
    expect(accepted.size).toBeGreaterThan(RUNS / 5);
    expect(refused).toBeGreaterThan(RUNS / 20);
    await compareAll(accepted);
  }, 120_000);

  it('is judged in a batch as it is alone, and a refusal names the event', async () => {
    const accepted = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(fc.array(objectTexts, { minLength: 1, maxLength: 6 }), async (texts) => {
        const verdicts: boolean[] = [];
        for (const data of texts) verdicts.push((await sendAlone(data)) !== null);
        const { status, body } = await post('/api/events/batch', `{"events":[${texts.map(eventText).join(',')}]}`);
        if (verdicts.every(Boolean)) {
          expect(status).toBe(202);
          texts.forEach((data, place) => accepted.set(body.items[place].id, data));
          return;
        }
        expect(status).toBe(400);
        const named = new Set(body.errors.map(({ field }: Json) => Number(/^events\.(\d+)\.data/.exec(field)?.[1])));
        const wrong = new Set([...verdicts.keys()].filter((place) => !verdicts[place]));
        // Nothing is looked at beyond what is nested too deep.
        const isCut = body.errors.some(({ message }: Json) => message.includes('nested deeper'));
        if (isCut) for (const place of named) expect(wrong).toContain(place);
        else expect(named).toEqual(wrong);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    await compareAll(accepted);
  }, 120_000);

  it.each([
    ['a number of another value', '{"n":9007199254740991}', '{"n":9007199254740990}'],
    ['a key that objects inherit', '{"constructor":1}', '{}'],
    ['the key __proto__', '{"__proto__":1}', '{}'],
    ['null and nothing', '{"a":null}', '{}'],
    ['a text and its other code points', '{"a":"é"}', '{"a":"e\u0301"}'],
    ['a number and its text', '{"a":1}', '{"a":"1"}'],
    ['true and 1', '{"a":true}', '{"a":1}'],
    ['the order of a list', '{"a":[1,2]}', '{"a":[2,1]}'],
  ])('is distinguished by the idempotency key when it differs in %s', async (_, first, second) => {
    const headers = { 'idempotency-key': newId() };
    const one = await post('/api/events', eventText(first), headers);
    expect(one.status).toBe(202);
    const again = await post('/api/events', eventText(first), headers);
    expect([again.status, again.body.id]).toEqual([200, one.body.id]);
    expect((await post('/api/events', eventText(second), headers)).status).toBe(409);
  });

  it.each(['{"n":9007199254740993}', '{"n":1e400}', '{"a":"\\ud800"}', '{"a":"\\u0000"}', '{"\\u0000":1}'])(
    'with %s is refused with the path',
    async (data) => {
      const { status, body } = await post('/api/events', eventText(data));
      expect([status, body.errors?.[0]?.field]).toEqual([400, expect.stringMatching(/^data/)]);
    },
  );

  it('that is not UTF-8 is refused', async () => {
    const text = Buffer.from(eventText('{"a":"é"}'), 'latin1');
    const answer = await fetch(`${running.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.access_token}`, 'content-type': 'application/json' },
      body: text,
    });
    expect([400, 415]).toContain(answer.status);
  });
});
