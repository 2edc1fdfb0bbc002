import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../common/logger.js';
import { LiveFeed } from '../../events/live-feed.js';
import type { OwnerType } from '../endpoints/webhook-endpoint.entity.js';
import { recoveryView, type RecoveryRow } from './recovery-view.js';

const ROOM = 'webhooks';

const SHOWN_SQL = `
  SELECT r.*, e.owner_type, e.user_id, e.company_id, e.include_internal
    FROM webhook_recoveries r JOIN webhook_endpoints e ON e.id = r.endpoint_id WHERE r.id = $1`;

interface ShownRow extends RecoveryRow {
  owner_type: OwnerType;
  user_id: string | null;
  company_id: string | null;
  include_internal: boolean;
}

/** Shows the progress of recoveries to the sockets of those who may see the endpoint. */
@Injectable()
export class RecoveryFeed {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: LiveFeed,
    private readonly logger: AppLogger,
  ) {}

  /** A job has just changed in the table. Costs nothing without watchers. */
  async show(jobId: string): Promise<void> {
    if (!this.feed.isWatched(ROOM)) return;
    try {
      const [row] = await this.dataSource.query<ShownRow[]>(SHOWN_SQL, [jobId]);
      if (row === undefined) return;
      await this.feed.send([
        {
          message: 'recovery.update',
          room: ROOM,
          userId: row.owner_type === 'user' ? row.user_id : null,
          managersOf: row.owner_type === 'company' ? row.company_id : null,
          admins: true,
          staffOnly: row.include_internal,
          payload: { event: 'recovery.update', id: row.id, webhook_id: row.endpoint_id, data: recoveryView(row) },
        },
      ]);
    } catch (error) {
      // Not in the log: reading the job shows the same.
      this.logger.warn('Could not push the progress of a recovery.', { error: String(error) });
    }
  }
}
