import type { components } from './api-types.js';
import type { ListRooms } from './catalogue.js';

type Schemas = components['schemas'];

export type Ticket = Schemas['TicketAnswer'];
export type Comment = Schemas['CommentAnswer'];
export type Attachment = Schemas['AttachmentAnswer'];
export type Article = Schemas['ArticleAnswer'];
export type Company = Schemas['CompanyResponse'];
export type Asset = Schemas['AssetAnswer'];
export type Machine = Schemas['MachineAnswer'];
export type Alert = Schemas['AlertAnswer'];
export type User = Schemas['UserResponse'];
export type BinRequest = Omit<Schemas['BinRequestAnswer'], 'headers' | 'body' | 'body_encoding'>;
export type Delivery = Schemas['ListedDeliveryAnswer'];
export type Recovery = Schemas['RecoveryAnswer'];

export interface Actor {
  readonly id: string | null;
  readonly name: string;
  readonly type: 'user' | 'api_key' | 'system' | 'discord';
}

/** After a deletion: the id fields, this mark and the time. */
export interface Deleted {
  readonly id: string;
  readonly deleted: true;
  readonly deleted_at?: string;
}

/** `[old, new]` of every field that changed. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

export interface NotificationEnvelope {
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly related_id: string | null;
  readonly related_type: string | null;
  readonly created_at: string;
}

export interface NotificationPush extends NotificationEnvelope {
  readonly event: 'notification.created';
  readonly notification: NotificationEnvelope;
  readonly data: unknown;
  readonly unread_count: number;
  readonly cursor: string;
}

/** An inbox change, from this device or another. */
export interface NotificationUpdatePush {
  readonly ids: readonly string[];
  readonly read_at?: string | null;
  readonly archived_at?: string | null;
  readonly deleted?: true;
  readonly unread_count: number;
  readonly cursor: string;
}

export interface UpdatePush<T> {
  /** The event's name: `ticket.created`. */
  readonly event: string;
  readonly id: string;
  /** `GET /api/events/:id` has the changes. */
  readonly data: (T & { readonly deleted?: never }) | Deleted;
  readonly actor: Actor;
  readonly cursor: string;
}

/** `ticket.update` and its like, by message. */
type ListPushes = {
  [Name in keyof ListRooms as ListRooms[Name]['message']]: UpdatePush<ListRooms[Name]['data']>;
};

/** Messages that stand for a place in the log: each is received once, in order, over every interruption. */
export interface LoggedPushes extends ListPushes {
  notification: NotificationPush;
  'notification.update': NotificationUpdatePush;
  /** An event from outside that names this user. */
  event: { readonly event: string; readonly id: string; readonly data: unknown; readonly cursor: string };
}

export interface TicketViewer {
  readonly user_id: string;
  readonly name: string;
  /** Is writing an answer. */
  readonly editing: boolean;
  readonly since: string;
}

/** Messages about the present moment: never replayed. */
export interface PassingPushes {
  /** An attempt at an endpoint of the person, for sockets in room `webhooks`. */
  'delivery.update': {
    readonly event: 'delivery.update';
    readonly id: string;
    readonly webhook_id: string;
    /** As in `GET /api/deliveries`, without the body of the answer. */
    readonly data: Omit<Delivery, 'response_body'>;
    readonly cursor: string;
  };
  /** A request to a bin of the person, for sockets in room `bin:<id>`. Long paths are cut; the list has them whole. */
  'bin.request': {
    readonly event: 'bin.request';
    readonly id: string;
    readonly bin_id: string;
    readonly data: BinRequest;
    readonly cursor: string;
  };
  /** A step of a recovery of an endpoint of the person, for sockets in room `webhooks`. */
  'recovery.update': {
    readonly event: 'recovery.update';
    readonly id: string;
    readonly webhook_id: string;
    /** As in `GET /api/webhooks/:id/recover/:job_id`. */
    readonly data: Recovery;
    readonly cursor: string;
  };
  ready: {
    readonly user_id: string;
    readonly cursor: string;
    readonly unread_count: number;
    readonly expires_at: string | null;
  };
  replayed: { readonly room: string | null; readonly cursor: string };
  /** `expired` and `reset`: refetch what is shown. `slow`: what is missing follows by itself. */
  resync: { readonly reason: 'expired' | 'reset' | 'slow'; readonly room: string | null; readonly cursor: string };
  typing: {
    readonly ticket_id: string;
    readonly user_id: string;
    readonly name: string;
    readonly internal: boolean;
  };
  /** Who looks at a ticket: the whole list, after every change. Only for staff in `ticket:<id>`. */
  presence: {
    readonly ticket_id: string;
    readonly viewers: readonly TicketViewer[];
  };
  /** The log has grown; at most twice a second, for sockets in room `log`. */
  'log.moved': Readonly<Record<string, never>>;
  'token.expiring': { readonly expires_at: string };
  'join.refused': { readonly room: string; readonly error: { readonly code: string; readonly message: string } };
  bye: { readonly retry_after_ms: number };
  closing: { readonly reason: 'revoked' | 'expired' | 'inactive' };
}

export type Pushes = LoggedPushes & PassingPushes;

/** Events of the client itself, besides the server's messages. */
export interface ConnectionEvents {
  /** Whether the socket is live. */
  connection: { readonly isConnected: boolean };
  /** Final: the session is over, or the account may not connect. */
  refused: { readonly code: string; readonly message: string };
  /** Every message that stands for a place in the log, whatever its name. */
  push: { readonly name: string; readonly body: { readonly cursor: string } & Record<string, unknown> };
}

export type SocketEvents = Pushes & ConnectionEvents;

export type Room = keyof ListRooms | 'log' | `ticket:${string}` | `bin:${string}`;
