import { Attachment, attachmentView } from '../../attachments/attachment.entity.js';
import type { EventScope } from '../logged-event.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'attachment.update', room: 'attachments' } as const;
const ON_ATTACHMENT = {
  origin: 'desk',
  subject: 'ticket',
  part: 'attachment',
  people: ['uploaded_by'],
  mayBeInternal: true,
} as const;

const example = {
  id: EXAMPLE_ID,
  filename: 'printer.jpg',
  content_type: 'image/jpeg',
  size: 48_213,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ticket_id: EXAMPLE_ID,
  comment_id: null,
  uploaded_by: EXAMPLE_OTHER_ID,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  filename: { type: 'string' },
  content_type: { type: 'string' },
  size: { type: 'integer' },
  sha256: { type: 'string' },
  ticket_id: idSchema(),
  comment_id: idSchema('nullable'),
  uploaded_by: idSchema(),
  created_at: timeSchema(),
  updated_at: timeSchema(),
});

/** A comment that is deleted or changes sides takes its attachments along in silence: its own event stands for them. */
export const ATTACHMENT_EVENTS: readonly EventDefinition[] = [
  {
    type: 'attachment.added',
    ...ON_ATTACHMENT,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'Somebody attached a file to a ticket, or to a comment on it.',
    triggers: [trigger({ entity: Attachment, on: 'insert', project: snapshot })],
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
    description: 'A file was replaced by another one; `changes` names what differs.',
    triggers: [trigger({ entity: Attachment, on: 'update', project: snapshot })],
    audiences: ['attachment_updated'],
    push: PUSH,
    schema,
    example: { ...example, filename: 'printer-2.jpg', size: 51_090 },
  },
  {
    type: 'attachment.deleted',
    ...ON_ATTACHMENT,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'An attachment was deleted by itself, not with its ticket or comment.',
    triggers: [trigger({ entity: Attachment, on: 'remove', project: removal })],
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
