import { CommentAnswer } from '../../comments/comments.answers.js';
import { Comment, commentView } from '../../comments/comment.entity.js';
import type { EventScope } from '../logged-event.js';
import { shapeOf } from './answer-shape.js';
import {
  isoTime,
  trigger,
  type EntityChange,
  type EventDefinition,
  type Push,
  type Snapshot,
} from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { idSchema, objectSchema, timeSchema } from './schema.js';

const COMMENT = {
  entity: Comment,
  compared: (comment: Comment) => ({ ...commentView(comment), deleted_at: isoTime(comment.deletedAt) }),
};
const PUSH: Push = { room: 'comments', joinableBy: 'everyone', message: 'comment.update', answer: CommentAnswer };
const ON_COMMENT = {
  origin: 'desk',
  subject: 'ticket',
  part: 'comment',
  people: ['author_id'],
  mayBeInternal: true,
  isDeletion: false,
  needsAdmins: 'never',
} as const;

const { schema, example } = shapeOf(CommentAnswer);

export const COMMENT_EVENTS: readonly EventDefinition[] = [
  {
    type: 'comment.created',
    ...ON_COMMENT,
    needsAdmins: 'while-unassigned',
    revokesAccess: null,
    category: 'SUPPORT',
    description:
      'A comment was added to a ticket. When an internal comment becomes public, its new readers get this event too.',
    triggers: [
      trigger({ ...COMMENT, on: 'insert', project: snapshot }),
      trigger({
        ...COMMENT,
        on: 'update',
        when: (change) => isLive(change) && change.changes['internal']?.[1] === false,
        // New readers must not see what it said while it was internal.
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
        ...COMMENT,
        on: 'update',
        when: isLive,
        // When it becomes internal or public, only staff sees the same comment before and after.
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
    isDeletion: true,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description:
      'A comment was deleted. When a public comment becomes internal, the readers that lose it get this event too.',
    triggers: [
      trigger({
        ...COMMENT,
        on: 'update',
        when: ({ changes }) => 'deleted_at' in changes,
        project: ({ entity }) => ({
          ...removal(entity, entity.deletedAt),
          scope: scopeOf(entity),
          withoutChanges: entity.isErasure === true,
        }),
      }),
      trigger({
        ...COMMENT,
        on: 'update',
        when: (change) => isLive(change) && change.changes['internal']?.[1] === true,
        // The text written in the same change is for staff.
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
