import { describe, expect, it } from '@jest/globals';
import { SIGNATURE_FAMILIES, signHeaders, SigningSecret } from '../../src/webhooks/signing/signing.js';
import { verifyWebhook, type ReceivedWebhook, type SignatureFamily } from '../src/verify-webhook.js';

const NOW = 1_800_000_000;
const STANDARD = 'whsec_' + Buffer.from('thirty-two bytes that nobody has').toString('base64');
const body = JSON.stringify({ id: 'e-1', text: 'Grüße, 日本' });

function delivery(secret = STANDARD, more: string[] = []): Record<string, string> {
  const [first, ...others] = [secret, ...more].map((text) => SigningSecret.from(text));
  if (first === undefined) throw new Error('a secret is needed');
  const pairs = signHeaders({
    id: 'e-1',
    type: 'project.created',
    timestampSeconds: NOW,
    body,
    secrets: [first, ...others],
    families: SIGNATURE_FAMILIES,
  });
  return Object.fromEntries(pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1] ?? '']] : [])));
}

const FAMILIES: Record<SignatureFamily, RegExp> = {
  standard: /^webhook-/i,
  'x-webhook': /^x-webhook-/i,
  'x-xtsystems': /^x-xtsystems-/i,
};

function only(family: SignatureFamily, headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => FAMILIES[family].test(name)));
}

function verify(received: Partial<ReceivedWebhook>) {
  return verifyWebhook({ headers: delivery(), body, secret: STANDARD, nowSeconds: NOW, ...received });
}

describe('verifyWebhook', () => {
  describe.each(Object.keys(FAMILIES) as SignatureFamily[])('with the headers of family %s', (family) => {
    it.each([STANDARD, 'my own secret', 'whsec_not base64!'])('accepts a body signed with %s', async (secret) => {
      const verified = await verify({ headers: only(family, delivery(secret)), secret });
      expect(verified).toEqual({
        family,
        id: family === 'standard' ? 'e-1' : null,
        timestamp: new Date(NOW * 1_000),
        payload: JSON.parse(body),
      });
    });

    it('refuses another body', async () => {
      const headers = only(family, delivery());
      await expect(verify({ headers, body: body.replace('e-1', 'e-2') })).rejects.toMatchObject({
        reason: 'bad_signature',
      });
    });

    it('refuses another secret', async () => {
      const received = { headers: only(family, delivery()), secret: 'another' };
      await expect(verify(received)).rejects.toMatchObject({ reason: 'bad_signature' });
    });

    it('refuses a timestamp other than the signed one', async () => {
      const headers = only(family, delivery());
      const changed = Object.entries(headers).map(([name, value]) => [
        name,
        /timestamp/i.test(name) ? String(NOW + 1) : value,
      ]);
      await expect(verify({ headers: Object.fromEntries(changed) })).rejects.toMatchObject({ reason: 'bad_signature' });
    });

    it.each([
      [301, 'too_old'],
      [-301, 'too_new'],
    ])('refuses a timestamp %d seconds away', async (seconds, reason) => {
      const headers = only(family, delivery());
      await expect(verify({ headers, nowSeconds: NOW + seconds })).rejects.toMatchObject({ reason });
      await expect(verify({ headers, nowSeconds: NOW + seconds - Math.sign(seconds) })).resolves.toMatchObject({
        family,
      });
    });

    it('refuses a malformed signature', async () => {
      const headers = Object.entries(only(family, delivery()));
      for (const signature of ['', 'v1,', 'v1,!!', 'sha256=', 'sha256=zz', '00', 'zz', 'v2,AAAA']) {
        const changed = headers.map(([name, value]) => [name, /signature/i.test(name) ? signature : value]);
        const received = { headers: Object.fromEntries(changed) };
        await expect(verify(received)).rejects.toMatchObject({ reason: 'bad_signature' });
      }
    });
  });

  it('accepts headers of fetch and of Node, in any letter case', async () => {
    const headers = delivery();
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
    for (const given of [new Headers(headers), lower, lists]) {
      await expect(verify({ headers: given })).resolves.toMatchObject({ family: 'standard', id: 'e-1' });
    }
  });

  it('accepts the body as text or bytes', async () => {
    const bytes = new TextEncoder().encode(body);
    for (const given of [body, bytes, Buffer.from(body), bytes.buffer]) {
      await expect(verify({ body: given })).resolves.toMatchObject({ payload: { id: 'e-1' } });
    }
  });

  it('rejects a parsed body with an explanation', async () => {
    const parsed = JSON.parse(body) as string;
    await expect(verify({ body: parsed })).rejects.toThrow('raw body');
  });

  it('accepts both secrets during a rotation, on either side', async () => {
    await expect(verify({ secret: ['another', STANDARD] })).resolves.toMatchObject({ id: 'e-1' });
    const headers = delivery('the new one', [STANDARD]);
    await expect(verify({ headers })).resolves.toMatchObject({ id: 'e-1' });
    await expect(verify({ headers, secret: 'the new one' })).resolves.toMatchObject({ id: 'e-1' });
  });

  it.each(['x-webhook', 'x-xtsystems'] as const)('accepts the previous signature of family %s', async (family) => {
    const headers = only(family, delivery('the new one', ['the old one']));
    for (const secret of ['the new one', 'the old one']) {
      await expect(verify({ headers, secret })).resolves.toMatchObject({ family });
    }
    await expect(verify({ headers, secret: 'another' })).rejects.toMatchObject({ reason: 'bad_signature' });
    const without = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.endsWith('-Previous')));
    await expect(verify({ headers: without, secret: 'the old one' })).rejects.toMatchObject({
      reason: 'bad_signature',
    });
  });

  it('refuses a body that a stronger family refuses, even if a weaker one accepts it', async () => {
    const headers = { ...delivery(), 'webhook-id': 'e-2' };
    await expect(verify({ headers })).rejects.toMatchObject({ reason: 'bad_signature' });
  });

  it('refuses a request without a signature', async () => {
    await expect(verify({ headers: { 'content-type': 'application/json' } })).rejects.toMatchObject({
      reason: 'missing_header',
    });
  });

  it('refuses to work without a secret', async () => {
    await expect(verify({ secret: '' })).rejects.toThrow('secret is needed');
  });
});
