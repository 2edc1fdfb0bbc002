import { describe, expect, it } from '@jest/globals';
import { checkFilter, InvalidFilter, runFilter } from '../../../src/webhooks/matching/payload-filter.js';

const SCOPE = {
  event: { type: 'ticket.updated', actor: { name: 'Ada' } },
  data: { priority: 'high', tags: ['a', 'b'], amount: 12, nested: { deep: true }, nothing: null },
  changes: { priority: ['low', 'high'] },
};

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
  ])('%s gives %s', (text, expected) => {
    expect(() => checkFilter(text)).not.toThrow();
    expect(runFilter(text, SCOPE)).toEqual({ matches: expected });
  });

  it.each([
    'data.',
    'data.priority ==',
    'unknown.thing == 1',
    '"text"',
    '1 + 1',
    'data.title.matches("(a+)+$")',
    'data.tags.all(a, data.tags.all(b, a == b))',
    'x'.repeat(3_000),
    '('.repeat(50) + 'true' + ')'.repeat(50),
    '',
  ])('%s cannot be saved', (text) => {
    expect(() => checkFilter(text)).toThrow(InvalidFilter);
  });

  it('says where the fault is', () => {
    try {
      checkFilter('data.priority == "high" && & true');
      throw new Error('was taken');
    } catch (error) {
      expect(error).toMatchObject({ name: 'InvalidFilter', position: expect.any(Number) });
      expect((error as InvalidFilter).position).toBeGreaterThan(20);
    }
  });

  it('that asks for what is not there is no match, and says so', () => {
    expect(runFilter('data.missing == 1', SCOPE)).toEqual({
      matches: false,
      fault: expect.stringContaining('missing'),
    });
    expect(runFilter('data.priority', SCOPE)).toEqual({ matches: false, fault: expect.any(String) });
  });

  it('reaches nothing of the machine that runs it', () => {
    for (const text of ['data.constructor.name == "Object"', 'data.__proto__ == null', 'event.toString == null']) {
      expect(runFilter(text, SCOPE).matches).toBe(false);
    }
  });
});
