import { afterAll, describe, expect, it } from '@jest/globals';
import { AppLogger } from '../../../src/common/logger.js';
import { PayloadFilters, type FilterEvent } from '../../../src/webhooks/programs/payload-filter.js';
import { ProgramPool } from '../../../src/webhooks/programs/program-pool.js';

const pool = new ProgramPool(new AppLogger({ level: 'silent', format: 'json' }));
const filters = new PayloadFilters(pool);
afterAll(() => pool.onApplicationShutdown());

const DATA = {
  priority: 'high',
  tags: ['a', 'b'],
  amount: 12,
  usage: 90.5,
  one: 1,
  five: 5,
  numbers: [1, 2, 3],
  text: 'abcdef',
  map: { a: 1 },
  nested: { deep: true },
  nothing: null,
};

const EVENT: FilterEvent = {
  id: '0198c0de-0000-7000-8000-000000000001',
  type: 'ticket.updated',
  category: 'SUPPORT',
  source: 'desk',
  actor: { id: '0198c0de-0000-7000-8000-000000000003', name: 'Ada', type: 'user' },
  userId: null,
  companyId: null,
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
  data: JSON.stringify(DATA),
  changes: JSON.stringify({ priority: ['low', 'high'] }),
};

async function run(filter: string) {
  const [result] = await filters.run(filter, [EVENT], { share: 'test' });
  return result;
}

describe('a filter', () => {
  it.each([
    ['data.priority in ["high","urgent"]', true],
    ['data.priority == "low"', false],
    ['event.type == "ticket.updated" && data.nested.deep', true],
    ['"b" in data.tags', true],
    ['data.tags.exists(t, t == "a")', true],
    ['has(data.missing)', false],
    ['has(changes.priority) && changes.priority[0] == "low"', true],
    ['data.amount > 10', true],
    ['data.amount >= 12.5', false],
    ['data.nothing == null', true],
    ['event.actor.name.startsWith("A")', true],
  ])('%s evaluates to %s', async (text, expected) => {
    expect(await filters.faultOf(text, 'test')).toBeUndefined();
    expect(await run(text)).toEqual({ matches: expected });
  });

  // JSON has one kind of number; `1` and `1.0` in an expression are two.
  it.each([
    'data.usage + 1 > 90',
    '1 + data.usage == 91.5',
    'data.amount - 2 == 10',
    '2 - data.amount < 0',
    'data.amount * 2 == 24',
    '0.5 * data.amount == 6',
    'data.amount / 5 == 2.4',
    'data.five % 2 == 1',
    'data.five % 2.5 == 0',
    '11 % data.five == 1',
    '-data.five < 0',
    'data.five == 5',
    '5 == data.five',
    'data.five == 5.0',
    'data.five != 4',
    'double(data.five) == 5',
    '1 + 1.5 > 2',
    'data.five in [4, 5]',
    'data.five in [4.0, 5.0]',
    '2 in data.numbers',
    'data.numbers == [1, 2, 3]',
    '{"a": 1} == data.map',
    'data.numbers[data.one] == 2',
    'data.numbers[1] == 2',
    'size(data.numbers) == 3',
    'size(data.numbers) + data.five == 8',
    'data.text.substring(data.one) == "bcdef"',
    'data.text.substring(1, data.five) == "bcde"',
    'data.text.substring(data.one, data.five) == "bcde"',
    'data.numbers.map(n, n * 2)[2] == 6',
    'data.numbers.exists(n, n % 2 == 0)',
    'int(data.usage) + 1 == 91',
    // Two ints stay ints, as CEL says.
    '5 / 2 == 2',
  ])('%s is true: numbers of JSON and of the expression mix', async (text) => {
    expect(await filters.faultOf(text, 'test')).toBeUndefined();
    expect(await run(text)).toEqual({ matches: true });
  });

  it.each([
    'data.',
    'data.priority ==',
    'unknown.thing == 1',
    '"text"',
    '1 + 1',
    'data.title.matches("(a+)+$")',
    'data.tags.all(a, data.tags.all(b, a == b))',
    'bytes(data.text) == bytes("x")',
    'b"a" == b"b"',
    'x'.repeat(3_000),
    '('.repeat(50) + 'true' + ')'.repeat(50),
    '',
  ])('%s cannot be saved', async (text) => {
    expect(await filters.faultOf(text, 'test')).toMatch(/^at character \d+: /);
  });

  it('has an error with the position of the fault', async () => {
    const fault = await filters.faultOf('data.priority == "high" && & true', 'test');
    expect(Number(/^at character (\d+): /.exec(fault ?? '')?.[1])).toBeGreaterThan(20);
  });

  it('that reads a missing field does not match, and reports it', async () => {
    expect(await run('data.missing == 1')).toMatchObject({ matches: false, fault: expect.stringContaining('missing') });
    expect(await run('data.priority')).toMatchObject({ matches: false, fault: expect.any(String) });
    expect(await run('data.text.substring(data.usage) == ""')).toMatchObject({
      fault: expect.stringContaining('whole'),
    });
  });

  it('cannot access the machine that runs it', async () => {
    for (const text of ['data.constructor.name == "Object"', 'data.__proto__ == null', 'event.toString == null']) {
      expect((await run(text))?.matches).toBe(false);
    }
  });
});
