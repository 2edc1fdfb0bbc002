import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { AppLogger } from '../../../src/common/logger.js';
import { ProgramPool, ProgramsBusy } from '../../../src/webhooks/programs/program-pool.js';
import type { ProgramKind } from '../../../src/webhooks/programs/program-run.js';

let pool: ProgramPool;
beforeAll(() => {
  pool = new ProgramPool(new AppLogger({ level: 'silent', format: 'json' }));
});
afterAll(() => pool.onApplicationShutdown());

const SMALL = scope({ title: 'Printer', usage: 95, list: ['a'], text: 'a' });
const LARGE = scope({
  usage: 95,
  list: Array.from({ length: 20_000 }, (_, index) => `value ${index}`),
  text: 'a,'.repeat(60_000),
});

function scope(data: object): string {
  return JSON.stringify({ event: { type: 'x', actor: { name: 'Ada' } }, data, changes: {} });
}

function run(kind: ProgramKind, program: string, inputs: string[], share = 'test') {
  return pool.run({ kind, program, inputs, share });
}

/** Nested `cel.bind`, each doubling what is bound. */
function doubled(start: string, times: number): string {
  let text = `size(x${times}) > 1`;
  for (let index = times; index > 0; index -= 1) {
    const before = index === 1 ? start : `x${index - 1}`;
    text = `cel.bind(x${index}, ${before} + ${before}, ${text})`;
  }
  return text;
}

const TIME_BOMBS: [ProgramKind, string][] = [
  ['filter', 'data.list.exists(x, size(data.text.split(",")) == size(x) * 1000)'],
  ['filter', 'data.list.exists(x, data.text.lowerAscii().contains(x + "none"))'],
  [
    'template',
    '{% for i in data.list %}{% for j in data.list %}{% if data.text contains "none" %}x{% endif %}{% endfor %}{% endfor %}',
  ],
];

/** They end in one way or the other: stopped, refused by the language, or done. */
const OTHER_BOMBS: [ProgramKind, string][] = [
  ['filter', doubled('data.text', 8)],
  ['filter', doubled('data.list', 8)],
  ['filter', doubled('data.text.split("")', 8)],
  ['filter', 'size(data.list.map(x, data.text.split(""))) > 1'],
  ['template', '{{ "2020-01-01" | date: "%1000000000d" }}'],
  [
    'template',
    '{% assign s = data.text %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s | size }}',
  ],
  ['template', '{% for i in (1..100000000) %}{% for j in (1..100000000) %}{% endfor %}{% endfor %}'],
  ['template', '{{ data.text | replace: "a", data.text | size }}'],
  [
    'template',
    '{% assign a = data.list %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}{{ a | size }}',
  ],
  ['template', '{% assign g = data.list | group_by_exp: "x", "data.list | join: x" %}{{ g | size }}'],
  ['template', '{% assign x = 10 %}{% for i in (1..9999) %}{% assign x = x | times: x %}{% endfor %}{{ x }}'],
];

