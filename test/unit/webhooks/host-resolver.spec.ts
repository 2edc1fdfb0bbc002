import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AllowedNetworks } from '../../../src/webhooks/http/address-policy.js';
import { GuardedHttp } from '../../../src/webhooks/http/guarded-http.js';
import { HostResolver } from '../../../src/webhooks/http/host-resolver.js';
import { HostsFile, parseHosts } from '../../../src/webhooks/http/hosts-file.js';
import { NameServer, type NameAnswer, type Zone } from '../../support/network/name-server.js';
import { until } from '../../support/until.js';
import { httpAnswer, TcpReceiver } from './tcp-receiver.js';

describe('the host resolver', () => {
  const servers: NameServer[] = [];
  const folders: string[] = [];
  const resolvers: HostResolver[] = [];

  afterEach(async () => {
    for (const resolver of resolvers.splice(0)) resolver.close();
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  });

  async function serve(zone: Zone | Record<string, NameAnswer | undefined>, hosts = ''): Promise<NameServer & Asker> {
    const server = await NameServer.start(zone);
    servers.push(server);
    const folder = await mkdtemp(join(tmpdir(), 'carillon-hosts-'));
    folders.push(folder);
    const path = join(folder, 'hosts');
    await writeFile(path, hosts);
    const resolver = new HostResolver({
      allowed: AllowedNetworks.parse(['127.0.0.0/8', 'localhost']),
      servers: [server.address],
      hosts: new HostsFile(path),
    });
    resolvers.push(resolver);
    return Object.assign(server, { find: (name: string) => find(resolver, name) });
  }

  it('returns addresses of both families, IPv4 first, behind aliases too', async () => {
    const names = await serve({
      'both.test': { addresses: ['2001:db8::1', '192.0.2.1', '192.0.2.2'] },
      'alias.test': { via: ['one.test', 'two.test'], addresses: ['192.0.2.9'] },
    });
    expect(await names.find('both.test')).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1']);
    expect(await names.find('alias.test')).toEqual(['192.0.2.9']);
    expect(await names.find('ALIAS.test.')).toEqual(['192.0.2.9']);
  });

  it('answers others at once while a hundred names are pending', async () => {
    const names = await serve((name) => (name.startsWith('silent') ? undefined : { addresses: ['192.0.2.1'] }));
    const silent = Array.from({ length: 100 }, (_, number) => names.find(`silent-${number}.test`));
    await until(() => names.asked.length >= 100);
    const startedMs = performance.now();
    expect(await names.find('honest.test')).toEqual(['192.0.2.1']);
    expect(performance.now() - startedMs).toBeLessThan(250);
    expect(new Set(await Promise.all(silent))).toEqual(new Set(['EAI_AGAIN']));
    expect(performance.now() - startedMs).toBeLessThan(8_000);
  });

  it('asks once for simultaneous calls, and again after the TTL, a second at least', async () => {
    let addresses = ['192.0.2.1'];
    const names = await serve((name) => ({ addresses, ttl: name === 'brief.test' ? 0 : 60 }));
    const askedFor = (name: string) => names.asked.filter((line) => line.startsWith(name)).length;
    await Promise.all(Array.from({ length: 50 }, () => names.find('brief.test')));
    await names.find('brief.test');
    expect(askedFor('brief.test')).toBe(2);
    await names.find('long.test');
    addresses = ['192.0.2.2'];
    await until(async () => String(await names.find('brief.test')) === '192.0.2.2');
    expect(await names.find('long.test')).toEqual(['192.0.2.1']);
    expect(askedFor('long.test')).toBe(2);
  });

  it.each<[string, NameAnswer, string]>([
    ['a name that does not exist', { rcode: 3 }, 'ENOTFOUND'],
    ['a name without addresses', {}, 'ENOTFOUND'],
    ['a server that fails', { rcode: 2 }, 'EAI_AGAIN'],
    ['a server that refuses', { rcode: 5 }, 'EAI_AGAIN'],
  ])('distinguishes %s', async (_, answer, code) => {
    const names = await serve(() => answer);
    expect(await names.find('some.test')).toBe(code);
    expect(await names.find('some.test')).toBe(code);
    // Kept for a moment: a failing name is no reason to ask for every request.
    expect(names.asked.length).toBeLessThanOrEqual(4);
  });

  it('continues with one family when the other gets no answer', async () => {
    const names = await serve((_, type) => (type === 'A' ? { addresses: ['192.0.2.1'] } : undefined));
    const startedMs = performance.now();
    expect(await names.find('half.test')).toEqual(['192.0.2.1']);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('retries over TCP for an answer that is too long', async () => {
    const addresses = Array.from({ length: 400 }, (_, number) => `192.0.${number >> 8}.${number & 255}`);
    const names = await serve({ 'long.test': { addresses, isTruncated: true } });
    expect(await names.find('long.test')).toHaveLength(400);
    expect(names.asked).toContain('long.test A tcp');
  });

  it('waits for a slow answer', async () => {
    const names = await serve({ 'slow.test': { addresses: ['192.0.2.1'], delayMs: 400 } });
    expect(await names.find('slow.test')).toEqual(['192.0.2.1']);
  });

  it('uses the hosts file without a DNS query', async () => {
    const names = await serve({}, '127.0.0.7 Bot.internal  bot # the bot\n::1 bot.internal\nnonsense here\n');
    expect(await names.find('bot.internal')).toEqual(['127.0.0.7', '::1']);
    expect(await names.find('bot')).toEqual(['127.0.0.7']);
    expect(await names.find('here')).toBe('ENOTFOUND');
    expect(names.asked.every((line) => line.startsWith('here '))).toBe(true);
  });

  it('leaves a listed name to the operating system', async () => {
    const names = await serve({});
    expect(await names.find('localhost')).toContain('127.0.0.1');
    expect(names.asked).toEqual([]);
  });
});

describe('a receiver that DNS resolves', () => {
  it('is contacted at the checked address, and refused once its name resolves to an internal one', async () => {
    let address = '127.0.0.1';
    const names = await NameServer.start(() => ({ addresses: [address], ttl: 0 }));
    const receiver = await TcpReceiver.start((socket) => socket.end(httpAnswer(200, '', ['connection: close'])));
    const http = new GuardedHttp({ allowed: AllowedNetworks.parse(['127.0.0.1']), dnsServers: [names.address] });
    const post = () => {
      const url = `http://rebind.test:${receiver.port}/`;
      return http.postAndWait({ url, headers: [], body: '', timeoutMs: 5_000 });
    };
    expect(await post()).toMatchObject({ ok: true, status: 200 });
    address = '169.254.169.254';
    await until(async () => !(await post()).ok);
    expect(await post()).toMatchObject({ ok: false, kind: 'refused', code: 'address_refused' });
    address = '127.0.0.2';
    expect(await post()).toMatchObject({ ok: false, kind: 'refused' });
    await http.close();
    await Promise.all([names.stop(), receiver.stop()]);
  });

  it('is refused for one bad address among many, of either family', async () => {
    const many = Array.from({ length: 300 }, (_, number) => `8.8.${number >> 8}.${number & 255}`);
    const names = await NameServer.start({
      'many.test': { addresses: [...many, '10.0.0.1'], isTruncated: true },
      'six.test': { addresses: ['127.0.0.1', 'fd00::1'] },
      'alias.test': { via: ['inside.test'], addresses: ['192.168.1.1'] },
    });
    const http = new GuardedHttp({ allowed: AllowedNetworks.parse(['127.0.0.1']), dnsServers: [names.address] });
    for (const host of ['many.test', 'six.test', 'alias.test']) {
      const outcome = await http.postAndWait({ url: `http://${host}/`, headers: [], body: '', timeoutMs: 5_000 });
      expect({ host, ...outcome }).toMatchObject({ host, ok: false, kind: 'refused' });
    }
    await http.close();
    await names.stop();
  });
});

describe('a hosts file', () => {
  it('names several hosts on a line, and addresses on several lines', () => {
    const names = parseHosts(
      '127.0.0.1\tlocalhost\n::1 localhost ip6-localhost\r\n999.1.1.1 bad\n# 10.0.0.1 commented\n',
    );
    expect([...names.keys()]).toEqual(['localhost', 'ip6-localhost']);
    expect(names.get('localhost')).toEqual([
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  });

  it('that is missing contains none', () => {
    expect(new HostsFile('/nonexistent/hosts').addressesOf('localhost')).toEqual([]);
  });
});

interface Asker {
  /** Addresses, or the code of the failure. */
  find(name: string): Promise<string[] | string>;
}

function find(resolver: HostResolver, name: string): Promise<string[] | string> {
  return new Promise((resolve) => {
    resolver.lookup(name, { all: true }, (error, addresses) => {
      resolve(error === null ? addresses.map(({ address }) => address) : (error.code ?? 'unknown'));
    });
  });
}
