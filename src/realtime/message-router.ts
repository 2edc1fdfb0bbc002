import { Injectable } from '@nestjs/common';
import { requireScope } from '../auth/bearer-access.js';
import { databaseProblem } from '../common/database-errors.js';
import { AppError } from '../common/errors.js';
import { newId } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { runInContext } from '../common/request-context.js';
import { RefusedMessage } from './bounded-parser.js';
import { ClientMessages } from './client-messages.js';
import type { Connection } from './connection.js';
import { MessageHandlers, type MessagePayload } from './message-handlers.js';
import { TooManyMessages, UnknownMessage } from './realtime-errors.js';

const MESSAGES_PER_SECOND = 50;
/** An API key with the scope `read` may send these; all others change something or reach other people. */
const READING_MESSAGES = ['join', 'leave', 'auth'];

type Ack = (answer: object) => void;

/** Reads client messages. Every message is answered in its ack, if it has one; none can end a socket or the process. */
@Injectable()
export class MessageRouter {
  constructor(
    private readonly own: ClientMessages,
    private readonly handlers: MessageHandlers,
    private readonly logger: AppLogger,
  ) {}

  receive(connection: Connection, message: string, parameters: readonly unknown[]): void {
    const ack = ackOf(parameters);
    const answer = async () => {
      try {
        ack({ ok: true, ...(await this.answer(connection, message, parameters[0])) });
      } catch (error) {
        ack({ ok: false, error: this.describe(error) });
      }
    };
    void answer();
  }

  private async answer(connection: Connection, message: string, sent: unknown): Promise<object> {
    if (connection.countMessage(performance.now()) > MESSAGES_PER_SECOND) {
      throw new TooManyMessages(MESSAGES_PER_SECOND);
    }
    if (sent instanceof RefusedMessage) throw sent.error;
    const payload = payloadOf(sent);
    if (!READING_MESSAGES.includes(message)) requireScope(connection.actor, 'write');
    const own = this.own.find(message);
    if (own !== undefined) return (await own(connection, payload)) ?? {};
    const handler = this.handlers.find(message);
    if (handler === undefined) throw new UnknownMessage();
    const { actor } = connection;
    return (await runInContext({ requestId: newId(), actor }, () => handler(actor, payload))) ?? {};
  }

  private describe(thrown: unknown): { code: string; message: string } {
    const error = databaseProblem(thrown) ?? thrown;
    if (error instanceof AppError) return { code: error.code, message: error.detail };
    this.logger.error('A socket message could not be answered.', error);
    return { code: 'internal_error', message: 'The server could not do this. Try again.' };
  }
}

function ackOf(parameters: readonly unknown[]): Ack {
  const last = parameters.at(-1);
  // Socket.IO appends its own callback when the client waits for an ack; clients cannot send functions.
  return typeof last === 'function' ? (last as Ack) : () => undefined;
}

function payloadOf(sent: unknown): MessagePayload {
  const isRecord = typeof sent === 'object' && sent !== null && !Array.isArray(sent);
  return isRecord ? (sent as MessagePayload) : {};
}
