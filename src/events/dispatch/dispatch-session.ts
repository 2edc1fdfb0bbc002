import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';

/** The dispatcher's own connection. */
@Injectable()
export class DispatchSession extends BookkeepingSession {
  constructor(config: AppConfig) {
    super({ url: config.databaseUrl ?? '', name: 'dispatcher' });
  }
}
