import { io, type Socket } from 'socket.io-client';
import { DemoProblem } from './demo-problem.js';
import type { DemoPerson, Json } from './demo-person.js';
import type { Arrival, Journal } from './journal.js';

const READY_MS = 10_000;

/** Connects, joins the rooms of tickets and comments, and writes down every push. */
export async function openSocket(
  url: string,
  { who, person }: { who: string; person: DemoPerson },
  journal: Journal,
): Promise<Socket> {
  const socket = io(url, {
    auth: { token: person.token, rooms: ['tickets', 'comments'] },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  socket.onAny((message: string, body: Json) => {
    const arrival = arrivalOf(message, body);
    if (arrival !== null) journal.add({ who, channel: 'socket', ...arrival });
  });
  await isReady(socket, who);
  return socket;
}

/** Null for what stands for no event: greetings, counts. */
function arrivalOf(message: string, body: Json): Omit<Arrival, 'who' | 'channel'> | null {
  if (message === 'notification') {
    const { notification, data } = body;
    return {
      what: `notification ${notification.type}`,
      about: notification.related_id,
      text: `${notification.message} (${body.unread_count} unread)`,
      envelope: JSON.stringify({ notification, data }),
    };
  }
  const isAboutThings = message.endsWith('.update') && message !== 'notification.update';
  return isAboutThings ? { what: body.event, about: body.id, text: describe(body) } : null;
}

function isReady(socket: Socket, who: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      socket.disconnect();
      reject(
        new DemoProblem(`No socket for the ${who}: ${reason}.`, 'A proxy in between must let WebSockets through.'),
      );
    };
    const timer = setTimeout(() => fail(`not ready within ${READY_MS / 1_000} s`), READY_MS);
    socket.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('connect_error', (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
  });
}

function describe({ data, actor }: Json): string {
  const subject = data.title === undefined ? `"${data.content}"` : `"${data.title}", ${data.status}`;
  return `${subject} (by ${actor.name})`;
}
