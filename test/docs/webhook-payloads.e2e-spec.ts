import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver, type ReceivedRequest } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';
import { blocksOf, ROOT } from './blocks.js';
import { isOnMachine } from './machine.js';
import { checkedBy, type SignedRequest } from './signature-functions.js';

/** The examples of docs/webhooks.md, each behind a comment with its name, beside what the server sends. */
const PAGE = readFileSync(`${ROOT}docs/webhooks.md`, 'utf8');
const EXAMPLES = new Map(
  [...PAGE.matchAll(/<!-- example: ([\w-]+) -->\n(?:<!--.*-->\n)*\n*```\w+\n([\s\S]*?)```/g)].map(
    ([, name = '', text = '']) => [name, text] as const,
  ),
);
const FORMATS = ['standard', 'xtsystems', 'cloudevents', 'discord', 'slack', 'template'];
const TICKET = {
  title: 'The printer is on fire',
  description: 'Third floor, beside the stairs.',
  priority: 'urgent',
  tags: ['printer'],
};

let running: Stage;
let receiver: Receiver;
let admin: Person;
let ada: Person;
let eventId = '';

beforeAll(async () => {
  running = await Stage.start({ PUBLIC_URL: 'https://desk.example.com' });
  receiver = await Receiver.start();
  const company = await running.accounts.company('Acme');
  admin = await running.accounts.person('admin', { name: 'Grace Hopper' });
  ada = await running.accounts.person('agent', { name: 'Ada Lovelace', companyId: company.id });
  for (const payload_format of FORMATS) {
    await call('POST /api/webhooks', {
      name: payload_format,
      url: urlOf(payload_format),
      events: ['ticket.created'],
      payload_format,
      ...(payload_format === 'template' && { template: exampleOf('template-text').trim() }),
    });
  }
  await call('PUT /api/users/me/webhook', { webhook_url: urlOf('notification') });
  await call('POST /api/tickets', TICKET, ada);
  await until(() => receiver.requests.length === FORMATS.length + 1);
  const { items } = (await call('GET /api/events?types=ticket.created')) as { items: { id: string }[] };
  eventId = items[0]?.id ?? '';
});

afterAll(async () => {
  await running.close();
  await receiver.stop();
});

async function call(route: string, body?: object, as: Person = admin): Promise<Record<string, unknown>> {
  const answer = await running.accounts.call(route, { as, body });
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Record<string, unknown>;
}

function urlOf(name: string): string {
  return `${receiver.url}/${name}`;
}

function sent(name: string): ReceivedRequest {
  const request = receiver.requests.find(({ url }) => url.endsWith(`/${name}`));
  if (request === undefined) throw new Error(`Nothing came in the format ${name}.`);
  return request;
}

function exampleOf(name: string): string {
  const text = EXAMPLES.get(name);
  if (text === undefined) throw new Error(`docs/webhooks.md has no example "${name}".`);
  return text;
}

/** Ids and times aside. */
function comparable(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replaceAll(/"timestamp":\d+/g, '"timestamp":0')
    .replaceAll(/"sequence":("?)\d+("?)/g, '"sequence":$10$2');
  return JSON.parse(text);
}

describe('docs/webhooks.md', () => {
  it.each([...FORMATS, 'notification'])('shows the payload that is sent in the format %s', (name) => {
    expect(comparable(JSON.parse(exampleOf(name)))).toEqual(comparable(sent(name).body));
  });

  it('shows the headers of every delivery, and those of the /v1 family', () => {
    const shown = [...exampleOf('headers').matchAll(/^([\w-]+): (.*)$/gm)].map(([, name = '', value = '']) => ({
      name: name.toLowerCase(),
      value,
    }));
    const { headers } = sent('xtsystems');
    const own = Object.keys(headers).filter((name) =>
      /^(webhook|x-webhook|x-xtsystems)-|^(content-type|user-agent)$/.test(name),
    );
    const during = ['x-webhook-signature-previous', 'x-xtsystems-signature-previous'];
    expect(shown.map(({ name }) => name).toSorted()).toEqual([...own, ...during].toSorted());
    const fixed = shown.filter(({ name }) => ['content-type', 'x-webhook-event'].includes(name));
    for (const { name, value } of fixed) expect([name, headers[name]]).toEqual([name, value]);
  });

  it('names every variable of filters and templates', async () => {
    const shown: unknown = JSON.parse(exampleOf('variables'));
    const template = '{"event":{{ event | json }},"data":{{ data | json }},"changes":{{ changes | json }}}';
    const preview = { event_id: eventId, payload_format: 'template', template };
    const { body } = await call('POST /api/webhooks/preview', preview);
    expect(comparable(shown)).toEqual(comparable(JSON.parse(String(body))));
  });

  it('has filters that can be saved and match the documented event', async () => {
    const filters = exampleOf('filters').trim().split('\n');
    expect(filters.length).toBeGreaterThan(5);
    for (const filter of filters) {
      const preview = { event_id: eventId, payload_format: 'standard', filter };
      const { matches, fault } = await call('POST /api/webhooks/preview', preview);
      expect({ filter, matches, fault }).toEqual({ filter, matches: true, fault: undefined });
    }
  });

  describe('has a function that verifies real deliveries signed with either secret of a rotation', () => {
    let request: SignedRequest;

    beforeAll(async () => {
      const made = await call('POST /api/webhooks', {
        name: 'rotated',
        url: urlOf('rotated'),
        events: ['ticket.created'],
      });
      const path = `/api/webhooks/${String(made['id'])}`;
      const fresh = await call(`POST ${path}/regenerate-secret`, { overlap: '1h' });
      await call(`POST ${path}/test`);
      const { headers, text } = sent('rotated');
      request = { headers, text, secrets: [made['secret'], fresh['secret'], 'another secret'] };
    });

    it.each([
      ['js', 'isSignedX'],
      ['go', 'func IsSigned'],
      ['php', 'function is_signed'],
      ['ruby', 'def signed?'],
    ])(
      'in %s',
      async (language, name) => {
        const block = blocksOf('docs/webhooks.md').find((one) => one.language === language && one.code.includes(name));
        expect(block).toBeDefined();
        if (block === undefined || !isOnMachine(language)) return;
        expect(await checkedBy(language, block.code, request)).toEqual([true, true, false]);
      },
      60_000,
    );
  });

  it('shows what explain says of the filter', async () => {
    const shown = JSON.parse(exampleOf('explain')) as { rules: object[] };
    const filter = 'data.priority in ["high", "urgent"] && data.vip == true';
    const made = await call('POST /api/webhooks', {
      name: 'filtered',
      url: urlOf('filtered'),
      events: ['ticket.*'],
      filter,
    });
    const explained = await call(`GET /api/webhooks/${String(made['id'])}/explain/${eventId}`);
    const rules = explained['rules'] as { rule: string }[];
    expect(comparable(shown.rules)).toEqual(comparable(rules.filter(({ rule }) => rule === 'filter')));
  });
});
