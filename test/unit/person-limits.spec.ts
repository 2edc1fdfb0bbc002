import { describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../src/common/config.js';
import { PersonLimits } from '../../src/common/rate-limit/person-limits.js';

describe('the limit of event bytes per minute', () => {
  it('is counted per person, without refused events', () => {
    const limits = new PersonLimits(new AppConfig({ EVENT_BYTES_RATE_LIMIT: '1000' }));
    limits.countEvents('ada', 1, 600);
    expect(() => limits.countEvents('ada', 1, 600)).toThrow('1000 bytes of events per minute');
    limits.countEvents('ada', 1, 400);
    limits.countEvents('rita', 1, 1_000);
  });

  it('is switched off by 0', () => {
    const limits = new PersonLimits(new AppConfig({ EVENT_BYTES_RATE_LIMIT: '0' }));
    limits.countEvents('ada', 1, 1_000_000_000);
    expect(() => limits.countEvents('ada', 1, 1_000_000_000)).not.toThrow();
  });
});

describe('the limit of events', () => {
  it('also applies per second, so a minute of events cannot come in one burst', () => {
    const limits = new PersonLimits(new AppConfig({ EVENT_RATE_LIMIT: '60000' }));
    limits.countEvents('ada', 3_000, 1);
    expect(() => limits.countEvents('ada', 1, 1)).toThrow('3000 events per second');
    limits.countEvents('rita', 3_000, 1);
  });

  it('does not count events refused for their bytes', () => {
    const limits = new PersonLimits(new AppConfig({ EVENT_RATE_LIMIT: '600', EVENT_BYTES_RATE_LIMIT: '1000' }));
    expect(() => limits.countEvents('ada', 500, 2_000)).toThrow('bytes of events');
    limits.countEvents('ada', 500, 1_000);
  });
});
