import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttachmentErasure } from '../attachments/attachment-erasure.js';
import { Forbidden, NotFound } from '../common/errors.js';
import { AppLogger } from '../common/logger.js';
import type { Viewer } from '../common/visibility.js';
import { EventErasure } from '../events/event-erasure.js';
import { NotificationErasure } from '../notifications/notification-erasure.js';
import { User } from '../users/user.entity.js';
import { mayAdministerUsers } from '../users/users.policy.js';
import { DeliveryErasure } from '../webhooks/delivery-erasure.js';
import type { ErasureReceipt } from './subjects.dto.js';

/**
 * Erases a person's traces. In steps, each a transaction: whatever ends it half way, asking again goes on with the rest, and a
 * second time finds nothing.
 */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly attachments: AttachmentErasure,
    private readonly events: EventErasure,
    private readonly notifications: NotificationErasure,
    private readonly deliveries: DeliveryErasure,
    private readonly logger: AppLogger,
  ) {}

  /** @throws Forbidden, NotFound */
  async erase(viewer: Viewer, userId: string): Promise<ErasureReceipt> {
    if (!mayAdministerUsers(viewer)) throw new Forbidden('Only admins may erase a person’s data.');
    if (!(await this.dataSource.manager.existsBy(User, { id: userId }))) throw new NotFound('User');
    // Before the uploads go: that they are gone must still be told to whoever shows them.
    const present = await this.events.present();
    const attachments = await this.attachments.eraseUploadsOf(userId);
    // The person may be told of it too, and must not be told after the inbox was emptied.
    await this.events.settled();
    const wiped = { deliveries: 0, attempts: 0 };
    const events = await this.events.eraseEventsOf(userId, present, async (manager, eventIds) => {
      await this.notifications.forgetEvents(manager, eventIds);
      add(wiped, await this.deliveries.forgetEvents(manager, eventIds));
    });
    const notifications = await this.notifications.eraseInboxOf(userId);
    add(wiped, await this.deliveries.eraseDeliveriesTo(userId));
    const receipt = {
      user_id: userId,
      erased_at: new Date().toISOString(),
      events,
      notifications,
      ...wiped,
      attachments,
    };
    this.logger.event('subject.erased', { ...receipt, by: viewer.id });
    return receipt;
  }
}

function add(sum: { deliveries: number; attempts: number }, more: { deliveries: number; attempts: number }): void {
  sum.deliveries += more.deliveries;
  sum.attempts += more.attempts;
}
