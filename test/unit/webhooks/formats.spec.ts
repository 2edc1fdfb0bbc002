import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { deliveryBody } from '../../../src/webhooks/formats/delivery-body.js';
import type { FormatSource } from '../../../src/webhooks/formats/delivery-format.js';
import { FORMATS } from '../../../src/webhooks/formats/formats.js';
import { inJsonStyle } from '../../../src/webhooks/formats/json-style.js';
import { checkTemplate } from '../../../src/webhooks/formats/template.format.js';

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

function write(payloadFormat: string, from = source(), template: string | null = TEMPLATE): string {
  return deliveryBody({ payloadFormat, template, jsonStyle: 'compact' }, from, 'https://desk.example').text;
}

describe.each([...FORMATS.keys()])('the format %s', (name) => {
  it('writes JSON, exactly as JSON.stringify would, and the same each time', () => {
    const text = write(name);
    if (name !== 'template') expect(text).toBe(JSON.stringify(JSON.parse(text)));
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(write(name)).toBe(text);
  });

  it('survives data that is empty, huge or not what it expects', () => {
    const odd = [
      {},
      { title: null, tags: {} },
      { title: 'x'.repeat(50_000), content: '🙂'.repeat(9_000) },
      { number: 'x' },
    ];
    for (const data of odd) {
      const text = write(name, source({}, data));
      // What a template makes of a missing field is its author's to say.
      if (name !== 'template') expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});

describe('the bodies', () => {
  it('have the shapes of the contract', () => {
    expect(Object.keys(JSON.parse(write('standard')))).toEqual([
      'id',
      'type',
      'timestamp',
      'created',
      'sequence',
      'actor',
      'data',
      'company_id',
    ]);
    expect(JSON.parse(write('xtsystems'))).toEqual({
      event_type: 'ticket.created',
      data: DATA,
      company_id: '0198c0de-0000-7000-8000-000000000004',
      timestamp: 1_767_323_045,
    });
    expect(JSON.parse(write('cloudevents'))).toMatchObject({
      specversion: '1.0',
      source: 'https://desk.example',
      type: 'ticket.created',
      subject: DATA.id,
      time: '2026-01-02T03:04:05.678Z',
      data: DATA,
    });
    expect(Object.keys(JSON.parse(write('cloudevents'))).every((key) => /^[a-z0-9]+$/.test(key))).toBe(true);
    expect(JSON.parse(write('notification'))).toEqual({
      event: 'notification.created',
      notification: { id: 'n' },
      data: DATA,
    });
  });

  it('ping nobody in a chat', () => {
    expect(JSON.parse(write('discord')).allowed_mentions).toEqual({ parse: [] });
    expect(write('slack')).not.toContain('<!channel>');
    expect(JSON.parse(write('slack')).text).toContain('&lt;!channel&gt;');
  });

  it('stay within the limits of the chats, cut between characters', () => {
    const data: Record<string, string> = { title: '🙂'.repeat(1_000), content: 'é🙂&<>'.repeat(3_000) };
    for (let i = 0; i < 40; i += 1) data[`field ${'n'.repeat(300)} ${i}`] = '🙂'.repeat(2_000);
    const [embed] = JSON.parse(write('discord', source({}, data))).embeds;
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
    const { attachments } = JSON.parse(write('slack', source({}, data)));
    const [header, section] = attachments[0].blocks;
    expect(header.text.text.length).toBeLessThanOrEqual(150);
    expect(section.text.text.length).toBeLessThanOrEqual(3_000);
    expect(section.text.text.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
  });
});

describe('a template', () => {
  it('is refused when it cannot be parsed, or uses what reads files or escapes the limits', () => {
    for (const template of [
      '{{ data.title',
      '{% capture x %}a{% endcapture %}',
      '{% include "x" %}',
      '{{ 1 | nofilter }}',
      '{% if %}',
    ]) {
      expect(() => checkTemplate(template)).toThrow();
    }
    expect(() => checkTemplate(TEMPLATE)).not.toThrow();
  });

  it('that runs for ever or writes too much fails instead', () => {
    for (const template of [
      '{% for i in (1..100000000) %}x{% endfor %}',
      `{% for i in (1..3000) %}${'y'.repeat(300)}{% endfor %}`,
    ]) {
      expect(() => write('template', source(), template)).toThrow(/template failed/);
    }
    expect(write('template', source(), '{{ data.constructor }}{{ data.__proto__ }}')).toBe('');
  });
});

describe('the JSON style of Python', () => {
  it('is what json.dumps gives', () => {
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
