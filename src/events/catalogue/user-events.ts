import { UserResponse } from '../../users/users.answers.js';
import { TokenReuse, tokenReuseView } from '../../auth/token-reuse.entity.js';
import { NOBODY } from '../../common/visibility.js';
import { User, userView } from '../../users/user.entity.js';
import { userVisibility } from '../../users/users.policy.js';
import { shapeOf } from './answer-shape.js';
import {
  isoTime,
  ON_RECORD,
  trigger,
  type EntityChange,
  type EventDefinition,
  type Push,
  type Snapshot,
} from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { idSchema, objectSchema, timeSchema } from './schema.js';

const USER = { entity: User, compared: (user: User) => ({ ...userView(user), deleted_at: isoTime(user.deletedAt) }) };
const TOKEN_REUSE = { entity: TokenReuse, compared: tokenReuseView };
const PUSH: Push = { room: 'users', joinableBy: 'staff', message: 'user.update', answer: UserResponse };
const ON_USER = { ...ON_RECORD, subject: 'user' } as const;

const { schema, example } = shapeOf(UserResponse);

export const USER_EVENTS: readonly EventDefinition[] = [
  {
    type: 'user.created',
    ...ON_USER,
    needsAdmins: 'always',
    revokesAccess: null,
    category: 'SECURITY',
    description: 'An account was created.',
    triggers: [trigger({ ...USER, on: 'insert', project: snapshot })],
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
    description: 'An account was updated: its name, address, role or company changed, or it was reactivated.',
    triggers: [
      trigger({
        ...USER,
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
    needsAdmins: 'always',
    revokesAccess: 'of-user',
    category: 'SECURITY',
    description: 'An account was deactivated: its sessions and sockets end, and nothing more is sent to it.',
    triggers: [
      trigger({
        ...USER,
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
    isDeletion: true,
    revokesAccess: 'of-user',
    category: 'SECURITY',
    description: 'An account was deleted; what the person wrote stays under a tombstone.',
    triggers: [
      trigger({
        ...USER,
        on: 'update',
        when: ({ changes }) => 'deleted_at' in changes,
        // The deletion removes the old values, so `changes` must not repeat them.
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
    triggers: [trigger({ ...TOKEN_REUSE, on: 'insert', project: reuse })],
    audiences: ['refresh_token_reused'],
    push: null,
    schema: objectSchema({ session_id: idSchema(), user_id: idSchema(), detected_at: timeSchema() }),
    example: { session_id: EXAMPLE_ID, user_id: EXAMPLE_ID, detected_at: EXAMPLE_TIME },
  },
];

const REUSE_MESSAGE =
  'An old sign-in token of yours was used again, so that session was ended. If it was not you, change your password.';

/** For the person and for admins only: sign-in times and places are private. */
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
