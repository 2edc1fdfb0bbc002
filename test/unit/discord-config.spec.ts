import { describe, expect, it } from '@jest/globals';
import { AppConfig, InvalidConfiguration } from '../../src/common/config.js';
import { eventsByChannel } from '../../src/discord/channel-events.js';

function problems(variables: Record<string, string>): readonly string[] {
  try {
    void new AppConfig(variables);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings of Discord', () => {
  it('are empty when unset or blank', () => {
    const names = ['DISCORD_BOT_TOKEN', 'DISCORD_PUBLIC_KEY', 'DISCORD_WEBHOOK_CHANNELS', 'DISCORD_APPROVERS'];
    for (const variables of [{}, Object.fromEntries(names.map((name) => [name, '']))]) {
      expect(new AppConfig(variables).discord).toEqual({
        apiBase: 'https://discord.com/api/v10',
        botToken: undefined,
        publicKey: undefined,
        channels: {},
        approvers: [],
      });
    }
  });

  it.each([
    ['DISCORD_API_BASE', 'discord.com'],
    ['DISCORD_API_BASE', 'ftp://discord.com'],
    ['DISCORD_PUBLIC_KEY', 'abc'],
    ['DISCORD_APPROVERS', '1,<@2>'],
    ['DISCORD_BOT_TOKEN', 'two words'],
    ['DISCORD_WEBHOOK_CHANNELS', 'nonsense'],
    ['DISCORD_WEBHOOK_CHANNELS', '[]'],
    ['DISCORD_WEBHOOK_CHANNELS', '{"default":"1"}'],
    ['DISCORD_WEBHOOK_CHANNELS', '{"default":[1]}'],
    ['DISCORD_WEBHOOK_CHANNELS', '{"default":["../1"]}'],
    ['DISCORD_WEBHOOK_CHANNELS', '{"Everything!":["1"]}'],
  ])('report %s if it is %j, but never a secret', (name, value) => {
    const found = problems({ DISCORD_BOT_TOKEN: 'secret', [name]: value });
    expect(found).toEqual([expect.stringContaining(name)]);
    expect(found.join()).not.toMatch(/secret|two words/);
  });

  it('require a bot if there are channels', () => {
    expect(problems({ DISCORD_WEBHOOK_CHANNELS: '{"default":["1"]}' })).toEqual([
      expect.stringContaining('DISCORD_BOT_TOKEN must be set'),
    ]);
  });
});

describe('the events of a channel', () => {
  it('are those assigned to it, and for default the usual events that have no channel', () => {
    const told = eventsByChannel({
      machine_registered: ['1', '2'],
      'machine.approved': ['1'],
      kb_article_published: ['1'],
      ticket_created: [],
      sky_fell_down: ['2'],
      default: ['2', '3'],
    });
    expect(told.get('1')).toEqual(['machine.registered', 'machine.approved', 'kb_article.published']);
    const usual = ['ticket.updated', 'ticket.closed', 'asset.created', 'asset.updated', 'user.created'];
    usual.push('company.created', 'alert.triggered');
    expect(told.get('2')).toEqual(['machine.registered', 'sky.fell_down', ...usual]);
    expect(told.get('3')).toEqual(usual);
  });
});
