import { describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../src/common/config.js';
import { AppLogger } from '../../src/common/logger.js';
import { Metrics } from '../../src/common/metrics.js';
import { PersonLimits } from '../../src/common/rate-limit/person-limits.js';
import { SharedCounters } from '../../src/common/rate-limit/shared-counters.js';
import { Readiness } from '../../src/common/readiness.js';
import { RedisLink } from '../../src/common/redis/redis-link.js';

/** Of one process, without Redis. */
async function limitsWith(environment: Record<string, string>): Promise<PersonLimits> {
  const config = new AppConfig({ JWT_SECRET: 'a key for tests, of at least thirty-two bytes', ...environment });
  const shown = { metrics: new Metrics(), readiness: new Readiness() };
  const link = await RedisLink.load(config, new AppLogger({ level: 'silent', format: 'json' }), shown);
  return new PersonLimits(config, new SharedCounters(link));
}

describe('the limit of event bytes per minute', () => {
  it('is counted per person, without refused events', async () => {
    const limits = await limitsWith({ EVENT_BYTES_RATE_LIMIT: '1000' });
    await limits.countEvents('ada', 1, 600);
    await expect(limits.countEvents('ada', 1, 600)).rejects.toThrow('1000 bytes of events per minute');
    await limits.countEvents('ada', 1, 400);
    await limits.countEvents('rita', 1, 1_000);
  });

  it('holds for requests that come at the same time', async () => {
    const limits = await limitsWith({ EVENT_BYTES_RATE_LIMIT: '1000' });
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => limits.countEvents('ada', 1, 300)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('is switched off by 0', async () => {
    const limits = await limitsWith({ EVENT_BYTES_RATE_LIMIT: '0' });
    await limits.countEvents('ada', 1, 1_000_000_000);
    await expect(limits.countEvents('ada', 1, 1_000_000_000)).resolves.toBeUndefined();
  });
});

describe('the limit of events', () => {
  it('also applies per second, so a minute of events cannot come in one burst', async () => {
    const limits = await limitsWith({ EVENT_RATE_LIMIT: '60000' });
    await limits.countEvents('ada', 3_000, 1);
    await expect(limits.countEvents('ada', 1, 1)).rejects.toThrow('3000 events per second');
    await limits.countEvents('rita', 3_000, 1);
  });

  it('does not count events refused for their bytes', async () => {
    const limits = await limitsWith({ EVENT_RATE_LIMIT: '600', EVENT_BYTES_RATE_LIMIT: '1000' });
    await expect(limits.countEvents('ada', 500, 2_000)).rejects.toThrow('bytes of events');
    await limits.countEvents('ada', 500, 1_000);
  });
});
