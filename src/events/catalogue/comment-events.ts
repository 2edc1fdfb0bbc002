import { Comment, commentView } from '../../comments/comment.entity.js';
import type { EventScope } from '../logged-event.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'comment.update', room: 'comments' } as const;
const ON_COMMENT = {
  origin: 'desk',
  subject: 'ticket',
  part: 'comment',
  people: ['author_id'],
  mayBeInternal: true,
} as const;

const example = {
  id: EXAMPLE_ID,
  content: 'We sent somebody.',
  author_id: EXAMPLE_OTHER_ID,
  author_name: 'Grace',
  ticket_id: EXAMPLE_ID,
  parent_id: null,
  internal: false,
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  content: { type: 'string' },
  author_id: idSchema(),
  author_name: { type: ['string', 'null'] },
  ticket_id: idSchema(),
  parent_id: idSchema('nullable'),
  internal: { type: 'boolean' },
  version: { type: 'integer' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
});

export const COMMENT_EVENTS: readonly EventDefinition[] = [
  {
    type: 'comment.created',
    ...ON_COMMENT,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'Somebody commented on a ticket, or a comment became public: then those who see it now are told.',
    triggers: [
      trigger({ entity: Comment, on: 'insert', project: snapshot }),
      trigger({
        entity: Comment,
        on: 'update',
        when: (change) => isLive(change) && change.changes['internal']?.[1] === false,
        // What it said while it was internal is not theirs.
        project: (change) => ({ ...snapshot(change), scope: 'public', withoutChanges: true }),
      }),
    ],
    audiences: ['comment_created'],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'comment.updated',
    ...ON_COMMENT,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'A comment was edited, made internal or made public.',
    triggers: [
      trigger({
        entity: Comment,
        on: 'update',
        when: isLive,
        // While it changes sides, only staff sees the same comment before and after.
        project: (change) => ({ ...snapshot(change), scope: changedSides(change) ? 'staff' : scopeOf(change.entity) }),
      }),
    ],
    audiences: ['comment_updated'],
    push: PUSH,
    schema,
    example: { ...example, version: 2, content: 'We sent Linus.' },
  },
  {
    type: 'comment.deleted',
    ...ON_COMMENT,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'A comment was deleted, or became internal: then those who lose sight of it are told.',
    triggers: [
      trigger({
        entity: Comment,
        on: 'update',
        when: ({ changes }) => 'deleted_at' in changes,
        project: ({ entity }) => ({
          ...removal(entity, entity.deletedAt),
          scope: scopeOf(entity),
          withoutChanges: entity.isErasure === true,
        }),
      }),
      trigger({
        entity: Comment,
        on: 'update',
        when: (change) => isLive(change) && change.changes['internal']?.[1] === true,
        // What it became by the same write is for staff.
        project: ({ entity }) => ({ ...removal(entity, entity.updatedAt), scope: 'public', withoutChanges: true }),
      }),
    ],
    audiences: ['comment_deleted'],
    push: PUSH,
    schema: objectSchema({ id: idSchema(), ticket_id: idSchema(), deleted: { const: true }, deleted_at: timeSchema() }),
    example: {
      id: EXAMPLE_ID,
      ticket_id: EXAMPLE_ID,
      author_id: EXAMPLE_OTHER_ID,
      parent_id: null,
      deleted: true,
      deleted_at: EXAMPLE_TIME,
    },
  },
];

function snapshot({ entity }: EntityChange<Comment>): Snapshot {
  return {
    entityId: entity.id,
    data: commentView(entity),
    orderingKey: entity.ticketId,
    companyId: entity.companyId ?? null,
    scope: scopeOf(entity),
  };
}

function removal(comment: Comment, at: Date | null): Snapshot {
  return {
    entityId: comment.id,
    data: {
      id: comment.id,
      ticket_id: comment.ticketId,
      author_id: comment.authorId,
      parent_id: comment.parentId,
      deleted: true,
      deleted_at: (at ?? new Date()).toISOString(),
    },
    orderingKey: comment.ticketId,
    companyId: comment.companyId ?? null,
  };
}

function scopeOf(comment: Comment): EventScope {
  return comment.internal ? 'staff' : 'all';
}

function isLive({ entity }: EntityChange<Comment>): boolean {
  return entity.deletedAt === null;
}

function changedSides({ changes }: EntityChange<Comment>): boolean {
  return 'internal' in changes;
}
