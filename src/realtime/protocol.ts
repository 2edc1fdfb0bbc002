import type { RefusalReason } from '../auth/auth-errors.js';
import type { SocketCode } from '../common/http/problem-codes.js';
import type { Remedy } from '../common/remedies.js';
import { PUSHES } from '../events/catalogue/catalogue.js';
import { LIVE_MESSAGES } from '../events/live-feed.js';

/** The names on the wire. `docs/sockets.md` lists each of them; a test compares. */

/** From the server, each with its place in the log: replayed after an interruption. */
export const LOGGED_MESSAGES = [
  'notification',
  'notification.update',
  'event',
  ...[...PUSHES.values()].map(({ message }) => message),
] as const;
/** From the server, about the connection or the moment: never replayed. */
export const PASSING_MESSAGES = [
  'ready',
  'replayed',
  'resync',
  'join.refused',
  'typing',
  'presence',
  'log.moved',
  'token.expiring',
  'closing',
  'bye',
  ...LIVE_MESSAGES,
] as const;
export type ServerMessage = (typeof LOGGED_MESSAGES)[number] | (typeof PASSING_MESSAGES)[number];

/** What a code or reason means, and what a client does. */
type Explained = Readonly<Record<string, readonly [meaning: string, remedy: Remedy]>>;

/** `connect_error`'s `data.code`. */
export const HANDSHAKE_REFUSALS = {
  unauthorized: ['No token, an invalid one, or its session is over.', 'refresh'],
  expired: ['The access token has expired.', 'refresh'],
  inactive: ['The account is deactivated.', 'stop'],
  rate_limited: ['Too many invalid tokens came from this address. Wait a minute.', 'reconnect'],
  too_many_connections: ['The person has as many connections as one may have. Close one first.', 'reconnect'],
} as const satisfies Explained;
export type HandshakeCode = keyof typeof HANDSHAKE_REFUSALS | RefusalReason;

/** Why the server ends a connection; sent as `closing {reason}` before it does. */
export const CLOSINGS = {
  expired: ['The token expired and was not replaced by `auth`.', 'refresh'],
  revoked: ['The session was signed out, its password changed, or its API key deleted.', 'refresh'],
  inactive: ['The account was deactivated or deleted.', 'stop'],
} as const satisfies Explained;
export type ClosingReason = keyof typeof CLOSINGS;

/** Why a client's cursor cannot be resumed, sent as `resync {reason}`. */
export const RESYNCS = {
  expired: ['The cursor is past retention.', 'refetch'],
  reset: ['The cursor is of another log, such as the one before a backup was restored.', 'refetch'],
  slow: ['The client read too slowly, so its queue was dropped. The server replays from `cursor`.', 'none'],
} as const satisfies Explained;
export type ResyncReason = keyof typeof RESYNCS;

/** What clients may send. The inbox registers `read` and `read_all` with `MessageHandlers` at run time. */
export const CLIENT_MESSAGES = ['join', 'leave', 'auth', 'typing', 'viewing', 'read', 'read_all'] as const;

/** `error.code` of acks. Where HTTP has the same code, it means the same. */
export const ACK_ERRORS = {
  invalid_input: [
    'A field is missing or wrong, or the message is no JSON object; `message` names the field.',
    'change',
  ],
  too_large: ['The message is larger than a message may be.', 'change'],
  rate_limited: ['Too many messages in a second.', 'retry'],
  unknown_message: ['There is no message of this name.', 'change'],
  unknown_room: ['There is no room of this name.', 'change'],
  too_many_rooms: ['The socket is in as many rooms as it may be. Leave one first.', 'change'],
  forbidden: [
    "The room is for staff or another person, the API key lacks the scope, or the token is another person's.",
    'stop',
  ],
  not_found: ['The ticket or notification does not exist, or you may not see it.', 'change'],
  unauthorized: ['The token of `auth` is invalid, or its session is over.', 'refresh'],
  expired: ['The token of `auth` has expired.', 'refresh'],
  inactive: ['The account is deactivated.', 'stop'],
  query_timeout: ['The database took too long.', 'retry'],
  database_busy: ['No database connection is free.', 'retry'],
  database_unavailable: ['The database does not answer.', 'retry'],
  internal_error: ['A fault of the server; its log has the details.', 'retry'],
} as const satisfies Explained;

/** Compile-time check: every code that the type of socket errors in `common` names is explained here. */
ACK_ERRORS satisfies Record<SocketCode, unknown>;
