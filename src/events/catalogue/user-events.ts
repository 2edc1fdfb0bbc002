import { TokenReuse, tokenReuseView } from '../../auth/token-reuse.entity.js';
import { NOBODY, ROLES } from '../../common/visibility.js';
import { User, userView } from '../../users/user.entity.js';
import { userVisibility } from '../../users/users.policy.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'user.update', room: 'users' } as const;
const ON_USER = { origin: 'desk', subject: 'user', part: null, people: [], mayBeInternal: false } as const;

const example = {
  id: EXAMPLE_ID,
  email: 'ada@example.com',
  name: 'Ada',
  role: 'user',
  company_id: null,
  active: true,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  email: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string', enum: [...ROLES] },
  company_id: idSchema('nullable'),
  active: { type: 'boolean' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
});

export const USER_EVENTS: readonly EventDefinition[] = [
  {
    type: 'user.created',
    ...ON_USER,
    revokesAccess: null,
    category: 'SECURITY',
    description: 'An account was made.',
    triggers: [trigger({ entity: User, on: 'insert', project: snapshot })],
    audiences: ['user_created'],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'user.updated',
    ...ON_USER,
    revokesAccess: 'of-user',
    category: 'SECURITY',
    description: 'An account changed: its name, address, role or company, or it was reactivated.',
    triggers: [
      trigger({
        entity: User,
        on: 'update',
        when: (change) => isLive(change) && !wasDeactivated(change),
        project: snapshot,
      }),
    ],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, name: 'Ada L.' },
  },
  {
    type: 'user.deactivated',
    ...ON_USER,
    revokesAccess: 'of-user',
    category: 'SECURITY',
    description: 'An account was closed: its sessions and sockets end, and nothing more is sent to it.',
    triggers: [
      trigger({
        entity: User,
        on: 'update',
        when: (change) => isLive(change) && wasDeactivated(change),
        project: snapshot,
      }),
    ],
    audiences: ['user_deactivated'],
    push: PUSH,
    schema,
    example: { ...example, active: false },
  },
  {
    type: 'user.deleted',
    ...ON_USER,
    revokesAccess: 'of-user',
    category: 'SECURITY',
    description: 'An account was deleted; what the person wrote stays under a tombstone.',
    triggers: [
      trigger({
        entity: User,
        on: 'update',
        when: ({ changes }) => 'deleted_at' in changes,
        // The old values are what the deletion takes away.
        project: (change) => ({ ...snapshot(change), data: removal(change.entity), withoutChanges: true }),
      }),
    ],
    audiences: [],
    push: PUSH,
    schema: objectSchema({ id: idSchema(), deleted: { const: true }, deleted_at: timeSchema() }),
    example: { id: EXAMPLE_ID, deleted: true, deleted_at: EXAMPLE_TIME },
  },
  {
    type: 'user.refresh_token_reused',
    ...ON_USER,
    people: ['user_id'],
    revokesAccess: null,
    category: 'SECURITY',
    description:
      'A refresh token was presented again after its successor had been given out: the token may be stolen, and its session was ended.',
    triggers: [trigger({ entity: TokenReuse, on: 'insert', project: reuse })],
    audiences: ['refresh_token_reused'],
    push: null,
    schema: objectSchema({ session_id: idSchema(), user_id: idSchema(), detected_at: timeSchema() }),
    example: { session_id: EXAMPLE_ID, user_id: EXAMPLE_ID, detected_at: EXAMPLE_TIME },
  },
];

const REUSE_MESSAGE =
  'An old sign-in token of yours was used again, so that session was ended. If it was not you, change your password.';

/** For the person and for admins: when and where people sign in concerns nobody else. */
function reuse({ entity }: EntityChange<TokenReuse>): Snapshot {
  const { userId } = entity;
  return {
    entityId: userId,
    data: tokenReuseView(entity),
    orderingKey: userId,
    companyId: null,
    visibleTo: { ...NOBODY, admins: true, userIds: [userId] },
    notify: REUSE_MESSAGE,
  };
}

function snapshot({ entity }: EntityChange<User>): Snapshot {
  return {
    entityId: entity.id,
    data: userView(entity),
    orderingKey: entity.id,
    companyId: entity.companyId ?? null,
    visibleTo: userVisibility(entity),
  };
}

function removal(user: User): object {
  return { id: user.id, deleted: true, deleted_at: (user.deletedAt ?? new Date()).toISOString() };
}

function isLive({ entity }: EntityChange<User>): boolean {
  return entity.deletedAt === null || entity.deletedAt === undefined;
}

function wasDeactivated({ changes }: EntityChange<User>): boolean {
  return changes['active']?.[1] === false;
}
