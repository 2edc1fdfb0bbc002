import type { LookupAddress } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AllowedNetworks } from '../../../src/webhooks/http/address-policy.js';
import { GuardedHttp, type GuardedHttpOptions, type PostRequest } from '../../../src/webhooks/http/guarded-http.js';
import type { Resolver } from '../../../src/webhooks/http/resolver.js';
import type { PostOutcome } from '../../../src/webhooks/http/post-outcome.js';
import { HOSTILE_LITERALS, HOSTILE_NAMES, MALFORMED_URLS } from './hostile-urls.js';
import { httpAnswer, TcpReceiver } from './tcp-receiver.js';

/** Gives one answer after the other, the last one for ever; null: no such name. */
function nameServer(...answers: (readonly string[] | null)[]): Resolver & { asked: number } {
  const resolver: Resolver = (_, __, callback) => {
    const answer = answers[Math.min(server.asked, answers.length - 1)] ?? null;
    server.asked += 1;
    const addresses: LookupAddress[] = (answer ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    const error = answer === null ? Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }) : null;
    setImmediate(callback, error, addresses);
  };
  const server = Object.assign(resolver, { asked: 0 });
  return server;
}

describe('the guarded client', () => {
  let receiver: TcpReceiver;
  let http: GuardedHttp;
  const others: TcpReceiver[] = [];

  beforeEach(async () => {
    receiver = await TcpReceiver.start((socket) => socket.write(httpAnswer(200, 'ok')));
  });

  afterEach(async () => {
    await http.close();
    await Promise.all([receiver, ...others.splice(0)].map((one) => one.stop()));
  });

  async function another(body: string, host?: string, headers: readonly string[] = []): Promise<TcpReceiver> {
    const started = await TcpReceiver.start((socket) => socket.write(httpAnswer(200, body, headers)), host);
    others.push(started);
    return started;
  }

  function open(entries: readonly string[], options: Partial<GuardedHttpOptions> = {}): void {
    http = new GuardedHttp({ allowed: AllowedNetworks.parse(entries), ...options });
  }

  function post(url: string, more: Partial<PostRequest> = {}): Promise<PostOutcome> {
    return http.postAndWait({ url, headers: { 'x-test': '1' }, body: '{}', timeoutMs: 2_000, ...more });
  }

  it('opens no connection for any hostile URL, even if every name resolves to loopback', async () => {
    const onIpv6 = await another('', '::1');
    open([], { lookup: nameServer(['127.0.0.1'], ['::1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:7f00:1'], ['0.0.0.0']) });
    const templates = [...HOSTILE_LITERALS, ...HOSTILE_NAMES, ...MALFORMED_URLS];
    const urls = [receiver, onIpv6].flatMap(({ port }) => templates.map((text) => text.replace('PORT', String(port))));
    for (const url of urls) {
      const outcome = await post(url);
      expect({ url, ...outcome }).toMatchObject({ ok: false, code: expect.stringMatching(/refused|invalid_url/) });
    }
    expect(urls.length).toBeGreaterThan(120);
    expect([receiver.connections, onIpv6.connections]).toEqual([0, 0]);
  });

  it('sends nothing when the caller may not send any more once the connection is ready, be it new or kept', async () => {
    open(['127.0.0.1/32']);
    const url = `http://127.0.0.1:${receiver.port}/`;
    const late = { mayStart: () => false };
    expect(await post(url, late)).toMatchObject({ ok: false, code: 'not_ours' });
    expect(await post(url, { mayStart: () => true })).toMatchObject({ ok: true, status: 200 });
    expect(await post(url, late)).toMatchObject({ ok: false, code: 'not_ours' });
    expect(await post(url)).toMatchObject({ ok: true, status: 200 });
    expect(receiver.requests).toBe(2);
  });

  it('reaches a literal in an allowed network, also in an odd spelling', async () => {
    open(['127.0.0.1/32']);
    expect(await post(`http://127.0.0.1:${receiver.port}/`)).toMatchObject({ ok: true, status: 200, body: 'ok' });
    expect(await post(`http://0x7f.1:${receiver.port}/`)).toMatchObject({ ok: true, status: 200 });
    expect(await post(`http://127.0.0.2:${receiver.port}/`)).toMatchObject({ ok: false, kind: 'refused' });
    expect(await post(`http://[::1]:${receiver.port}/`)).toMatchObject({ ok: false, kind: 'refused' });
  });

  it('reaches a name that resolves into an allowed network, and a listed name wherever it resolves', async () => {
    open(['127.0.0.1/32', 'bot.internal'], { lookup: nameServer(['127.0.0.1']) });
    expect(await post(`http://hook.example.com:${receiver.port}/`)).toMatchObject({ ok: true });
    await http.close();
    open(['bot.internal'], { lookup: nameServer(['127.0.0.1']) });
    expect(await post(`http://bot.internal:${receiver.port}/`)).toMatchObject({ ok: true });
    expect(await post(`http://other.internal:${receiver.port}/`)).toMatchObject({ ok: false, kind: 'refused' });
  });

  it('refuses a name for one bad address among good ones, without revealing the address', async () => {
    open(['127.0.0.1/32'], { lookup: nameServer(['127.0.0.1', '10.11.12.13']) });
    const outcome = await post(`http://hook.example.com:${receiver.port}/`);
    expect(outcome).toMatchObject({ ok: false, kind: 'refused', code: 'address_refused' });
    expect(JSON.stringify(outcome)).not.toContain('10.11.12.13');
    expect(receiver.connections).toBe(0);
  });

  it('connects to the address that was checked, even if the name changes afterwards', async () => {
    const inside = await another('inside', '127.0.0.2');
    const names = nameServer(['127.0.0.1'], ['127.0.0.2']);
    open(['127.0.0.1/32'], { lookup: names });
    const closing = await another('first', '127.0.0.1', ['connection: close']);
    const url = `http://rebind.example.com:${closing.port}/`;
    expect(await post(url)).toMatchObject({ ok: true, body: 'first' });
    expect(names.asked).toBe(1);
    expect(await post(url)).toMatchObject({ ok: false, kind: 'refused' });
    expect(await post(`http://rebind.example.com:${inside.port}/`)).toMatchObject({ ok: false, kind: 'refused' });
    expect([closing.connections, inside.connections]).toEqual([1, 0]);
  });

  it('resolves a name once for simultaneous requests', async () => {
    const names = nameServer(['127.0.0.1']);
    open(['127.0.0.0/8'], { lookup: names });
    const url = `http://hook.example.com:${receiver.port}/`;
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => post(url)));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(names.asked).toBe(1);
  });

  it.each([
    ['an unknown name', nameServer(null), 'ENOTFOUND'],
    ['a name without addresses', nameServer([]), 'ENOTFOUND'],
    [
      'a resolver that throws',
      () => {
        throw Object.assign(new Error('broken'), { code: 'EBADNAME' });
      },
      'EBADNAME',
    ],
  ])('reports %s as a network failure', async (_, lookup, code) => {
    open([], { lookup });
    expect(await post('http://gone.example.com/')).toMatchObject({ ok: false, kind: 'network', code });
  });

  it('times out on a name server that never answers', async () => {
    open([], { lookup: () => undefined });
    const outcome = await post('http://slow.example.com/', { timeoutMs: 100 });
    expect(outcome).toMatchObject({ ok: false, kind: 'timeout', code: 'timeout' });
    expect(outcome.timings.totalMs).toBeLessThan(1_000);
  });

  it('accepts a relative URL only for its own origin, unguarded', async () => {
    const other = await another('');
    open([], { internalOrigin: () => `http://127.0.0.1:${receiver.port}` });
    expect(await post('/api/hook?x=1', { trusted: true })).toMatchObject({ ok: true, status: 200 });
    expect(await post(`//127.0.0.1:${other.port}/`, { trusted: true })).toMatchObject({ ok: false, kind: 'refused' });
    expect(await post(`/\\127.0.0.1:${other.port}/`, { trusted: true })).toMatchObject({ ok: false, kind: 'refused' });
    expect(await post(`http://127.0.0.1:${other.port}/`, { trusted: true })).toMatchObject({
      ok: false,
      kind: 'refused',
    });
    expect(await post('/api/hook')).toMatchObject({ ok: false, code: 'invalid_url' });
    expect([receiver.connections, other.connections]).toEqual([1, 0]);
  });

  it('calls back exactly once, and never before post has returned', async () => {
    open([]);
    for (const url of ['nonsense', 'http://127.0.0.1/', 'http://10.0.0.1/']) {
      let calls = 0;
      http.post({ url, headers: {}, body: '', timeoutMs: 100 }, () => (calls += 1));
      expect(calls).toBe(0);
      await new Promise((resolve) => setImmediate(resolve));
      expect(calls).toBe(1);
    }
  });

  it('reports a header that HTTP does not allow instead of throwing', async () => {
    open(['127.0.0.1']);
    const url = `http://127.0.0.1:${receiver.port}/`;
    const outcome = await http.postAndWait({ url, headers: { 'x-bad': 'a\r\nb: c' }, body: '', timeoutMs: 500 });
    expect(outcome).toMatchObject({ ok: false, kind: 'network', code: 'UND_ERR_INVALID_ARG' });
    expect(receiver.connections).toBe(0);
  });
});
