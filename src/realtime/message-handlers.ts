import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/request-context.js';

export type MessagePayload = Readonly<Record<string, unknown>>;

/**
 * Handles one client message for another module. The fields of the result join `ok: true` in the ack. An `AppError`
 * becomes `{ok: false, error: {code, message}}`. Runs in a request context with the sender as its actor.
 */
export type MessageHandler = (actor: Actor, payload: MessagePayload) => Promise<object | void>;

/**
 * Client messages that other modules handle (`read`, `read_all`): realtime knows neither their names nor their rules.
 */
@Injectable()
export class MessageHandlers {
  private readonly handlers = new Map<string, MessageHandler>();

  register(message: string, handler: MessageHandler): void {
    if (this.handlers.has(message)) throw new Error(`A handler of "${message}" is already registered.`);
    this.handlers.set(message, handler);
  }

  find(message: string): MessageHandler | undefined {
    return this.handlers.get(message);
  }
}
