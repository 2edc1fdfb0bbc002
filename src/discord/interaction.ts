import { InvalidInput } from '../common/errors.js';
import { parseJson, withoutByteOrderMark } from '../common/http/json-body.js';

/** Discord's numbers of interaction types. */
const PING = 1;
const COMPONENT = 3;

export type Interaction =
  | { readonly kind: 'ping' }
  | { readonly kind: 'click'; readonly buttonId: string; readonly person: DiscordPerson }
  | { readonly kind: 'other' };

export interface DiscordPerson {
  readonly id: string;
  /** The unique user name: anyone can choose any display name. */
  readonly name: string;
  readonly roleIds: readonly string[];
}

/** @throws InvalidInput when it is not an interaction; unknown kinds are `other` */
export function parseInteraction(body: string): Interaction {
  const interaction = asRecord(parseJson(withoutByteOrderMark(body)));
  if (typeof interaction['type'] !== 'number') throw notAnInteraction('type');
  if (interaction['type'] === PING) return { kind: 'ping' };
  if (interaction['type'] !== COMPONENT) return { kind: 'other' };
  const buttonId = asRecord(interaction['data'])['custom_id'];
  if (typeof buttonId !== 'string') throw notAnInteraction('data.custom_id');
  return { kind: 'click', buttonId, person: personOf(interaction) };
}

/** In a server it is a member, in a direct message a user. */
function personOf(interaction: Record<string, unknown>): DiscordPerson {
  const member = asRecord(interaction['member']);
  const { id, username } = asRecord(member['user'] ?? interaction['user']);
  if (typeof id !== 'string') throw notAnInteraction('member.user.id');
  const roles: unknown[] = Array.isArray(member['roles']) ? member['roles'] : [];
  return {
    id,
    name: typeof username === 'string' && username !== '' ? username : id,
    roleIds: roles.filter((role) => typeof role === 'string'),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function notAnInteraction(field: string): InvalidInput {
  return new InvalidInput([{ field, message: 'is not that of an interaction' }]);
}