describe('the pool of programs', () => {
  it.each(TIME_BOMBS)('interrupts a %s: %s', async (kind, program) => {
    const [first, second, third] = await run(kind, program, [SMALL, LARGE, SMALL], program);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, isOverBudget: true, fault: expect.stringContaining('budget') });
    expect(third).toBeUndefined();
  });

  it.each(OTHER_BOMBS)('survives a %s with a huge result: %s', async (kind, program) => {
    const before = process.memoryUsage().rss;
    const outcomes = await run(kind, program, [LARGE], program);
    expect(outcomes).toHaveLength(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576);
    // And goes on.
    expect(await run('filter', 'data.usage > 90', [SMALL])).toEqual([{ ok: true, value: true }]);
  });

  it('ends a program that takes too much memory, and nothing else', async () => {
    const keep = 'size(data.list.map(x, data.text.split(","))) > 1';
    const [outcome] = await run('filter', keep, [LARGE], 'memory');
    expect(outcome).toMatchObject({ ok: false, isOverBudget: true });
  });

  it('keeps the event loop free, and other shares served, during an attack', async () => {
    const bombed = run('filter', TIME_BOMBS[0]?.[1] ?? '', [LARGE], 'attacker');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    let served = 0;
    const over = new AbortController();
    void bombed.finally(() => over.abort());
    while (!over.signal.aborted) {
      expect(await run('filter', 'data.usage + 1 > 90', [SMALL], 'neighbour')).toEqual([{ ok: true, value: true }]);
      served += 1;
    }
    delay.disable();
    expect(served).toBeGreaterThan(0);
    expect(delay.percentile(50) / 1e6).toBeLessThan(100);
  });

  it('returns outcomes in the order of the inputs, over many messages too', async () => {
    const inputs = Array.from({ length: 1_203 }, (_, index) => scope({ usage: index }));
    const outcomes = await run('filter', 'data.usage % 2 == 1', inputs);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value)).toEqual(inputs.map((_, index) => index % 2 === 1));
  });

  it('runs deliveries of one template together, each with its own outcome', async () => {
    const titles = Array.from({ length: 100 }, (_, index) => `"title" ${index}`);
    const rendered = await Promise.all(
      titles.map((title) => run('template', '{"t": {{ data.title | json }}}', [scope({ title })])),
    );
    expect(rendered.flat()).toEqual(titles.map((t) => ({ ok: true, value: `{"t": ${JSON.stringify(t)}}` })));
  });

  it('stops waiting when asked to, and returns finished results', async () => {
    const signal = AbortSignal.timeout(300);
    const inputs = Array.from({ length: 4_000 }, () => LARGE);
    const program = 'data.list.exists(x, x == "none")';
    const outcomes = await pool.run({ kind: 'filter', program, inputs, share: 'patient', signal });
    expect(outcomes.length).toBeLessThan(inputs.length);
  });

  it('refuses work beyond its queue', async () => {
    const waiting = Array.from({ length: 1_200 }, () => run('filter', 'true', [SMALL, SMALL], 'greedy'));
    const settled = await Promise.allSettled(waiting);
    const refused = settled.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect((refused[0] as PromiseRejectedResult).reason).toBeInstanceOf(ProgramsBusy);
    expect(await run('filter', 'true', [SMALL], 'modest')).toEqual([{ ok: true, value: true }]);
  });
});

describe('a template that is checked before it is saved', () => {
  const example = JSON.stringify([
    {
      event: { type: 'ticket.created', actor: { name: 'Ada' } },
      data: { title: 'Printer', tags: ['a'], number: 7 },
      changes: {},
    },
  ]);
  const check = async (template: string) => {
    const [outcome] = await run('template-check', template, [example]);
    if (outcome === undefined || !outcome.ok) throw new Error('was not checked');
    return outcome.value;
  };

  it.each([
    '{"t": {{ data.title | json }}, "n": {{ data.number }}}',
    '{"t": {{ data.unknown | json }}}',
    '{"usage": {{ data.usage }}}',
    '{"tags": {{ data.tags | json }}, "by": {{ event.actor.name | json }}}',
    '{% if data.title == "x" %}{"a": 1}{% else %}{"b": {{ data | json }}}{% endif %}',
    '{{ event.type }}: {{ data.title }}',
    '[{{ data.title }}] is new',
    'Hello',
  ])('%s can be saved', async (template) => {
    expect(await check(template)).toBeNull();
  });

  it.each([
    ['{"t": "{{ data.title }}"}', 1, 'data.title'],
    ['{\n"n": {{ data.number }},\n"t": "{{ data.title | upcase }}"}', 3, 'data.title'],
    ['{"t": {{ data.title }}}', 1, 'data.title'],
    ['{"t": "{{ data.title | json }}"}', 1, 'data.title'],
    ['{"t": "{{ data.title | escape }}"}', 1, 'data.title'],
    ['{"by": "{{ event.actor.name }}"}', 1, 'event.actor.name'],
    ['{"tags": "{% for tag in data.tags %}{{ tag }}{% endfor %}"}', 1, 'data.tags'],
    ['{"u": "{{ data.unknown }}"}', 1, 'data.unknown'],
  ])('%s is refused with the line and the json filter', async (template, line, name) => {
    expect(await check(template)).toMatch(new RegExp(`^line ${line}: .*${name}.*\\| json`));
  });

  it('is refused when it is not JSON but begins like it', async () => {
    expect(await check('{"t": 1,}')).toMatch(/not valid JSON/);
    expect(await check('{{ data.title')).toMatch(/line:1/);
  });
});
