import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AppLogger } from '../common/logger.js';
import type { SqlReader } from '../database/sql.js';
import { EventLog } from './event-log.js';
import { renewRewoundEpoch, type LogHead } from './log-epoch.js';
import { LogMemory, type SeenPosition } from './log-memory.js';

/** Emitted when earlier positions become invalid: after a rewind, or `epoch:new`. Holders of positions forget them. */
export const LOG_RESET = 'log.reset';

/** Checks whether the log is still the one that this installation knows. */
@Injectable()
export class LogHistory {
  constructor(
    readonly log: EventLog,
    private readonly memory: LogMemory,
    private readonly emitter: EventEmitter2,
    private readonly logger: AppLogger,
  ) {}

  /** The head at the start of a process; in a new epoch when it is behind what an earlier process has seen. */
  async enter(sql: SqlReader): Promise<LogHead> {
    const seen = await this.memory.read();
    return seen === undefined ? this.log.head(sql) : this.check(seen, sql);
  }

  /** @returns the head now; its epoch differs from that of `seen` when earlier positions are invalid */
  async check(seen: SeenPosition, sql: SqlReader): Promise<LogHead> {
    const head = await this.log.head(sql);
    if (head.epoch !== seen.epoch || head.position >= seen.position) return head;
    // The same positions will be given again, so they need a new epoch.
    await renewRewoundEpoch(sql, head, seen.position);
    const renewed = await this.log.head(sql);
    this.logger.warn('log.rewound', {
      reason: 'The database is older than what it had given out. All cursors of before are invalid; clients refetch.',
      position: head.position,
      seen_position: seen.position,
      old_epoch: head.epoch,
      epoch: renewed.epoch,
    });
    return renewed;
  }

  /** Its listeners run before this returns. */
  announceReset(oldEpoch: string, { epoch, position }: LogHead): void {
    this.logger.warn('log.reset', { old_epoch: oldEpoch, epoch, position });
    this.emitter.emit(LOG_RESET);
  }

  remember(seen: SeenPosition): Promise<void> {
    return this.memory.write(seen);
  }
}
