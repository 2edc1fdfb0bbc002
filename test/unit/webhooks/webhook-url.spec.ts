import { describe, expect, it } from '@jest/globals';
import { AllowedNetworks } from '../../../src/webhooks/http/address-policy.js';
import { parseWebhookUrl } from '../../../src/webhooks/http/webhook-url.js';
import { HOSTILE_LITERALS, HOSTILE_NAMES, HOSTILE_RELATIVES, MALFORMED_URLS } from './hostile-urls.js';

const strict = { allowed: AllowedNetworks.none, requireHttps: false };

function policy(entries: string[], requireHttps = false) {
  return { allowed: AllowedNetworks.parse(entries), requireHttps };
}

describe('a webhook URL that is saved', () => {
  const hostile = [...HOSTILE_LITERALS, ...HOSTILE_NAMES, ...MALFORMED_URLS];

  it('is tested with at least 60 hostile spellings', () => {
    expect(HOSTILE_LITERALS.length + HOSTILE_NAMES.length).toBeGreaterThanOrEqual(60);
  });

  it.each(hostile)('is refused with an explanation: %j', (template) => {
    const parsed = parseWebhookUrl(template.replace('PORT', '8080'), strict);
    expect(parsed).toEqual({ ok: false, reason: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  it.each(HOSTILE_RELATIVES)('is refused as a relative URL: %j', (text) => {
    expect(parseWebhookUrl(text, policy(['0.0.0.0/0', '::/0']))).toEqual({
      ok: false,
      reason: expect.stringMatching(/\.$/),
    });
  });

  it.each([
    'https://example.com',
    'https://example.com/hook?a=b%20c#frag',
    'https://EXAMPLE.com:8443/hook',
    'https://bücher.example/hook',
    'https://example.com./hook',
    'https://8.8.8.8/hook',
    'https://[2606:4700:4700::1111]/hook',
    'http://hooks.example.com/hook',
    'https://example.com/a@b',
    'https://discord.com/api/webhooks/1/abc_def-ghi',
  ])('is accepted unchanged: %s', (url) => {
    expect(parseWebhookUrl(url, strict)).toEqual({ ok: true, kind: 'absolute', url });
  });

  it.each([
    '/api/notifications/webhooks/notifications',
    '/',
    '/hook?x=1&y=%C3%A9',
    '/caf%C3%A9',
    '/50%25',
    '/v1.2/hook',
  ])('is accepted as a path of this application, even if https is required: %s', (url) => {
    expect(parseWebhookUrl(url, { ...strict, requireHttps: true })).toEqual({ ok: true, kind: 'relative', url });
  });

  it.each(['http://127.0.0.1:9999/', 'http://0x7f.1:9999/', 'http://2130706433/', 'http://127.0.0.1./'])(
    'reaches an allowed network in every spelling of it: %s',
    (url) => {
      expect(parseWebhookUrl(url, policy(['127.0.0.1/32'], true))).toMatchObject({ ok: true });
    },
  );

  it('reaches only listed targets', () => {
    const allowed = policy(['127.0.0.1/32', '10.0.0.0/8', 'bot.internal', 'intranet']);
    const verdicts = [
      'http://10.200.0.1/',
      'http://bot.internal:3000/',
      'http://BOT.internal./',
      'http://intranet/',
      'http://127.0.0.2/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://localhost/',
      'http://192.168.0.1/',
    ].map((url) => parseWebhookUrl(url, allowed).ok);
    expect(verdicts).toEqual([true, true, true, true, false, false, false, false, false]);
  });

  it('reaches loopback by every usual name under the default of a loopback server', () => {
    const local = policy(['127.0.0.0/8', '::1/128', 'localhost'], true);
    for (const host of ['127.0.0.1', '127.9.9.9', '[::1]', 'localhost', 'LOCALHOST', 'localhost.']) {
      expect(parseWebhookUrl(`http://${host}:3000/hook`, local)).toMatchObject({ ok: true });
    }
    expect(parseWebhookUrl('http://x.localhost/', local).ok).toBe(false);
  });

  it('must be https if required, except for listed hosts', () => {
    const https = policy(['10.0.0.0/8', 'bot.internal'], true);
    expect(parseWebhookUrl('http://example.com/', https)).toEqual({
      ok: false,
      reason: 'The URL must begin with https://.',
    });
    expect(parseWebhookUrl('https://example.com/', https).ok).toBe(true);
    expect(parseWebhookUrl('http://bot.internal/', https).ok).toBe(true);
    expect(parseWebhookUrl('http://10.0.0.1/', https).ok).toBe(true);
    expect(parseWebhookUrl('http://8.8.8.8/', https).ok).toBe(false);
  });
});
