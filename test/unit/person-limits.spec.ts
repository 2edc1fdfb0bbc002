import { describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../src/common/config.js';
import { PersonLimits } from '../../src/common/rate-limit/person-limits.js';

describe('the bytes of events per minute', () => {
  it('are counted per person, and what is refused does not count', () => {
    const limits = new PersonLimits(new AppConfig({ EVENT_BYTES_RATE_LIMIT: '1000' }));
    limits.countEvents('ada', 1, 600);
    expect(() => limits.countEvents('ada', 1, 600)).toThrow('1000 bytes of events per minute');
    limits.countEvents('ada', 1, 400);
    limits.countEvents('rita', 1, 1_000);
  });

  it('are not limited by 0', () => {
    const limits = new PersonLimits(new AppConfig({ EVENT_BYTES_RATE_LIMIT: '0' }));
    limits.countEvents('ada', 1, 1_000_000_000);
    expect(() => limits.countEvents('ada', 1, 1_000_000_000)).not.toThrow();
  });
});
