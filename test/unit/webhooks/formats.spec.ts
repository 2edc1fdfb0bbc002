import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { AppConfig } from '../../../src/common/config.js';
import { AppLogger } from '../../../src/common/logger.js';
import { DeliveryBodies } from '../../../src/webhooks/formats/delivery-bodies.js';
import type { FormatSource } from '../../../src/webhooks/formats/delivery-format.js';
import { FORMATS } from '../../../src/webhooks/formats/formats.js';
import { inJsonStyle } from '../../../src/webhooks/formats/json-style.js';
import { ProgramPool } from '../../../src/webhooks/programs/program-pool.js';
import { faultsOf as discordFaults } from '../../support/receivers/discord-limits.js';
import { faultsOf as slackFaults } from '../../support/receivers/slack-limits.js';

const DATA = {
  id: '0198c0de-0000-7000-8000-000000000002',
  number: 7,
  title: 'Grüße "quoted" \u2028 <!channel> @everyone 🙂',
  description: 'line\nbreak \\ and & < >',
  status: 'open',
  tags: ['a', 'b'],
  amount: 1.5,
};

function source(fields: Partial<FormatSource['event']> = {}, data: object = DATA): FormatSource {
  return {
    event: {
      id: '0198c0de-0000-7000-8000-000000000001',
      type: 'ticket.created',
      category: 'SUPPORT',
      source: 'desk',
      position: 42,
      actor: { id: '0198c0de-0000-7000-8000-000000000003', name: 'Ada', type: 'user' },
      userId: null,
      companyId: '0198c0de-0000-7000-8000-000000000004',
      entityId: DATA.id,
      occurredAt: new Date('2026-01-02T03:04:05.678Z'),
      data: JSON.stringify(data),
      changes: null,
      embed: null,
      ...fields,
    },
    notification: '{"id":"n"}',
    enrichedData: null,
    type: 'ticket.created',
  };
}

const TEMPLATE = '{"text": {{ data.title | json }}, "status": "{{ data.status }}", "by": "{{ event.actor.name }}"}';

const pool = new ProgramPool(new AppLogger({ level: 'silent', format: 'json' }));
afterAll(() => pool.onApplicationShutdown());

interface WriteOptions {
  from?: FormatSource;
  template?: string;
  publicUrl?: string;
}

async function write(
  payloadFormat: string,
  { from = source(), template, publicUrl }: WriteOptions = {},
): Promise<string> {
  const config = new AppConfig({ PUBLIC_URL: publicUrl ?? 'https://desk.example' });
  const settings = { payloadFormat, template: template ?? TEMPLATE, jsonStyle: 'compact', share: 'test' } as const;
  return (await new DeliveryBodies(config, pool).write(settings, from)).text;
}

