import { EXAMPLE_ID, EXAMPLE_TIME } from '../common/http/answer-fields.js';
import { idSchema, timeSchema } from '../events/catalogue/schema.js';
import { NOTIFICATION_TYPES } from '../notifications/notification-types.js';
import { ACK_ERRORS, type CLIENT_MESSAGES } from '../realtime/protocol.js';
import { MAX_ROOMS } from '../realtime/room-messages.js';
import { COUNT, CURSOR, fields, FLAG, TEXT, type JsonSchema, type Message } from './message.js';
import { EXAMPLE_CURSOR } from './server-messages.js';

/** What a client may send, and what the ack of a success carries beside `ok`. */
interface Question {
  readonly message: Message;
  readonly ack: Message;
}

const ROOM = { type: 'string', description: 'The name of a room.' };
const TOKEN = { type: 'string', description: 'An access token or an API key.' };
const OK = { const: true } as const;

export const CLIENT_QUESTIONS: Readonly<Record<(typeof CLIENT_MESSAGES)[number], Question>> = {
  join: question(
    'Enter a room; with `after`, what happened in it since then comes first.',
    { required: { room: ROOM }, optional: { after: { type: ['string', 'null'], description: 'A cursor.' } } },
    { room: 'tickets', after: EXAMPLE_CURSOR },
    { schema: { room: ROOM, cursor: CURSOR }, example: { room: 'tickets', cursor: EXAMPLE_CURSOR } },
  ),
  leave: question(
    'Leave a room.',
    { required: { room: ROOM } },
    { room: 'tickets' },
    {
      schema: { room: ROOM },
      example: { room: 'tickets' },
    },
  ),
  auth: question(
    'Replace the token in place. It must be of the same person.',
    { required: { token: TOKEN } },
    { token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk' },
    {
      schema: { expires_at: { ...timeSchema('nullable'), description: 'Null for an API key.' } },
      example: { expires_at: EXAMPLE_TIME },
    },
  ),
  typing: question(
    'Tell the others at a ticket that this person writes.',
    {
      required: { ticket_id: idSchema() },
      optional: { internal: { ...FLAG, description: 'Reaches staff only; from staff alone.' } },
    },
    { ticket_id: EXAMPLE_ID, internal: false },
  ),
  viewing: question(
    'The person looks at this ticket. Repeat it within 30 s; null ends it.',
    {
      required: { ticket_id: idSchema('nullable') },
      optional: { editing: { ...FLAG, description: 'True while writing an answer.' } },
    },
    { ticket_id: EXAMPLE_ID, editing: true },
  ),
  read: question(
    'Mark a notification as read, on every device.',
    { required: { id: idSchema() } },
    { id: EXAMPLE_ID },
    { schema: { unread_count: COUNT }, example: { unread_count: 2 } },
  ),
  read_all: question(
    'Mark all notifications as read, or those that match.',
    {
      optional: {
        type: { enum: Object.keys(NOTIFICATION_TYPES) },
        related_id: idSchema(),
        up_to: { type: 'string', maxLength: 100, description: 'The newest cursor shown: later ones stay unread.' },
      },
    },
    { type: 'mention' },
    { schema: { updated: COUNT, unread_count: COUNT }, example: { updated: 3, unread_count: 0 } },
  ),
};

/** The ack of anything that is refused. */
export const REFUSED: Message = {
  summary: 'The ack of a message that is refused. The connection lives on.',
  payload: fields({
    ok: { const: false },
    error: fields({
      code: {
        enum: Object.keys(ACK_ERRORS),
        description: Object.entries(ACK_ERRORS)
          .map(([code, [meaning]]) => `\`${code}\`: ${meaning}`)
          .join(' '),
      },
      message: TEXT,
    }),
  }),
  example: { ok: false, error: { code: 'not_found', message: 'There is no such ticket.' } },
};

/** Socket.IO's `auth` at the handshake. */
export const HANDSHAKE: Message = {
  summary: 'The handshake: the object `auth` of Socket.IO.',
  payload: fields(
    {},
    {
      token: { ...TOKEN, description: 'An access token or an API key; or send `Authorization: Bearer`.' },
      after: { type: 'string', description: 'A cursor: replay what came after it.' },
      rooms: { type: 'array', items: TEXT, description: `Rooms to be in from the start, up to ${MAX_ROOMS}.` },
    },
  ),
  example: { token: 'ck_0a1b2c3d', after: EXAMPLE_CURSOR, rooms: ['tickets', `ticket:${EXAMPLE_ID}`] },
};

interface Payload {
  readonly required?: Readonly<Record<string, JsonSchema>>;
  readonly optional?: Readonly<Record<string, JsonSchema>>;
}

function question(
  summary: string,
  { required = {}, optional = {} }: Payload,
  example: object,
  ack: { readonly schema: Readonly<Record<string, JsonSchema>>; readonly example: object } = {
    schema: {},
    example: {},
  },
): Question {
  return {
    message: { summary, payload: fields(required, optional), example },
    ack: {
      summary: 'The ack of a success.',
      payload: fields({ ok: OK, ...ack.schema }),
      example: { ok: true, ...ack.example },
    },
  };
}
