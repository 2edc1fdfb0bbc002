import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { LOG_RESET } from '../events/log-history.js';
import { AccountWatch } from './account-watch.js';
import { ConnectedUsers } from './connected-users.js';
import { LivePosition } from './live-position.js';

/** When the log was rewound or got a new epoch: every socket refetches, then resumes from its new cursor. */
@Injectable()
export class LogReset {
  constructor(
    private readonly live: LivePosition,
    private readonly users: ConnectedUsers,
    private readonly accounts: AccountWatch,
  ) {}

  @OnEvent(LOG_RESET)
  async reset(): Promise<void> {
    this.live.reset();
    const { cursor } = this.live;
    for (const connection of this.users.all()) {
      if (connection.isLive) connection.resync('reset', null, cursor);
      // It reads positions that no longer exist. It reconnects with its old cursor and gets its `resync` then.
      else connection.drop();
    }
    await this.accounts.checkEveryone();
  }
}
