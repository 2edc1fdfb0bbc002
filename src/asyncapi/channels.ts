import { PUSHES } from '../events/catalogue/catalogue.js';
import { CLIENT_MESSAGES, PASSING_MESSAGES, type ServerMessage } from '../realtime/protocol.js';
import { LIVE_MESSAGES } from '../events/live-feed.js';

/** Where messages are exchanged: the connection, or a room of it. */
export interface SocketChannel {
  /** The name of the room; null: the connection itself. */
  readonly address: string | null;
  readonly title: string;
  readonly description: string;
  /** Placeholders of the address, with what stands there. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly sends: readonly ServerMessage[];
  readonly receives: readonly (typeof CLIENT_MESSAGES)[number][];
}

const JOINABLE = {
  everyone: 'Everyone may join. What is sent is decided for each event by the rights of the reader.',
  staff: 'Staff may join.',
};
const OF_WEBHOOKS: readonly ServerMessage[] = ['delivery.update', 'recovery.update'];
const OF_TICKETS: readonly ServerMessage[] = ['typing', 'presence'];
const OF_LOG: readonly ServerMessage[] = ['log.moved'];
/** Those of a room; the others are about the connection. */
const OF_ROOMS = new Set<string>([...LIVE_MESSAGES, ...OF_TICKETS, ...OF_LOG]);

/** By their keys in the document. */
export function socketChannels(): Record<string, SocketChannel> {
  const lists = [...PUSHES.values()].map(({ room, joinableBy, message }) => [
    room,
    {
      address: room,
      title: `Room \`${room}\``,
      description: JOINABLE[joinableBy],
      parameters: {},
      sends: [message, ...(room === 'webhooks' ? OF_WEBHOOKS : [])],
      receives: [],
    },
  ]);
  return { connection: CONNECTION, user: PERSON, ...(Object.fromEntries(lists) as object), ...ROOMS };
}

const CONNECTION: SocketChannel = {
  address: null,
  title: 'The connection',
  description: 'What a client asks, and what the server tells about the connection itself.',
  parameters: {},
  sends: PASSING_MESSAGES.filter((message) => !OF_ROOMS.has(message)),
  receives: CLIENT_MESSAGES,
};

const PERSON: SocketChannel = {
  address: 'user:{user_id}',
  title: 'Room of one person',
  description: 'Every socket is in it from the start and cannot leave it.',
  parameters: { user_id: 'The id of the person.' },
  sends: ['notification', 'notification.update', 'event'],
  receives: [],
};

const ROOMS: Readonly<Record<string, SocketChannel>> = {
  log: {
    address: 'log',
    title: 'Room `log`',
    description: JOINABLE.everyone,
    parameters: {},
    sends: OF_LOG,
    receives: [],
  },
  ticket: {
    address: 'ticket:{ticket_id}',
    title: 'Room of one ticket',
    description: 'People who may see the ticket may join. `presence` reaches staff only.',
    parameters: { ticket_id: 'The id of the ticket.' },
    sends: ['ticket.update', 'comment.update', 'attachment.update', ...OF_TICKETS],
    receives: [],
  },
  bin: {
    address: 'bin:{bin_id}',
    title: 'Room of one bin',
    description: 'The owner of the bin may join.',
    parameters: { bin_id: 'The id of the bin.' },
    sends: ['bin.request'],
    receives: [],
  },
};
