import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME } from '../common/http/answer-fields.js';
import { DEFINITIONS, findDefinition, PUSHES } from '../events/catalogue/catalogue.js';
import { idSchema, timeSchema } from '../events/catalogue/schema.js';
import { CLOSINGS, HANDSHAKE_REFUSALS, RESYNCS, type PASSING_MESSAGES } from '../realtime/protocol.js';
import { CURSOR, COUNT, fields, FLAG, MAYBE_TEXT, ref, TEXT, type JsonSchema, type Message } from './message.js';

/** By its name on the wire: everything that the server sends to sockets. */
export function serverMessages(): Record<string, Message> {
  return { ...loggedMessages(), ...PASSING };
}

export const EXAMPLE_CURSOR = '0199f0a3.0000000000004711';
const EXAMPLE_ACTOR = { id: EXAMPLE_OTHER_ID, name: 'Grace Hopper', type: 'user' };
const ERROR = fields({ code: TEXT, message: TEXT });

function loggedMessages(): Record<string, Message> {
  const pushes = [...PUSHES.values()].map(({ message }) => [message, roomMessage(message)] as const);
  return {
    notification: NOTIFICATION,
    'notification.update': NOTIFICATION_UPDATE,
    event: outsideMessage(),
    ...Object.fromEntries(pushes),
  };
}

