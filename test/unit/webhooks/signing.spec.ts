import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import {
  generateSecret,
  secretPreview,
  SIGNATURE_FAMILIES,
  signHeaders,
  SigningSecret,
  verifyStandard,
  verifySigned,
  verifyXtsystems,
  verifyXWebhook,
} from '../../../src/webhooks/signing/signing.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const VECTOR = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  type: 'ticket.created',
  timestampSeconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  families: ['standard', 'x-webhook'] as const,
};

function record(pairs: readonly string[], lowerCase = false): Record<string, string> {
  const entries: [string, string][] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const name = pairs[index] ?? '';
    entries.push([lowerCase ? name.toLowerCase() : name, pairs[index + 1] ?? '']);
  }
  return Object.fromEntries(entries);
}

function hex(secret: string, content: string): string {
  return createHmac('sha256', secret).update(content).digest('hex');
}

describe('signing a webhook', () => {
  it('produces the signature of the published vector', () => {
    const headers = record(signHeaders({ ...VECTOR, secrets: [SigningSecret.from(SECRET)] }));
    expect(headers).toEqual({
      'webhook-id': VECTOR.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      'X-Webhook-Id': VECTOR.id,
      'X-Webhook-Event': 'ticket.created',
      'X-Webhook-Timestamp': '1614265330',
      'X-Webhook-Signature': hex(SECRET, `1614265330.${VECTOR.body}`),
    });
  });

  it('adds the XTSystems headers over timestamp and body without a dot', () => {
    const secrets = [SigningSecret.from(SECRET)] as const;
    const headers = record(signHeaders({ ...VECTOR, secrets, families: [...SIGNATURE_FAMILIES] }));
    expect(headers['X-XTSystems-Timestamp']).toBe('1614265330');
    expect(headers['X-XTSystems-Signature']).toBe(`sha256=${hex(SECRET, `1614265330${VECTOR.body}`)}`);
  });

  it("keys every family with the UTF-8 bytes of a caller's own string", () => {
    for (const secret of ['my own sécret', 'whsec_not base64!', 'whsec_']) {
      const headers = record(signHeaders({ ...VECTOR, secrets: [SigningSecret.from(secret)] }));
      const content = `${VECTOR.id}.1614265330.${VECTOR.body}`;
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(content).digest('base64')}`);
      expect(headers['X-Webhook-Signature']).toBe(hex(secret, `1614265330.${VECTOR.body}`));
    }
  });

  it('is accepted by the npm package standardwebhooks, with both secrets during a rotation', () => {
    const [newest, older] = [generateSecret(), generateSecret()];
    const secrets = [SigningSecret.from(newest), SigningSecret.from(older)] as const;
    const timestampSeconds = Math.floor(Date.now() / 1_000);
    const body = JSON.stringify({ text: 'Grüße, 日本 🎉' });
    const headers = record(signHeaders({ ...VECTOR, body, timestampSeconds, secrets }));
    expect(new Webhook(newest).verify(body, headers)).toEqual({ text: 'Grüße, 日本 🎉' });
    expect(new Webhook(older).verify(body, headers)).toEqual({ text: 'Grüße, 日本 🎉' });
    expect(() => new Webhook(generateSecret()).verify(body, headers)).toThrow();
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(headers['X-Webhook-Signature']).toBe(hex(newest, `${timestampSeconds}.${body}`));
  });

  it('signs with the previous secret in a separate header for each single-value family', () => {
    const secrets = [SigningSecret.from('the new one'), SigningSecret.from('the old one')] as const;
    const headers = record(signHeaders({ ...VECTOR, secrets, families: [...SIGNATURE_FAMILIES] }));
    expect(headers).toMatchObject({
      'X-Webhook-Signature': hex('the new one', `1614265330.${VECTOR.body}`),
      'X-Webhook-Signature-Previous': hex('the old one', `1614265330.${VECTOR.body}`),
      'X-XTSystems-Signature': `sha256=${hex('the new one', `1614265330${VECTOR.body}`)}`,
      'X-XTSystems-Signature-Previous': `sha256=${hex('the old one', `1614265330${VECTOR.body}`)}`,
    });
    const plain = record(signHeaders({ ...VECTOR, secrets: [secrets[0]], families: [...SIGNATURE_FAMILIES] }));
    expect(Object.keys(plain).filter((name) => name.endsWith('-Previous'))).toEqual([]);
  });

  it.each([
    [['standard'], ['webhook-id', 'webhook-signature', 'webhook-timestamp']],
    [['x-webhook'], ['X-Webhook-Event', 'X-Webhook-Id', 'X-Webhook-Signature', 'X-Webhook-Timestamp', 'webhook-id']],
    [['xtsystems'], ['X-XTSystems-Signature', 'X-XTSystems-Timestamp', 'webhook-id']],
  ] as const)('by %j alone has its headers and the id, with the values of all together', (families, names) => {
    const secrets = [SigningSecret.from(SECRET)] as const;
    const all = record(signHeaders({ ...VECTOR, secrets, families: SIGNATURE_FAMILIES }));
    const alone = record(signHeaders({ ...VECTOR, secrets, families }));
    expect(Object.keys(alone).sort()).toEqual(names);
    expect(all).toMatchObject(alone);
  });

  it('generates secrets of 32 random bytes and previews that reveal nothing', () => {
    const secret = generateSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(generateSecret()).not.toBe(secret);
    expect(secretPreview(secret)).toBe(`whsec_••••${secret.slice(-4)}`);
    expect(secretPreview('short')).toBe('••••');
  });
});

describe('verifying a webhook', () => {
  const secrets = [SigningSecret.from('new one'), SigningSecret.from('old one')] as const;
  const signed = record(signHeaders({ ...VECTOR, secrets: [secrets[1]], families: SIGNATURE_FAMILIES }), true);
  const message = { headers: signed, body: VECTOR.body, secrets, nowSeconds: VECTOR.timestampSeconds };

  it.each([
    ['Standard Webhooks', verifyStandard],
    ['X-Webhook', verifyXWebhook],
    ['X-XTSystems', verifyXtsystems],
  ])('%s: accepts any secret of a rotation and refuses another body, secret or time', (_, verify) => {
    expect(verify(message)).toEqual({ ok: true });
    expect(verify({ ...message, body: Buffer.from(VECTOR.body) })).toEqual({ ok: true });
    expect(verify({ ...message, nowSeconds: message.nowSeconds + 300 })).toEqual({ ok: true });
    expect(verify({ ...message, body: `${VECTOR.body} ` })).toEqual({ ok: false, reason: 'bad_signature' });
    expect(verify({ ...message, secrets: [secrets[0]] })).toEqual({ ok: false, reason: 'bad_signature' });
    expect(verify({ ...message, nowSeconds: message.nowSeconds + 301 })).toEqual({ ok: false, reason: 'too_old' });
    expect(verify({ ...message, nowSeconds: message.nowSeconds - 301 })).toEqual({ ok: false, reason: 'too_new' });
    expect(verify({ ...message, headers: {} })).toEqual({ ok: false, reason: 'missing_header' });
  });

  it('accepts the previous signature of X-Webhook, but no new signature with another secret', () => {
    const headers = record(signHeaders({ ...VECTOR, secrets }), true);
    expect(verifyXWebhook({ ...message, headers, secrets: [secrets[1]] })).toEqual({ ok: true });
    expect(verifyXWebhook({ ...message, headers, secrets: [secrets[0]] })).toEqual({ ok: true });
    const { 'x-webhook-signature-previous': _, ...without } = headers;
    const alone = { ...message, headers: without, secrets: [secrets[1]] };
    expect(verifyXWebhook(alone)).toEqual({ ok: false, reason: 'bad_signature' });
    const stranger = { ...message, headers, secrets: [SigningSecret.from('another')] };
    expect(verifyXWebhook(stranger)).toEqual({ ok: false, reason: 'bad_signature' });
  });

  it('checks the strongest family that signed, and no weaker one instead', () => {
    for (const family of SIGNATURE_FAMILIES) {
      const headers = record(signHeaders({ ...VECTOR, secrets, families: [family] }), true);
      expect(verifySigned({ ...message, headers })).toEqual({ ok: true });
    }
    for (const name of ['webhook-signature', 'x-webhook-signature']) {
      const stronger = name === 'webhook-signature' ? signed : { ...signed, 'webhook-signature': undefined };
      expect(verifySigned({ ...message, headers: stronger })).toEqual({ ok: true });
      const broken = { ...stronger, [name]: 'v1,AAAA' };
      expect(verifySigned({ ...message, headers: broken })).toEqual({ ok: false, reason: 'bad_signature' });
    }
    expect(verifySigned({ ...message, headers: {} })).toEqual({ ok: false, reason: 'missing_header' });
  });

  it('refuses broken headers without throwing', () => {
    const broken = (changed: Record<string, string>) =>
      verifyStandard({ ...message, headers: { ...signed, ...changed } });
    expect(broken({ 'webhook-signature': 'v1,' }).ok).toBe(false);
    expect(broken({ 'webhook-signature': 'v1,###' }).ok).toBe(false);
    expect(broken({ 'webhook-signature': signed['webhook-signature']?.replace('v1,', 'v2,') ?? '' }).ok).toBe(false);
    expect(broken({ 'webhook-timestamp': '1e9' })).toEqual({ ok: false, reason: 'bad_timestamp' });
    expect(broken({ 'webhook-id': 'another' })).toEqual({ ok: false, reason: 'bad_signature' });
  });
});
