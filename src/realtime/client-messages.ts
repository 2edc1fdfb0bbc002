import { Injectable } from '@nestjs/common';
import type { Connection } from './connection.js';
import type { MessagePayload } from './message-handlers.js';
import { RoomMessages } from './room-messages.js';
import { SessionMessages } from './session-messages.js';
import { TypingMessages } from './typing-messages.js';
import { ViewingMessages } from './viewing-messages.js';

type OwnHandler = (connection: Connection, payload: MessagePayload) => Promise<object | void>;

/** Client messages about the connection itself; other modules handle the rest (`MessageHandlers`). */
@Injectable()
export class ClientMessages {
  private readonly own: ReadonlyMap<string, OwnHandler>;

  constructor(rooms: RoomMessages, session: SessionMessages, typing: TypingMessages, viewing: ViewingMessages) {
    this.own = new Map<string, OwnHandler>([
      ['join', (connection, payload) => rooms.join(connection, payload)],
      ['leave', (connection, payload) => rooms.leave(connection, payload)],
      ['auth', (connection, payload) => session.refresh(connection, payload)],
      ['typing', (connection, payload) => typing.announce(connection, payload)],
      ['viewing', (connection, payload) => viewing.view(connection, payload)],
    ]);
  }

  find(message: string): OwnHandler | undefined {
    return this.own.get(message);
  }
}
