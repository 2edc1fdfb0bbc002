import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AppConfig } from '../../common/config.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import { EVENTS_RECORDED } from '../event-recorder.js';
import { CALL_CHANNEL } from './dispatch-call.js';

/** The dispatcher's own connection. It hears of events that processes without a dispatcher recorded. */
@Injectable()
export class DispatchSession extends BookkeepingSession {
  constructor(config: AppConfig, emitter: EventEmitter2) {
    super({
      url: config.databaseUrl ?? '',
      name: 'dispatcher',
      onNotification: () => void emitter.emit(EVENTS_RECORDED),
      // What was recorded meanwhile is found by the safety poll.
      onConnect: async (connection) => void (await connection.query(`LISTEN ${CALL_CHANNEL}`, [])),
    });
  }
}
