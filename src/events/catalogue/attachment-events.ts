import { AttachmentAnswer } from '../../attachments/attachments.answers.js';
import { Attachment, attachmentView } from '../../attachments/attachment.entity.js';
import type { EventScope } from '../logged-event.js';
import { shapeOf } from './answer-shape.js';
import { trigger, type EntityChange, type EventDefinition, type Push, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { idSchema, objectSchema, timeSchema } from './schema.js';

const ATTACHMENT = { entity: Attachment, compared: attachmentView };
const PUSH: Push = {
  room: 'attachments',
  joinableBy: 'everyone',
  message: 'attachment.update',
  answer: AttachmentAnswer,
};
const ON_ATTACHMENT = {
  origin: 'desk',
  subject: 'ticket',
  part: 'attachment',
  people: ['uploaded_by'],
  mayBeInternal: true,
  isDeletion: false,
  needsAdmins: 'never',
} as const;

const { schema, example } = shapeOf(AttachmentAnswer);

/**
 * When a comment is deleted or changes between internal and public, its attachments make no events: the comment's event
 * stands for them.
 */
export const ATTACHMENT_EVENTS: readonly EventDefinition[] = [
  {
    type: 'attachment.added',
    ...ON_ATTACHMENT,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'A file was attached to a ticket or to one of its comments.',
    triggers: [trigger({ ...ATTACHMENT, on: 'insert', project: snapshot })],
    audiences: ['attachment_added'],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'attachment.updated',
    ...ON_ATTACHMENT,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'The file of an attachment was replaced; `changes` names what differs.',
    triggers: [trigger({ ...ATTACHMENT, on: 'update', project: snapshot })],
    audiences: ['attachment_updated'],
    push: PUSH,
    schema,
    example: { ...example, filename: 'printer-2.jpg', size: 51_090 },
  },
  {
    type: 'attachment.deleted',
    ...ON_ATTACHMENT,
    isDeletion: true,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'An attachment was deleted. Deleting its ticket or comment makes no event of its own for it.',
    triggers: [trigger({ ...ATTACHMENT, on: 'remove', project: removal })],
    audiences: ['attachment_deleted'],
    push: PUSH,
    schema: objectSchema({ id: idSchema(), ticket_id: idSchema(), deleted: { const: true }, deleted_at: timeSchema() }),
    example: {
      id: EXAMPLE_ID,
      ticket_id: EXAMPLE_ID,
      comment_id: null,
      uploaded_by: EXAMPLE_OTHER_ID,
      deleted: true,
      deleted_at: EXAMPLE_TIME,
    },
  },
];

function snapshot({ entity }: EntityChange<Attachment>): Snapshot {
  return { ...placeOf(entity), data: attachmentView(entity) };
}

function removal({ entity }: EntityChange<Attachment>): Snapshot {
  return {
    ...placeOf(entity),
    data: {
      id: entity.id,
      ticket_id: entity.ticketId,
      comment_id: entity.commentId ?? null,
      uploaded_by: entity.uploadedBy,
      deleted: true,
      deleted_at: new Date().toISOString(),
    },
  };
}

function placeOf(attachment: Attachment) {
  const scope: EventScope = attachment.internal ? 'staff' : 'all';
  return {
    entityId: attachment.id,
    orderingKey: attachment.ticketId,
    companyId: attachment.companyId ?? null,
    scope,
  };
}
