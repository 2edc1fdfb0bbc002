import { describe, expect, it } from '@jest/globals';
import { AllowedNetworks, InvalidAllowedNetwork } from '../../../src/webhooks/http/address-policy.js';

describe('the address policy', () => {
  it.each([
    ['127.0.0.1', 'a loopback address'],
    ['10.0.0.1', 'a private address'],
    ['169.254.169.254', 'a link-local address'],
    ['168.63.129.16', 'a cloud metadata address'],
    ['100.100.100.200', 'a carrier-grade NAT address'],
    ['fe80::1%eth0', 'a link-local address'],
    ['::7f00:1', 'a reserved address'],
    ['::ffff:8.8.8.8', 'an IPv4-mapped address'],
    ['64:ff9b::808:808', 'a NAT64 address'],
    ['2002:808:808::', 'a 6to4 address'],
    ['127.1', 'not an address that can be checked'],
    ['example.com', 'not an address that can be checked'],
  ])('refuses %s as %s', (address, kind) => {
    expect(AllowedNetworks.none.refusalOf(address)).toBe(kind);
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])('allows %s', (address) => {
    expect(AllowedNetworks.none.refusalOf(address)).toBeUndefined();
  });

  it('accepts addresses, networks and names, with brackets, spaces and any case', () => {
    const allowed = AllowedNetworks.parse([' 10.0.0.0/8', '[::1]', '192.168.1.7', 'Bot.Internal.', 'fd00::/8']);
    expect(['10.9.9.9', '::1', '192.168.1.7', 'fd12::1'].map((one) => allowed.refusalOf(one))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(allowed.refusalOf('192.168.1.8')).toBe('a private address');
    expect(allowed.allowsHost('bot.internal')).toBe(true);
    expect(allowed.allowsHost('x.bot.internal')).toBe(false);
  });

  it('applies an IPv4-mapped entry to both of its spellings', () => {
    const allowed = AllowedNetworks.parse(['::ffff:127.0.0.0/104']);
    expect(allowed.refusalOf('127.0.0.1')).toBeUndefined();
    expect(allowed.refusalOf('::ffff:7f00:1')).toBeUndefined();
    expect(allowed.refusalOf('10.0.0.1')).toBe('a private address');
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/x',
    'bot/8',
    '',
    'http://bot',
    '*.internal',
    'bot:80',
    '127.1',
  ])('names the entry that is not a network: %j', (entry) => {
    expect(() => AllowedNetworks.parse([entry])).toThrow(InvalidAllowedNetwork);
  });
});
