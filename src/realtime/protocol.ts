import type { RefusalReason } from '../auth/auth-errors.js';
import { PUSH_MESSAGES } from '../events/catalogue/event-definition.js';
import { LIVE_MESSAGES } from '../events/live-feed.js';

/** The words of the wire. `docs/sockets.md` lists each of them; a test compares. */

/** From the server, each with its place in the log: replayed after an interruption. */
export const LOGGED_MESSAGES = ['notification', 'notification.update', 'event', ...PUSH_MESSAGES] as const;
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

/** `connect_error`'s `data.code`. */
export const HANDSHAKE_CODES = ['unauthorized', 'expired', 'inactive', 'rate_limited', 'too_many_connections'] as const;
export type HandshakeCode = (typeof HANDSHAKE_CODES)[number] | RefusalReason;

/** Why the server ends a connection; sent as `closing {reason}` before it does. */
export const CLOSING_REASONS = ['expired', 'revoked', 'inactive'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Why a client's cursor leads nowhere, or its place was lost; sent as `resync {reason}`. */
export const RESYNC_REASONS = ['expired', 'reset', 'slow'] as const;
export type ResyncReason = (typeof RESYNC_REASONS)[number];

/** What clients may send. `read` and `read_all` are the inbox's; `MessageHandlers` knows them when it runs. */
export const CLIENT_MESSAGES = ['join', 'leave', 'auth', 'typing', 'viewing', 'read', 'read_all'] as const;

/** `error.code` of acks. */
export const ACK_CODES = [
  'invalid',
  'too_large',
  'rate_limited',
  'unknown_message',
  'unknown_room',
  'too_many_rooms',
  'forbidden',
  'not_found',
  'unauthorized',
  'expired',
  'inactive',
  'query_timeout',
  'database_busy',
  'database_unavailable',
  'internal_error',
] as const;
