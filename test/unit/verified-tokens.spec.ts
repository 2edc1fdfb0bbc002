import { JwtService } from '@nestjs/jwt';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TokenKey } from '../../src/auth/token-key.js';
import { TokenStrategy } from '../../src/auth/token-strategy.js';
import { VerifiedTokens } from '../../src/auth/verified-tokens.js';
import { newId } from '../../src/common/ids.js';

const SECRET = 'a key for tests, of at least thirty-two bytes';
const NOW = new Date('2026-11-26T12:00:00Z');

describe('tokens that were verified', () => {
  const key = new TokenKey(SECRET);
  const [sub, sid] = [newId(), newId()];
  const sign = (payload: object = {}, signer = key, options: object = { expiresIn: 60 }) =>
    new JwtService({ secret: signer.access as unknown as string }).sign({ sub, sid, ...payload }, options);
  let tokens: VerifiedTokens;
  let checks: number;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    const strategy = new TokenStrategy(key);
    const verify = strategy.verify.bind(strategy);
    checks = 0;
    strategy.verify = (token) => {
      checks += 1;
      return verify(token);
    };
    tokens = new VerifiedTokens(strategy);
  });
  afterEach(() => void jest.useRealTimers());

  const refusal = (token: string) => tokens.verify(token).catch((error: unknown) => error);

  it('are not verified again, each for its own session', async () => {
    const [token, other] = [sign(), sign({ sid: sub })];
    for (let use = 0; use < 3; use += 1) {
      expect(await tokens.verify(token)).toMatchObject({ sub, sid, exp: NOW.getTime() / 1000 + 60 });
      expect(await tokens.verify(other)).toMatchObject({ sub, sid: sub });
    }
    expect(checks).toBe(2);
  });

  it('expire in the second in which they would expire otherwise', async () => {
    const token = sign();
    await tokens.verify(token);
    jest.setSystemTime(NOW.getTime() + 59_999);
    expect(await tokens.verify(token)).toMatchObject({ sub });
    jest.setSystemTime(NOW.getTime() + 60_000);
    expect(await refusal(token)).toMatchObject({ reason: 'expired' });
    expect(
      await new VerifiedTokens(new TokenStrategy(key)).verify(token).catch((error: unknown) => error),
    ).toMatchObject({ reason: 'expired' });
  });

  it('give nothing to a token that differs from them in one character, or in its key', async () => {
    const token = sign();
    await tokens.verify(token);
    const [head = '', body = '', signature = ''] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: newId(), sid, exp: 2e9, iat: 1 })).toString('base64url');
    const first = signature.startsWith('A') ? 'B' : 'A';
    const wrong = [`${head}.${forged}.${signature}`, `${head}.${body}.${first}${signature.slice(1)}`, `${token}A`];
    for (const one of [...wrong, sign({}, new TokenKey(`another ${SECRET}`))]) {
      expect(await refusal(one)).toMatchObject({ reason: 'unauthorized' });
    }
  });

  it('are verified each time if they were refused, or say when they begin', async () => {
    const early = sign({}, key, { expiresIn: 60, notBefore: 30 });
    for (let use = 0; use < 2; use += 1) expect(await refusal(early)).toMatchObject({ reason: 'unauthorized' });
    jest.setSystemTime(NOW.getTime() + 31_000);
    await tokens.verify(early);
    jest.setSystemTime(NOW);
    expect(await refusal(early)).toMatchObject({ reason: 'unauthorized' });
    expect(await refusal(sign({ sid: 'none' }))).toMatchObject({ reason: 'unauthorized' });
  });
});
