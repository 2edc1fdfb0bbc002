import { Injectable } from '@nestjs/common';
import { Metrics } from '../common/metrics.js';
import type { StoredNotifications } from './stored-notifications.js';

/** Notifications that this process stored. */
@Injectable()
export class NotificationMetrics {
  private readonly stored;

  constructor(metrics: Metrics) {
    this.stored = metrics.counter('carillon_notifications_total', 'Notifications stored, by type.', ['type']);
  }

  count({ rows, parts }: StoredNotifications): void {
    for (const { type } of rows) this.stored.inc({ type });
    for (const { shared, count } of parts) this.stored.inc({ type: shared.type }, count);
  }
}