describe.each([...FORMATS.keys()])('the payload format %s', (name) => {
  it('writes JSON exactly like JSON.stringify, and deterministically', async () => {
    const text = await write(name);
    if (name !== 'template') expect(text).toBe(JSON.stringify(JSON.parse(text)));
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(await write(name)).toBe(text);
  });

  it('handles empty, huge and unexpected data', async () => {
    const odd = [
      {},
      { title: null, tags: {} },
      { title: 'x'.repeat(50_000), content: '🙂'.repeat(9_000) },
      { number: 'x' },
    ];
    for (const data of odd) {
      const text = await write(name, { from: source({}, data) });
      // What a template makes of a missing field is its author's to say.
      if (name !== 'template') expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});

describe('the payload bodies', () => {
  it('have the documented shapes', async () => {
    expect(Object.keys(JSON.parse(await write('standard')))).toEqual([
      'id',
      'type',
      'timestamp',
      'created',
      'sequence',
      'actor',
      'data',
      'company_id',
    ]);
    expect(JSON.parse(await write('xtsystems'))).toEqual({
      event_type: 'ticket.created',
      data: DATA,
      company_id: '0198c0de-0000-7000-8000-000000000004',
      timestamp: 1_767_323_045,
    });
    expect(JSON.parse(await write('cloudevents'))).toMatchObject({
      specversion: '1.0',
      source: 'https://desk.example',
      type: 'ticket.created',
      subject: DATA.id,
      time: '2026-01-02T03:04:05.678Z',
      data: DATA,
    });
    expect(Object.keys(JSON.parse(await write('cloudevents'))).every((key) => /^[a-z0-9]+$/.test(key))).toBe(true);
    expect(JSON.parse(await write('notification'))).toEqual({
      event: 'notification.created',
      notification: { id: 'n' },
      data: DATA,
    });
  });

  it('mention no user in a chat', async () => {
    expect(JSON.parse(await write('discord')).allowed_mentions).toEqual({ parse: [] });
    expect(await write('slack')).not.toContain('<!channel>');
    expect(JSON.parse(await write('slack')).text).toContain('&lt;!channel&gt;');
  });

  it('respect the limits of the chats, cut between characters', async () => {
    const data: Record<string, string> = { title: '🙂'.repeat(1_000), content: 'é🙂&<>'.repeat(3_000) };
    for (let i = 0; i < 40; i += 1) data[`field ${'n'.repeat(300)} ${i}`] = '🙂'.repeat(2_000);
    const [embed] = JSON.parse(await write('discord', { from: source({}, data) })).embeds;
    expect(embed.title.length).toBeLessThanOrEqual(256);
    expect(embed.description.length).toBeLessThanOrEqual(4_096);
    expect(embed.fields?.length ?? 0).toBeLessThanOrEqual(25);
    const sum = [
      embed.title,
      embed.description,
      embed.footer.text,
      ...(embed.fields ?? []).flatMap((f: { name: string; value: string }) => [f.name, f.value]),
    ];
    expect(sum.join('').length).toBeLessThanOrEqual(6_000);
    for (const text of sum) expect(text.isWellFormed()).toBe(true);
    const { attachments } = JSON.parse(await write('slack', { from: source({}, data) }));
    const [header, section] = attachments[0].blocks;
    expect(header.text.text.length).toBeLessThanOrEqual(150);
    expect(section.text.text.length).toBeLessThanOrEqual(3_000);
    expect(section.text.text.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
  });
});

describe('a chat message', () => {
  const BLANKS = ['', ' ', '\n\t', '\u00a0\u2003'];
  const EMBEDS = [
    {},
    { title: ' ', description: '\n', footer: '\u00a0', fields: [] },
    { fields: BLANKS.flatMap((name) => BLANKS.map((value) => ({ name, value }))) },
    {
      fields: [
        { name: 'Name', value: ' ' },
        { name: '\t', value: 'value' },
      ],
    },
    { title: 'x', url: 'http://localhost:5000/tickets' },
    { title: 'x', url: 'http://desk:5000/' },
    { title: 'x', url: 'ftp://desk.example/' },
    { title: '🙂'.repeat(200), description: '🙂'.repeat(5_000), footer: 'f'.repeat(3_000) },
    { fields: Array.from({ length: 40 }, () => ({ name: 'n'.repeat(300), value: '🙂'.repeat(900) })) },
  ];

  it.each(EMBEDS)('of the embed %j is accepted by Discord and Slack', async (embed) => {
    const from = source({ embed: JSON.stringify(embed) });
    for (const name of ['discord', 'discord_bot']) {
      expect(discordFaults(JSON.parse(await write(name, { from })))).toEqual([]);
    }
    expect(slackFaults(JSON.parse(await write('slack', { from })))).toEqual([]);
  });

  it.each([{}, { title: ' ', status: ' ', owner_name: '\n' }, { title: ' x ', note: '\u2003' }])(
    'of the data %j is accepted, too',
    async (data) => {
      const from = source({}, data);
      expect(discordFaults(JSON.parse(await write('discord', { from })))).toEqual([]);
      expect(slackFaults(JSON.parse(await write('slack', { from })))).toEqual([]);
    },
  );

  it.each([
    ['http://localhost:5000', undefined],
    ['http://desk.localhost', undefined],
    ['http://127.0.0.1:5000', undefined],
    ['http://[::1]:5000', undefined],
    ['http://desk', undefined],
    ['https://desk.example', 'https://desk.example'],
    ['http://desk.example:8080', 'http://desk.example:8080'],
  ])('with PUBLIC_URL %s links to %s', async (publicUrl, url) => {
    const [embed] = JSON.parse(await write('discord', { publicUrl })).embeds;
    expect(embed.url).toBe(url);
  });
});

describe('a payload template', () => {
  it('that cannot be parsed, reads files, runs forever or writes too much fails with a reason', async () => {
    for (const template of [
      '{{ data.title',
      '{% capture x %}a{% endcapture %}',
      '{% include "x" %}',
      '{{ 1 | nofilter }}',
      '{% for i in (1..100000000) %}x{% endfor %}',
      `{% for i in (1..3000) %}${'y'.repeat(300)}{% endfor %}`,
    ]) {
      await expect(write('template', { template })).rejects.toThrow(/^The template (failed|ran over its budget)/);
    }
    expect(await write('template', { template: '{{ data.constructor }}{{ data.__proto__ }}' })).toBe('');
  });

  it('writes missing values as JSON null', async () => {
    expect(await write('template', { template: '{"a": {{ data.missing | json }}}' })).toBe('{"a": null}');
  });
});

describe('JSON in the style of Python', () => {
  it('equals the output of json.dumps', () => {
    const value = {
      text: 'Grüße "q" \\ \n\t\u2028 \u007f 🙂 日本',
      numbers: [0, -1, 1.5, 1e21, 1e-7, 0.00001234, 0.0001, 123456789012, -2.5e-10, 1.7976931348623157e308, 5e-324],
      empty: [{}, [], '', null, true, false],
      'key, with: "all"': { a: '1,2: {"x":-1}' },
    };
    const compact = JSON.stringify(value);
    const python = execFileSync(
      'python3',
      ['-c', 'import json,sys; print(json.dumps(json.loads(sys.stdin.read())), end="")'],
      { input: compact },
    );
    expect(inJsonStyle(compact, 'python')).toBe(python.toString());
    expect(inJsonStyle(compact, 'compact')).toBe(compact);
  });
});
