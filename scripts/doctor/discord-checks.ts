import type { AppConfig } from '../../src/common/config.js';
import { wrong, type Finding } from './finding.js';

/** Settings that are valid one by one and do nothing together. Nothing is sent to Discord. */
export function checkDiscord({ discord }: Pick<AppConfig, 'discord'>): Finding[] {
  const { channels, publicKey, approvers } = discord;
  const findings: Finding[] = [];
  const ids = new Set(Object.values(channels).flat());
  const showsButtons = Object.entries(channels).some(
    ([name, listed]) => listed.length > 0 && /^(default|machine[._]registered)$/.test(name),
  );
  if (showsButtons && publicKey === undefined) {
    findings.push(
      wrong(
        'Clicks on the buttons under machines will be refused.',
        'Set DISCORD_PUBLIC_KEY to the public key of the application.',
      ),
    );
  }
  if (publicKey !== undefined && approvers.length === 0) {
    findings.push(wrong('No one on Discord may approve machines.', 'List ids of users or roles in DISCORD_APPROVERS.'));
  }
  if (findings.length > 0 || (ids.size === 0 && publicKey === undefined)) return findings;
  return [{ ok: `The bot posts to ${ids.size} channel(s) of Discord, ${approvers.length} may decide there.` }];
}
