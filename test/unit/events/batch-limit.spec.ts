import { describe, expect, it } from '@jest/globals';
import { BatchLimit } from '../../../src/events/dispatch/batch-limit.js';

describe('the size limit of a batch', () => {
  it('halves down to one faulty event, and grows again', () => {
    const limit = new BatchLimit(500);
    const taken = [];
    for (let count = 500; count > 1; count = limit.value) {
      taken.push(count);
      limit.halve(count);
    }
    expect([taken.length, limit.value]).toEqual([8, 1]);
    for (let round = 0; round < 9; round += 1) limit.grow();
    expect(limit.value).toBe(500);
  });

  it('shrinks while batches are slow, and recovers when they are fast', () => {
    const limit = new BatchLimit(500);
    limit.observe(500, 300);
    expect(limit.value).toBe(250);
    limit.observe(250, 5_000);
    expect(limit.value).toBe(50);
    limit.observe(50, 75);
    expect(limit.value).toBe(100);
    limit.observe(100, 20);
    expect(limit.value).toBe(500);
  });

  it('ignores a batch of few events, which may be one large fan-out', () => {
    const limit = new BatchLimit(500);
    limit.observe(3, 2_000);
    expect(limit.value).toBe(500);
  });
});