/** Of one room: `data` depends on the type of the event. */
function roomMessage(name: string): Message {
  const types = DEFINITIONS.filter(({ push }) => push?.message === name);
  const [first] = types;
  return {
    summary: `One of ${types.map(({ type }) => `\`${type}\``).join(', ')}.`,
    payload: {
      ...pushed({ enum: types.map(({ type }) => type) }),
      oneOf: types.map(({ type }) => ({ properties: { event: { const: type }, data: ref(type) } })),
    },
    example: pushedExample(first?.type ?? ''),
  };
}

/** An event of another service, whose name may be any. */
function outsideMessage(): Message {
  const known = DEFINITIONS.filter(({ origin }) => origin === 'outside').map(({ type }) => type);
  return {
    summary: 'An event from outside that names this person.',
    payload: {
      ...pushed(TEXT),
      oneOf: [
        ...known.map((type) => ({ properties: { event: { const: type }, data: ref(type) } })),
        { properties: { event: { not: { enum: known } }, data: { type: 'object' } } },
      ],
    },
    example: pushedExample('project.created'),
  };
}

function pushed(event: JsonSchema): JsonSchema {
  const id = { ...idSchema(), description: 'Of the thing; in `event`, of the event.' };
  return fields({ event, id, data: { type: 'object' }, actor: ref('EventActor'), cursor: CURSOR });
}

function pushedExample(type: string): object {
  const data = findDefinition(type)?.example;
  return { event: type, id: EXAMPLE_ID, data, actor: EXAMPLE_ACTOR, cursor: EXAMPLE_CURSOR };
}

export const ENVELOPE_EXAMPLE = {
  id: EXAMPLE_ID,
  type: 'new_ticket',
  message: 'New ticket: The printer is on fire',
  related_id: EXAMPLE_OTHER_ID,
  related_type: 'ticket',
  created_at: EXAMPLE_TIME,
};

const NOTIFICATION: Message = {
  summary: 'A notification of this person.',
  payload: {
    ...fields({
      event: { const: 'notification.created' },
      notification: ref('NotificationEnvelope'),
      data: { type: ['object', 'null'], description: 'Of the event; null when it is past retention.' },
      unread_count: COUNT,
      cursor: CURSOR,
    }),
    // The fields of the notification again, for plain listeners.
    allOf: [ref('NotificationEnvelope')],
  },
  example: {
    event: 'notification.created',
    notification: ENVELOPE_EXAMPLE,
    data: findDefinition('ticket.created')?.example,
    unread_count: 3,
    ...ENVELOPE_EXAMPLE,
    cursor: EXAMPLE_CURSOR,
  },
};

const NOTIFICATION_UPDATE: Message = {
  summary: 'Another device of this person changed notifications.',
  payload: fields(
    { ids: { type: 'array', items: idSchema() }, unread_count: COUNT, cursor: CURSOR },
    { read_at: timeSchema('nullable'), archived_at: timeSchema('nullable'), deleted: { const: true } },
  ),
  example: { ids: [EXAMPLE_ID], read_at: EXAMPLE_TIME, unread_count: 2, cursor: EXAMPLE_CURSOR },
};

const LISTED_DELIVERY = {
  id: EXAMPLE_ID,
  event_id: EXAMPLE_OTHER_ID,
  type: 'ticket.updated',
  event_type: 'ticket.updated',
  status: 'success',
  attempts: 1,
  response_status: 204,
  error: null,
  duration_ms: 31,
  next_attempt_at: null,
  delivered_at: EXAMPLE_TIME,
  created_at: EXAMPLE_TIME,
  webhook_id: EXAMPLE_OTHER_ID,
  webhook_name: 'Orders',
};

const BIN_REQUEST = {
  id: EXAMPLE_ID,
  method: 'POST',
  path: '/bin/4f1d0c2a9b7e4d3c8a6f5e4d3c2b1a09',
  content_type: 'application/json',
  size: 512,
  response_status: 200,
  signature: {
    state: 'valid',
    reason: 'Signed with the secret.',
    webhook_id: EXAMPLE_OTHER_ID,
    webhook_name: 'Orders',
  },
  received_at: EXAMPLE_TIME,
};

const RECOVERY = {
  job_id: EXAMPLE_ID,
  webhook_id: EXAMPLE_OTHER_ID,
  status: 'running',
  count: 120,
  resent: 40,
  failed: 0,
  since: EXAMPLE_TIME,
  until: EXAMPLE_TIME,
  created_at: EXAMPLE_TIME,
  finished_at: null,
};

const BIN_ID = '4f1d0c2a9b7e4d3c8a6f5e4d3c2b1a09';

/** Not in the log: about the connection, or of the moment. */
const PASSING: Record<(typeof PASSING_MESSAGES)[number], Message> = {
  ready: {
    summary: 'The connection is live from `cursor` on.',
    payload: fields({
      user_id: idSchema(),
      cursor: CURSOR,
      unread_count: COUNT,
      expires_at: { ...timeSchema('nullable'), description: 'Of the token; null for an API key.' },
    }),
    example: { user_id: EXAMPLE_ID, cursor: EXAMPLE_CURSOR, unread_count: 2, expires_at: EXAMPLE_TIME },
  },
  replayed: {
    summary: 'All that was missed has come.',
    payload: fields({ room: { ...MAYBE_TEXT, description: 'Null after a handshake.' }, cursor: CURSOR }),
    example: { room: null, cursor: EXAMPLE_CURSOR },
  },
  resync: {
    summary: 'The cursor of the client cannot be resumed.',
    payload: fields({ reason: named(RESYNCS), room: MAYBE_TEXT, cursor: CURSOR }),
    example: { reason: 'expired', room: null, cursor: EXAMPLE_CURSOR },
  },
  'join.refused': {
    summary: 'A room of the handshake may not be joined.',
    payload: fields({ room: TEXT, error: ERROR }),
    example: { room: 'users', error: { code: 'forbidden', message: 'This room is for staff.' } },
  },
  typing: {
    summary: 'Someone writes on a ticket.',
    payload: fields({ ticket_id: idSchema(), user_id: idSchema(), name: TEXT, internal: FLAG }),
    example: { ticket_id: EXAMPLE_ID, user_id: EXAMPLE_OTHER_ID, name: 'Grace Hopper', internal: false },
  },
  presence: {
    summary: 'Who looks at a ticket, for staff: the whole list after every change.',
    payload: fields({
      ticket_id: idSchema(),
      viewers: {
        type: 'array',
        items: fields({ user_id: idSchema(), name: TEXT, editing: FLAG, since: timeSchema() }),
      },
    }),
    example: {
      ticket_id: EXAMPLE_ID,
      viewers: [{ user_id: EXAMPLE_OTHER_ID, name: 'Grace Hopper', editing: true, since: EXAMPLE_TIME }],
    },
  },
  'delivery.update': livePush('An attempt at a delivery is stored.', 'delivery.update', 'webhook_id', {
    schema: 'ListedDelivery',
    id: EXAMPLE_ID,
    of: EXAMPLE_OTHER_ID,
    data: LISTED_DELIVERY,
  }),
  'bin.request': livePush('The bin took a request.', 'bin.request', 'bin_id', {
    schema: 'BinRequest',
    id: EXAMPLE_ID,
    of: BIN_ID,
    data: BIN_REQUEST,
  }),
  'recovery.update': livePush('How far a recovery is.', 'recovery.update', 'webhook_id', {
    schema: 'RecoveryProgress',
    id: EXAMPLE_ID,
    of: EXAMPLE_OTHER_ID,
    data: RECOVERY,
  }),
  'log.moved': {
    summary: 'The log has grown; at most twice a second.',
    payload: fields({}),
    example: {},
  },
  'token.expiring': {
    summary: 'The token ends soon: send `auth` with a fresh one.',
    payload: fields({ expires_at: timeSchema() }),
    example: { expires_at: EXAMPLE_TIME },
  },
  closing: {
    summary: 'Why the server ends the connection, before it does.',
    payload: fields({ reason: named(CLOSINGS) }),
    example: { reason: 'revoked' },
  },
  bye: {
    summary: 'The server stops. Socket.IO connects again by itself.',
    payload: fields({ retry_after_ms: COUNT }),
    example: { retry_after_ms: 1_200 },
  },
};

/** `connect_error`'s `data`, by which Socket.IO reports a refused handshake. */
export const REFUSAL: Message = {
  summary: 'The handshake is refused: `error.data` of `connect_error`.',
  payload: fields({ code: named(HANDSHAKE_REFUSALS), message: TEXT }),
  example: { code: 'expired', message: 'The access token has expired.' },
};

function livePush(
  summary: string,
  event: string,
  owner: 'webhook_id' | 'bin_id',
  { schema, id, of, data }: { schema: string; id: string; of: string; data: object },
): Message {
  const ownerSchema = owner === 'bin_id' ? TEXT : idSchema();
  return {
    summary,
    payload: fields({
      event: { const: event },
      id: idSchema(),
      [owner]: ownerSchema,
      data: ref(schema),
      cursor: CURSOR,
    }),
    example: { event, id, [owner]: of, data, cursor: `${EXAMPLE_CURSOR}.000000000001` },
  };
}

/** The values of a table of the protocol, with their meanings. */
function named(table: Readonly<Record<string, readonly [meaning: string, remedy: string]>>): JsonSchema {
  const meanings = Object.entries(table).map(([name, [meaning]]) => `\`${name}\`: ${meaning}`);
  return { enum: Object.keys(table), description: meanings.join(' ') };
}
